"""What was published, ours or someone else's, read back to be attacked."""
