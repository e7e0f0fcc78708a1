"""The words of a table's head: labels of variables, levels and units."""

from __future__ import annotations

from ..counts.counts import TOTAL
from ..standard.codebook import load_codebook
from ..words.errors import CodebookError
from ..words.texts import has_text, say


def variable_label(variable: str, lang: str | None = None) -> str:
    """The codebook's label, or the name itself for a column that the codebook does not know."""
    book = load_codebook()
    return book[variable].label(lang) if variable in book else variable


def level_label(variable: str, code: str, lang: str | None = None) -> str:
    """The label of a level, a reason for missing or the total; years and foreign codes are their own label."""
    if code == TOTAL:
        return say("pages_total", lang=lang)
    try:
        return load_codebook().label(variable, code, lang)
    except CodebookError:
        return code


def unit_label(unit: str, lang: str | None = None) -> str:
    """What is counted, in the plural."""
    key = f"pages_unit_{unit}"
    return say(key, lang=lang) if has_text(key) else unit


def in_words(parts: list[str] | tuple[str, ...], lang: str | None = None) -> str:
    """Several things in one phrase.

    Examples
    --------
    >>> in_words(["sexo", "edad", "finalidad"], "es")
    'sexo, edad y finalidad'
    """
    if len(parts) < 2:
        return "".join(parts)
    return say("pages_and", lang=lang, first=", ".join(parts[:-1]), last=parts[-1])
