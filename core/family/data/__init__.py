"""What the published systems learnt from, or what stands for it here."""
