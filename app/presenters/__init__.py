"""A clerk's intentions turned into work on the lanes."""
