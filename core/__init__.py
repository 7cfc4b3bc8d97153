"""Specimen without a window: image, network, training, scoring and store."""
