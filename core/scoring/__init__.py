"""From embeddings to a verdict."""
