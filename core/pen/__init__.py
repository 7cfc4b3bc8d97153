"""What did a pen write, and in which files does it come and go?"""
