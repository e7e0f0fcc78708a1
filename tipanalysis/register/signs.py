"""The signs that clerks leave in sheets: markers of missing values, totals, footnotes, months, identifiers."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from ..standard.matching import repair_encoding

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_SOFT_HYPHEN = "\u00ad"


@cache
def load_signs(kind: str) -> Mapping[str, str]:
    """The signs of one kind and what each stands for, from ``signs.csv``.

    Examples
    --------
    >>> load_signs("month")["setiembre"]
    '9'
    """
    rows = csv.DictReader(files(__package__).joinpath("signs.csv").read_text("utf-8").splitlines())
    return MappingProxyType({row["sign"]: row["value"] for row in rows if row["kind"] == kind})


@lru_cache(maxsize=65536)
def clean_text(text: str) -> str:
    """``text`` as a person sees it: accents whole, no unseen characters, single spaces, bytes read wrongly set right.

    Examples
    --------
    >>> clean_text("  NicaragÃ¼ense\\u200b ")
    'Nicaragüense'
    """
    if text.isascii():
        return text if text.isalnum() else " ".join(text.split()).removeprefix("'")
    text = repair_encoding(text.translate(_UNSEEN)).replace(_SOFT_HYPHEN, "")
    return " ".join(unicodedata.normalize("NFC", text).split()).removeprefix("'")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """``text`` for comparing: clean, without accents, case, or the marks around words.

    Examples
    --------
    >>> plain(" Año_de Registro: ")
    'ano de registro'
    """
    bare = clean_text(text).casefold().replace("_", " ")
    if not bare.isascii():
        bare = "".join(char for char in unicodedata.normalize("NFD", bare) if unicodedata.category(char) != "Mn")
    return " ".join(bare.split()).strip(" :;,.") or bare.strip()


@lru_cache(maxsize=65536)
def bare_words(text: str) -> str:
    """``plain(text)`` with letters and digits only, words separated by one space."""
    return " ".join(re.findall(r"\w+", plain(text)))


def missing_reason(text: str) -> str | None:
    """The reason for missing that a marker such as ``S/D`` or ``No refiere`` stands for, or None.

    Examples
    --------
    >>> missing_reason("S/D"), missing_reason("No refiere"), missing_reason("Panamá")
    ('ND', 'NP', None)
    """
    signs = load_signs("missing")
    key = plain(text)
    if key in signs:
        return signs[key]
    words = bare_words(text)
    return signs.get(words) if words else None


def is_invalid(text: str) -> bool:
    """Whether ``text`` is what a spreadsheet writes instead of a value (``#REF!``, ``null``)."""
    return plain(text) in load_signs("invalid")


def yes_or_no(text: str) -> bool | None:
    """True for ``Sí``, ``X``, ``1``, ``✔``; False for ``No``, ``0``; None for anything else."""
    key = plain(text)
    if key in load_signs("yes"):
        return True
    return False if key in load_signs("no") else None
