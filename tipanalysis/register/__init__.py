"""Floor 2: registers of people: reading, mapping, making synthetic ones. Guesses nothing in silence."""
