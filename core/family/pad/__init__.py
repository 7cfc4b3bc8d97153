"""The network of the signature pad: today's variant of the first Siamese network, made ready to serve."""
