"""Floor 6: figures with alt text, drawn from releases only."""
