"""What points to a person: known by heading and content, dropped or made a keyed pseudonym, never logged."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Iterable, Sequence

from .layout import LEVELS
from .signs import bare_words, clean_text, load_signs

HIDDEN = "«…»"
"""Stands in logs, faults and messages for a text that may name or locate a person."""
KEY_VARIABLE = "TIPANALYSIS_KEY"
_LONG = 60
_SHARE = 0.6
_PATTERNS = (
    ("correo", re.compile(r"[\w.+-]+@[\w-]+\.\w+")),
    ("documento", re.compile(r"(?<!\d)\d-\d{3,4}-\d{3,4}(?!\d)")),
    ("documento", re.compile(r"(?<![\d.,])\d{9}(?!\d)|(?<![\d.,])1\d{10,11}(?!\d)")),
    ("telefono", re.compile(r"(?<![\d-])(?:\+?50[1-7][\s-]?)?\d{4}[\s-]\d{4}(?![\d-])")),
    ("telefono", re.compile(r"(?<![\d.,-])[24-8]\d{7}(?![\d.,-])")),
)


def header_kind(header: str) -> str:
    """What kind of identifier a column of this name holds (``nombre``, ``documento``, …); empty if none.

    Examples
    --------
    >>> header_kind("N.º de cédula"), header_kind("Edad")
    ('documento', '')
    """
    signs = load_signs("identifier")
    words = bare_words(header.split(LEVELS)[-1])
    return signs.get(words) or signs.get(re.sub(r"^(?:n º|n|no|nro|num|numero) (?:de )?", "", words), "")


def content_kind(values: Iterable[str]) -> str:
    """What kind of identifier most of the values look like; empty if none does."""
    seen = [text for text in dict.fromkeys(values) if text.strip()][:2000]
    for kind, pattern in _PATTERNS:
        hits = sum(bool(pattern.search(text)) for text in seen)
        if hits >= (1 if kind == "correo" else 2) and hits >= _SHARE * len(seen):
            return kind
    long = sum(len(text) > _LONG for text in seen)
    return "relato" if long >= 2 and long >= _SHARE * len(seen) else ""


def looks_personal(text: str) -> bool:
    """Whether a text holds an e-mail, a document or telephone number, or is long enough to tell a story."""
    return len(text) > _LONG or any(pattern.search(text) for _, pattern in _PATTERNS)


def safe_text(text: str, names: frozenset[str] = frozenset()) -> str:
    """``text`` as it may stand in a log, or the hidden sign when it may point to a person.

    ``names`` are words of the identifiers of the same row.
    """
    if looks_personal(text) or (names and names & set(bare_words(text).split())):
        return HIDDEN
    return text


def name_words(cells: Sequence[str]) -> frozenset[str]:
    """The words of a row's identifiers that would give a person away."""
    return frozenset(word for cell in cells for word in bare_words(cell).split() if len(word) > 2)


class Secret(str):
    """A key that shows nowhere: neither in a traceback with its variables nor in a list that holds it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret(…)"


def given_key(key: str | None) -> Secret | None:
    """The key for pseudonyms: the one given, else the environment's, else none."""
    chosen = key or os.environ.get(KEY_VARIABLE)
    return Secret(chosen) if chosen else None


def pseudonym(key: str, cells: Sequence[str]) -> str:
    """A keyed pseudonym (HMAC-SHA256, 20 hexadecimal digits) of a person's identifiers; empty if all are empty.

    The order of names, accents, case and the marks in numbers make no difference.

    Examples
    --------
    >>> pseudonym("k", ["María Pérez"]) == pseudonym("k", ["PEREZ, MARIA"])
    True
    """
    parts = [" ".join(sorted(bare_words(_bare_number(cell)).split())) for cell in cells]
    if not any(parts):
        return ""
    return hmac.new(key.encode(), "|".join(parts).encode(), hashlib.sha256).hexdigest()[:20]


def _bare_number(cell: str) -> str:
    text = clean_text(cell)
    return re.sub(r"[\s.-]", "", text).lstrip("0") if re.fullmatch(r"[\d\s.-]+", text) else text
