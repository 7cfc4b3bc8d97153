"""The desk: the PySide6 program over core."""
