"""What the bank keeps: customers, specimens, verifications, decisions."""
