"""Whatever little a table holds, every public function of the numeric layer has a status and a reason, no exception."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from math import isnan, nan
from typing import Any

import pandas as pd
import pytest

import tipanalysis as tip
from analysis.degenerate import BROKEN, CALLS, NO_COUNTS, TABLES, TYPES, table
from tipanalysis import analysis
from tipanalysis.words.errors import TipError
from tipanalysis.words.texts import say

LIMITS = {
    "estimate": ("lower", "upper"),
    "deviation": ("deviation_lower", "deviation_upper"),
    "difference": ("difference_lower", "difference_upper"),
}
"""What a status is about, with its limits."""

STATUSES = {"ok", "small", "not_estimable", "model_singular"}


def judged(value: Any) -> Iterator[Mapping[str, Any]]:
    """Everything with a status that a result holds: itself, its parts, the rows of its tables."""
    if isinstance(value, pd.DataFrame):
        if {"status", "note"} <= set(value.columns):
            yield from value.rename(columns={"low": "lower", "high": "upper"}).to_dict("records")
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from judged(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from judged(part)
    elif is_dataclass(value) and not isinstance(value, tip.Counts):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        if "status" in parts and hasattr(value, "note"):
            yield {**parts, "note": value.note, "notes": getattr(value, "notes", ())}
        yield from judged(list(parts.values()))


@cache
def in_both_languages(key: str) -> bool:
    return say(key, lang="es") != say(key, lang="en")


def wrong(result: Mapping[str, Any]) -> str:
    """What is wrong with a result; empty if nothing is."""
    status, note = result["status"], result["note"]
    subject = "deviation" if "deviation" in result else "difference" if "masked" in result else "estimate"
    estimate, lower, upper = (result.get(name, nan) for name in (subject, *LIMITS[subject]))
    if status not in STATUSES or (status != "ok" and not note):
        return f"{status} without a reason"
    for key in {note, *result.get("notes", ())} - {""}:
        if not in_both_languages(key):
            return f"{key} in one language"
    if subject not in result or not isinstance(estimate, float) or note == "intersections_note_no_limits":
        return ""
    if isnan(estimate) != (status == "not_estimable") and status != "model_singular":
        return f"{estimate} is {status}"
    return f"{estimate} outside {lower}, {upper}" if lower > estimate or upper < estimate else ""


@pytest.mark.parametrize("name", CALLS)
def test_a_table_that_says_little_gives_a_status_and_a_reason(name: str) -> None:
    for kind, rows in TABLES.items():
        for result in judged(CALLS[name](table(rows))):
            assert not wrong(result), f"{kind}: {wrong(result)}"


@pytest.mark.parametrize("name", CALLS)
def test_what_is_no_count_is_refused_in_both_languages_or_has_a_reason(name: str) -> None:
    for kind, rows in BROKEN.items():
        try:
            found = list(judged(CALLS[name](table(rows))))
        except TipError as refused:
            spanish, english = (say(refused.key, lang=lang, **refused.values) for lang in ("es", "en"))
            assert spanish and english and spanish != english
            continue
        assert not any(map(wrong, found)), kind
        assert kind not in ("negative", "fractional") or name in NO_COUNTS, f"{kind}: taken without a word"


def test_no_public_function_is_forgotten() -> None:
    public = {*analysis.__all__, *(name for name, home in tip._HOMES.items() if home.startswith("analysis."))}
    assert public - TYPES == set(CALLS)
