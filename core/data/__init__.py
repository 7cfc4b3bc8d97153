"""Signatures to learn from: real, and made up."""
