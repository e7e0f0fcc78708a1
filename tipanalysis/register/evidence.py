"""What a column seems to hold, from its heading and from its values; never more than a suggestion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..standard.codebook import load_codebook
from ..standard.variable import Variable
from ..words.texts import say
from .dates import parse_date
from .identifiers import content_kind, header_kind
from .layout import LEVELS
from .readers import LINKS
from .signs import bare_words, clean_text, load_signs, missing_reason, plain

ENOUGH = 60
"""Confidence, out of 100, from which a suggestion enters the proposed map."""
_FILE_NUMBERS = ("id_solicitud", "id_notificacion")
_MOST = 300


@dataclass(frozen=True)
class Suggestion:
    """What one column may feed: the variable, how sure (0 to 100), why; ``identifier`` is what points to a person."""

    sheet: str
    header: str
    variable: str = ""
    confidence: int = 0
    reason: str = ""
    identifier: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    order: str = "dmy"
    separators: tuple[str, ...] = field(default=())
    rivals: tuple[Suggestion, ...] = field(default=(), compare=False)
    """What else the column may feed, likeliest first: for a map that gives the variable to another column."""


def weigh(sheet: str, header: str, cells: Sequence[str]) -> Suggestion:
    """The suggestion for one column. No value of the file enters it, except the letters M, F and H for a sex."""
    values = [text for text in dict.fromkeys(map(clean_text, cells)) if text and missing_reason(text) is None][:_MOST]
    private = header_kind(header) or content_kind(values)
    if private:
        return Suggestion(sheet, header, identifier=private, reason=say("register_propose_identifier"))
    name = header.split(LEVELS)[-1]
    if bare_words(name) in load_signs("weight") and values and all(value.isdigit() for value in values):
        return Suggestion(sheet, header, "peso", 90, say("register_propose_weight"))
    candidates = [_judged(variable, likeness, values) for variable, likeness in _by_heading(name, header)]
    candidates += [found for found in [_by_values(values), _by_dates(values)] if found]
    first, *rest = sorted(candidates, key=lambda item: -item[1]) or [("", 0, "")]
    rivals = [_whole(sheet, header, *other, values) for other in rest if other[0] != first[0]]
    best = _whole(sheet, header, *first, values)
    return replace(best, rivals=tuple(rival for rival in rivals if rival.variable))


def _by_heading(name: str, header: str) -> list[tuple[str, float]]:
    book = load_codebook()
    for heading in (header.replace(LEVELS, " "), name):
        exact = book.find_variable(heading)
        if exact:
            return [(exact, 100.0)]
    return list(book.suggest_variable(name, 3))


def _judged(variable: str, likeness: float, values: Sequence[str]) -> tuple[str, int, str]:
    """Heading and values together: a heading alone convinces by half."""
    share = _known(variable, values)
    if share is None:
        return variable, round(likeness * 0.9), say("register_propose_heading", likeness=round(likeness))
    both = say("register_propose_both", likeness=round(likeness), share=round(100 * share))
    return variable, round(likeness * (0.5 + 0.5 * share)), both


def _known(variable: str, values: Sequence[str]) -> float | None:
    """Share of the values that the variable can read; None where anything will do or nothing is there."""
    found = load_codebook()[variable]
    if not values:
        return None
    if found.codes():
        return _in_codebook(variable, values)
    if found.kind == "date":
        order = _order(values)
        return sum(parse_date(value, order=order).day is not None for value in values) / len(values)
    if found.kind == "integer":
        return sum(bool(re.match(r"\D{0,10}\d{1,4}\b", value)) for value in values) / len(values)
    return None


def _in_codebook(variable: str, values: Sequence[str]) -> float:
    """Share of the values, or of the parts of cells with several, that the codebook knows or leaves open."""
    found = load_codebook()[variable]
    if not found.multi:
        return _share_known(found, values)
    parts = [part for value in values for part in re.split(r"\s*[;/,|]\s*", value) if part]
    whole = sum(found.find(value) is not None for value in values) / len(values)
    return max(_share_known(found, parts), whole) if parts else 0.0


def _share_known(variable: Variable, texts: Sequence[str]) -> float:
    return sum(variable.find(text) is not None or variable.ambiguous(text) for text in texts) / len(texts)


def _by_values(values: Sequence[str]) -> tuple[str, int, str] | None:
    """The coded variable that knows nearly all values, if exactly one does and there are words among them."""
    if len(values) < 2 or not any(len(value) > 2 and not value.isdigit() for value in values):
        return None
    book = load_codebook()
    shares = {name: _in_codebook(name, values) for name in book if book[name].codes()}
    best = max(shares.values())
    winners = [name for name, share in shares.items() if share == best]
    if len(winners) > 1:
        winners = [name for name in winners if not book[name].roll_up]
    if best < 0.8 or len(winners) != 1:
        return None
    return winners[0], round(70 * best), say("register_propose_values", share=round(100 * best))


def _by_dates(values: Sequence[str]) -> tuple[str, int, str] | None:
    """A column of whole dates whose heading says nothing: most likely the date of the record."""
    order = _order(values)
    whole = sum(not value.isdigit() and parse_date(value, order=order).day is not None for value in values)
    if len(values) < 2 or whole < 0.9 * len(values):
        return None
    return "fecha_registro", 65, say("register_propose_dates", share=round(100 * whole / len(values)))


def _whole(sheet: str, header: str, variable: str, confidence: int, reason: str, values: Sequence[str]) -> Suggestion:
    if confidence < ENOUGH:
        return Suggestion(sheet, header, confidence=confidence, reason=reason or say("register_propose_nothing"))
    if variable in _FILE_NUMBERS:
        variable = "id"
    known = load_codebook()
    multi = variable in known and known[variable].multi
    return Suggestion(
        sheet,
        header,
        variable,
        confidence,
        reason,
        codes=_sexes(values) if variable == "sexo" else (),
        order=_order(values)
        if variable not in LINKS and variable in known and known[variable].kind == "date"
        else "dmy",
        separators=(",", ";", "/") if multi and sum("," in value for value in values) * 3 > len(values) else (),
    )


def _sexes(values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What M means beside H, or beside F; alone it stays open."""
    letters = {plain(value) for value in values}
    if {"m", "h"} <= letters and "f" not in letters:
        return (("M", "MUJER"), ("H", "HOMBRE"))
    return (("F", "MUJER"), ("M", "HOMBRE")) if {"m", "f"} <= letters and "h" not in letters else ()


def _order(values: Sequence[str]) -> str:
    """Month first only where no date can be read the other way and all can this way."""
    dates = [value for value in values if re.match(r"\d{1,2}[-/.]\d{1,2}[-/.]", value)]
    wrong = sum(parse_date(value, order="dmy").day is None for value in dates)
    return "mdy" if wrong and all(parse_date(value, order="mdy").day for value in dates) else "dmy"
