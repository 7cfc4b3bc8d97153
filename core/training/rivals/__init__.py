"""Other methods, trained and measured as ours is."""
