"""Tables and lists of records, as Qt's views want them."""
