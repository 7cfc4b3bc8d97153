"""How does the program become a folder that starts without Python, and what goes into it?"""
