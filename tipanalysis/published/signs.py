"""How a published cell reads: a count, the mark of a hidden one, another number, words, or nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Literal

from ..register.signs import bare_words, clean_text, plain

Kind = Literal["count", "hidden", "number", "words", "empty"]
_COUNT = re.compile(r"(?P<n>\d{1,3}(?:([.,' ])\d{3})(?:\2\d{3})*|\d+)(?:\s+\(?\d+(?:[.,]\d+)?\s*%\)?)?")
"""A whole number, perhaps with its percentage after it."""
_NUMBER = re.compile(r"[-−+]?[\d.,' ]*\d[\d.,' ]*(?:e[-+]?\d+)?\s*%?|\(?[\d.,]+\s*[-–;a]\s*[\d.,]+\)?")
_BAND = re.compile(
    r"\d+\s*(?:-|–|a|to|y)\s*\d+(?:\s\w+)*|\d+\s*(?:\+|(?:y|o|and|or)\s.+|años.*|years.*)", re.IGNORECASE
)
_NOTED = re.compile(r"(?!(?:19|20)\d\d\b)\d[\d.,' ]*(?:\s*[*(\[†‡¹²³].*|\s?[a-z])", re.IGNORECASE)
"""A number with the mark of a footnote after it; a year may have one in a head."""
_BELOW = re.compile(r"(?:<|≤|<=|menos de |fewer than |less than )\s*\d+|\d\s*(?:-|–|a|to)\s*\d", re.IGNORECASE)


@cache
def load_signs(kind: str) -> frozenset[str]:
    """The signs of one kind: ``hidden``, ``nothing``, ``total``, ``total_of``, ``code`` or ``not_a_count``.

    Examples
    --------
    >>> "ambos sexos" in load_signs("total")
    True
    """
    rows = csv.DictReader(files(__package__).joinpath("signs.csv").read_text("utf-8").splitlines())
    return frozenset(row["sign"] for row in rows if row["kind"] == kind)


def cell_kind(text: str, marks: Collection[str]) -> Kind:
    """What a cell is. ``marks`` are the signs that stand for hidden numbers, in the writer's own hand.

    Examples
    --------
    >>> [cell_kind(text, marks_of(())) for text in ("1 234", "<5", "n.d.", "12,5 %", "Mujer", "")]
    ['count', 'hidden', 'hidden', 'number', 'words', 'empty']
    """
    said = clean_text(text)
    if not said or plain(said) in load_signs("nothing"):
        return "empty"
    if said.casefold() in marks or ("<" in marks and _BELOW.fullmatch(said)):
        return "hidden"
    if _COUNT.fullmatch(said):
        return "count"
    return "number" if _NUMBER.fullmatch(said.casefold()) else "words"


def marks_of(given: Collection[str]) -> frozenset[str]:
    """The marks given, or else those that offices use, ``<5`` and ``1-4`` among them (told as ``<``).

    Examples
    --------
    >>> sorted(marks_of(["?", "N.D."]))
    ['?', 'n.d.']
    """
    return frozenset(clean_text(mark).casefold() for mark in given) if given else load_signs("hidden") | {"<"}


def count_of(text: str) -> int:
    """The number that a cell of the kind ``count`` holds.

    Examples
    --------
    >>> count_of("1.234"), count_of("12 (3,5 %)")
    (1234, 12)
    """
    found = _COUNT.fullmatch(clean_text(text))
    assert found, "a count was seen before"
    return int(re.sub(r"\D", "", found["n"]))


def tells_size(text: str) -> bool:
    """Whether a mark says by itself that the number is small.

    Examples
    --------
    >>> tells_size("<5"), tells_size("*")
    (True, False)
    """
    return bool(_BELOW.fullmatch(clean_text(text)))


def is_total(text: str) -> bool:
    """Whether a label stands for all levels together.

    Examples
    --------
    >>> is_total("TOTAL"), is_total("Todas las nacionalidades"), is_total("Mujeres")
    (True, True, False)
    """
    said = plain(text)
    return said in load_signs("total") or any(said.startswith(f"{word} ") for word in load_signs("total_of"))


def is_noted_count(text: str) -> bool:
    """Whether a cell holds a number with a footnote: no head, and no count that can be relied on.

    Examples
    --------
    >>> is_noted_count("120 (1)"), is_noted_count("30*"), is_noted_count("2023*"), is_noted_count("1er trimestre")
    (True, True, False, False)
    """
    said = clean_text(text)
    return bool(_NOTED.fullmatch(said)) and not _COUNT.fullmatch(said) and not is_label(said)


def is_label(text: str) -> bool:
    """Whether a cell that may begin with a digit is a label all the same: a year or an age band.

    Examples
    --------
    >>> is_label("12-17"), is_label("60 y más"), is_label("2019"), is_label("12,5 %")
    (True, True, True, False)
    """
    return is_year(text) or bool(_BAND.fullmatch(clean_text(text)))


def is_year(text: str) -> bool:
    """Whether a label is a year: such numbers may stand in a head."""
    return bool(re.fullmatch(r"(?:19|20)\d\d", clean_text(text)))


def heads_codes(text: str) -> bool:
    """Whether a column of that head holds the codes of a label beside it.

    Examples
    --------
    >>> heads_codes("Código de sexo")
    True
    """
    return bool(set(bare_words(text).split()) & load_signs("code"))


def heads_a_count(text: str) -> bool:
    """Whether a column of that head can hold counts.

    Examples
    --------
    >>> heads_a_count("Mujeres"), heads_a_count("% del total"), heads_a_count("Tasa por 100 000")
    (True, False, False)
    """
    return "%" not in text and not set(bare_words(text).split()) & load_signs("not_a_count")
