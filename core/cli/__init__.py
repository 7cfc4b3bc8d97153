"""How are Specimen's use cases run from a shell? `main.py` holds the table of commands."""
