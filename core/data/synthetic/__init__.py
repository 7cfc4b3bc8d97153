"""Made-up signatures: writers, their genuine signatures, and other hands that imitate them."""
