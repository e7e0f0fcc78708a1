"""Floor 3: counting without losing anyone."""
