"""Rules that an office keeps: a CSV like the catalogue, or a review workbook that a person filled in."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from ...words.errors import InputError
from ..location import located
from .review_sheet import read_review
from .rules import COLUMNS, Rule, made_of


def read_rules(path: str | Path) -> tuple[Rule, ...]:
    """Rules that an office keeps in a CSV with the columns of the catalogue, or in a filled-in review workbook.

    Raises
    ------
    InputError
        The file is not there or not readable, or holds faults: all of them in one message.
    """
    path = located(path)
    if path.suffix.lower() == ".xlsx":
        return read_review(path)
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InputError("cleaning_rules_unreadable", file=path.name) from None
    lacking = [name for name in ("regla", "variable", "crudo", "estandar") if name not in text.partition("\n")[0]]
    if lacking:
        raise InputError("cleaning_rules_columns", file=path.name, missing=", ".join(lacking))
    return made_of(text, path.name, by_person=True)


def write_rules(rules: Iterable[Rule], path: str | Path) -> Path:
    """Write rules as a CSV that :func:`read_rules` reads."""
    target = Path(path)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(rule, name) for name in COLUMNS] for rule in rules)
    return target
