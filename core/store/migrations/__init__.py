"""How did the database get to its present form? One numbered file per step, never edited once released."""
