"""The networks that the published systems compare by, one file each."""
