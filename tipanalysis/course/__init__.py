"""Floor 7: lessons, exercises and the feedback they give."""
