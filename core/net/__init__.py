"""The Siamese network, its losses and its file."""
