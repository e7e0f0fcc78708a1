"""Floor 1: the record standard as data: codebook, countries, crosswalks. Knows no register."""
