"""What does the bank learn from its own decisions, and is it fit to learn from?"""
