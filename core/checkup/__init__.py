"""Is this computer fit for the desk, and what should whoever is called for help know of it?"""
