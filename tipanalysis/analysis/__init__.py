"""Floor 4: estimates from counts. Touches no microdata."""
