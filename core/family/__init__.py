"""The Siamese systems of the literature: recipes over a few parts that fit each other."""
