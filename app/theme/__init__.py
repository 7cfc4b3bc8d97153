"""The colours, sizes and fonts of the desk, in light and dark."""
