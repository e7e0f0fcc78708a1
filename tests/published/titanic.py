"""The people on board of the Titanic by class, sex and age: 14 cells of R's datasets::Titanic (Dawson 1995)."""

from __future__ import annotations

import pandas as pd

_LOST_AND_SAVED = {
    ("1st", "Male", "Child"): (0, 5),
    ("1st", "Male", "Adult"): (118, 57),
    ("1st", "Female", "Child"): (0, 1),
    ("1st", "Female", "Adult"): (4, 140),
    ("2nd", "Male", "Child"): (0, 11),
    ("2nd", "Male", "Adult"): (154, 14),
    ("2nd", "Female", "Child"): (0, 13),
    ("2nd", "Female", "Adult"): (13, 80),
    ("3rd", "Male", "Child"): (35, 13),
    ("3rd", "Male", "Adult"): (387, 75),
    ("3rd", "Female", "Child"): (17, 14),
    ("3rd", "Female", "Adult"): (89, 76),
    ("Crew", "Male", "Adult"): (670, 192),
    ("Crew", "Female", "Adult"): (3, 20),
}

TITANIC = pd.DataFrame(
    [(*levels, lost + saved, saved) for levels, (lost, saved) in _LOST_AND_SAVED.items()],
    columns=["Class", "Sex", "Age", "n", "events"],
)
"""Persons, and those saved."""
