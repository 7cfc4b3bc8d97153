"""What runs as long as the program does: the model in use, and a training."""
