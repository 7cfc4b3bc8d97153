"""The networks of other methods, which stand beside ours in the tables."""
