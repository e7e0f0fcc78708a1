"""Floor 0: texts, settings, number formats and errors. Knows nothing of the field."""
