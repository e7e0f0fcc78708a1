"""The item bank: questions on the course with one right answer, and the two parallel tests made of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..words.errors import LearningError
from ..words.settings import LANGS
from ..words.texts import Text

FORMS = ("A", "B")
"""The two tests; the items of other forms are kept in reserve."""
LENGTH = 15
"""Items of a test."""


@dataclass(frozen=True)
class Choice:
    """One of the answers to an item."""

    letter: str
    right: bool
    text: Text


@dataclass(frozen=True)
class Item:
    """One question: its module, the form that it stands in, its answers, and why the right one is right.

    ``indicator`` is that of the results framework whose training it belongs to.
    """

    id: str
    module: int
    form: str
    indicator: str
    text: Text
    why: Text
    choices: tuple[Choice, ...]

    @property
    def key(self) -> str:
        """The letter of the right answer."""
        return next(choice.letter for choice in self.choices if choice.right)


@cache
def load_bank() -> tuple[Item, ...]:
    """All items, in the order of the file.

    Examples
    --------
    >>> len(load_bank()), len({item.module for item in load_bank()})
    (50, 11)
    """
    text = files(__package__).joinpath("data/banco.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return tuple(_item(row, rows) for row in rows if not row["option"])


def _item(row: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> Item:
    choices = (one for one in rows if one["item"] == row["item"] and one["option"])
    return Item(
        id=row["item"],
        module=int(row["module"]),
        form=row["form"],
        indicator=row["indicator"],
        text=_in_both(row, ""),
        why=_in_both(row, "why_"),
        choices=tuple(Choice(one["option"], bool(one["right"]), _in_both(one, "")) for one in choices),
    )


def _in_both(row: Mapping[str, str], prefix: str) -> Text:
    return {lang: row[f"{prefix}{lang}"] for lang in LANGS}


def form_items(form: str) -> tuple[Item, ...]:
    """The items of a test in their order; those at the same place of both tests belong to the same module.

    Raises
    ------
    LearningError
        If there is no such test.

    Examples
    --------
    >>> len(form_items("A")), [item.module for item in form_items("A")] == [item.module for item in form_items("B")]
    (15, True)
    """
    if form not in FORMS:
        raise LearningError("learning_form_unknown", given=form, known=", ".join(FORMS))
    return tuple(item for item in load_bank() if item.form == form)
