"""How alike are the ways of two pens?"""
