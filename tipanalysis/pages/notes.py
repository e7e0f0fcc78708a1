"""The lines that stand under every table and chart: what is counted, who is unknown, what is hidden, whence."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..counts.counts import TOTAL
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..words.errors import ReleaseError
from ..words.numbers import format_number, format_percent
from ..words.texts import say
from .labels import in_words, level_label, unit_label, variable_label

HIDDEN_MARK = "•"
"""What stands where a number is hidden, in every page, workbook and chart."""

_APPLIES_NOT = "NA_"


def note_lines(
    release: Release, lang: str | None = None, country: str | None = None, *, among: Sequence[str] | None = None
) -> tuple[str, ...]:
    """What a reader must know to read the numbers of ``release``, one sentence a line.

    Lines: synthetic data (where it is so), unit and n, unknowns with their share, several answers per person,
    denominator (of estimates, or of the percentages shown where ``among`` names the dimensions within which
    they were taken; ``()`` is the grand total), interval, protection, selection, source.

    Raises
    ------
    ReleaseError
        If ``release`` is not a Release.
    """
    require_release(release)
    return (
        *_synthetic(release, lang),
        _unit(release, lang, country),
        *_unknowns(release, lang, country),
        *_several_answers(release, lang),
        *_denominator(release, lang, country, among),
        *_interval(release, lang, country),
        _protection(release, lang, country),
        *_selection(release, lang),
        say("pages_note_source", lang=lang, title=release.provenance.title),
    )


def require_release(value: object) -> None:
    """Refuse anything that did not go through the gate.

    Raises
    ------
    ReleaseError
        If ``value`` is not a Release.
    """
    if not isinstance(value, Release):
        raise ReleaseError("pages_not_a_release", given=type(value).__name__)


def _synthetic(release: Release, lang: str | None) -> tuple[str, ...]:
    return (say("pages_note_synthetic", lang=lang),) if release.provenance.synthetic else ()


def _unit(release: Release, lang: str | None, country: str | None) -> str:
    return say("pages_note_unit", lang=lang, unit=unit_label(release.unit, lang), n=_total(release, lang, country))


def _total(release: Release, lang: str | None, country: str | None) -> str:
    total = release.total
    return hidden_words(lang) if total is None else format_number(total, country=country)


def hidden_words(lang: str | None = None) -> str:
    """The mark of a hidden number and what it means, for running text."""
    return f"{HIDDEN_MARK} ({say('pages_hidden', lang=lang)})"


def _unknowns(release: Release, lang: str | None, country: str | None) -> tuple[str, ...]:
    if not release.by:
        return ()
    found = [_unknown(release, variable, lang, country) for variable in release.by]
    told = [text for text in found if text]
    if not told:
        names = in_words([variable_label(name, lang) for name in release.by], lang)
        return (say("pages_note_no_unknowns", lang=lang, variables=names),)
    return (say("pages_note_unknowns", lang=lang, list="; ".join(told)),)


def _unknown(release: Release, variable: str, lang: str | None, country: str | None) -> str:
    """How many units have no value in one variable; empty where none lacks it."""
    rows = one_way(release, variable)
    unknown = rows[rows[variable].isin(unknown_codes())]
    name = variable_label(variable, lang)
    if (unknown["status"] == "hidden").any():
        return say("pages_note_unknown_hidden", lang=lang, variable=name, hidden=hidden_words(lang))
    n = int(unknown["n"].sum())
    if n == 0:
        return ""
    count = format_number(n, country=country)
    if not release.total:
        return say("pages_note_unknown_count", lang=lang, variable=name, n=count)
    share = format_percent(100 * n / release.total, lang=lang, country=country)
    return say("pages_note_unknown", lang=lang, variable=name, n=count, share=share)


def one_way(release: Release, variable: str) -> pd.DataFrame:
    """The rows of ``release`` that hold one variable alone, all others summed out."""
    if release.by == (variable,):
        return release.frame
    margins = release.margins
    for name in release.by:
        margins = margins[(margins[name] != TOTAL) == (name == variable)]
    return margins


def unknown_codes() -> tuple[str, ...]:
    """Reasons for missing that leave open what the value is; «does not apply» leaves nothing open."""
    return tuple(code for code in load_codebook().missing_codes if code != _APPLIES_NOT)


def _several_answers(release: Release, lang: str | None) -> tuple[str, ...]:
    if not release.multi:
        return ()
    names = in_words([variable_label(name, lang) for name in release.multi], lang)
    return (say("pages_note_multi", lang=lang, variables=names, unit=unit_label(release.unit, lang)),)


def _denominator(
    release: Release, lang: str | None, country: str | None, among: Sequence[str] | None
) -> tuple[str, ...]:
    if release.measure == "rate":
        return (say("pages_note_rate", lang=lang, per=format_number(release.per, country=country)),)
    if has_estimates(release):
        among = release.among
    if among is None:
        return ()
    unit = unit_label(release.unit, lang)
    if not among:
        return (say("pages_note_denominator_total", lang=lang, unit=unit),)
    groups = in_words([variable_label(name, lang) for name in among], lang)
    return (say("pages_note_denominator_among", lang=lang, unit=unit, groups=groups),)


def has_estimates(release: Release) -> bool:
    """Whether the release was made from estimates, with their intervals."""
    return "estimate" in release.frame.columns


def _interval(release: Release, lang: str | None, country: str | None) -> tuple[str, ...]:
    if not has_estimates(release):
        return ()
    level = format_percent(100 * release.confidence, 0, lang=lang, country=country)
    return (say("pages_note_interval", lang=lang, level=level),)


def _protection(release: Release, lang: str | None, country: str | None) -> str:
    policy = release.policy.name
    if not release.hidden:
        return say("pages_note_protection_none", lang=lang, policy=policy)
    cells = format_number(release.hidden, country=country)
    return say("pages_note_protection", lang=lang, policy=policy, cells=cells, mark=HIDDEN_MARK)


def _selection(release: Release, lang: str | None) -> tuple[str, ...]:
    if not release.provenance.where:
        return ()
    parts = [
        say(
            "pages_note_selected",
            lang=lang,
            variable=variable_label(chosen.variable, lang),
            levels=in_words([level_label(chosen.variable, code, lang) for code in chosen.codes], lang),
        )
        for chosen in release.provenance.where
    ]
    return (say("pages_note_selection", lang=lang, list="; ".join(parts)),)


__all__ = [
    "HIDDEN_MARK",
    "has_estimates",
    "hidden_words",
    "note_lines",
    "one_way",
    "require_release",
    "unknown_codes",
]
