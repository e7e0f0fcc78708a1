"""Floor 5: the gate. Only what leaves it can be shown."""
