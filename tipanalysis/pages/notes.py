"""The lines that stand under every table and chart: what is counted, who is unknown, what is hidden, whence."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..release.release import Release
from ..words.errors import ReleaseError
from ..words.numbers import PERCENT, format_number, format_percent
from ..words.settings import using
from ..words.texts import say
from .labels import in_words, level_label, unit_label, variables_in_words

HIDDEN_MARK = "•"
"""What stands where a number is hidden, in every page, workbook and chart."""


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
    with using(lang, country):
        return (
            *_synthetic(release),
            _unit(release),
            *_unknowns(release),
            *_several_answers(release),
            *_denominator(release, among),
            *_interval(release),
            _protection(release),
            *_hidden_together(release),
            *filter(None, [selection_line(release)]),
            say("pages_note_source", title=release.provenance.title),
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


def _synthetic(release: Release) -> tuple[str, ...]:
    return (say("pages_note_synthetic"),) if release.provenance.synthetic else ()


def _unit(release: Release) -> str:
    total = shown_total(release)
    if release.rounded and total:
        return say("pages_note_unit_rounded", unit=unit_label(release.unit), n=format_number(total))
    return say("pages_note_unit", unit=unit_label(release.unit), n=_total(release))


def _total(release: Release) -> str:
    total = shown_total(release)
    return hidden_words() if total is None else count_in_words(release, total)


def count_in_words(release: Release, n: int) -> str:
    """A count for running text: rounded ones never read as exact, and a rounded 0 never as nobody."""
    if not release.rounded:
        return format_number(n)
    if n == 0:
        return say("rounding_below", within=format_number(int(release.frame["within"].max())))
    return say("rounding_about", n=format_number(n))


def shown_total(release: Release) -> int | None:
    """Units counted in all, or ``None`` where that is hidden; read with its status, as every other cell."""
    table = release.margins if len(release.margins) else release.frame
    if len(table) == 0 or table["status"].iat[-1] != "shown":
        return None
    last = table["n"].iat[-1]
    return None if pd.isna(last) else int(last)


def hidden_words() -> str:
    """The mark of a hidden number and what it means, for running text."""
    return f"{HIDDEN_MARK} ({say('pages_hidden')})"


def _unknowns(release: Release) -> tuple[str, ...]:
    if not release.by:
        return ()
    found = [_unknown(release, variable) for variable in release.by]
    told = [text for text in found if text]
    if not told:
        names = variables_in_words(release.by, country=release.provenance.country)
        return (say("pages_note_no_unknowns", variables=names),)
    return (say("pages_note_unknowns", list="; ".join(told)),)


def _unknown(release: Release, variable: str) -> str:
    """How many units have no value in one variable; empty where none lacks it."""
    cells, n, hidden = release.unknowns[variable]
    name = variables_in_words([variable], country=release.provenance.country)
    if hidden:
        return say("pages_note_unknown_hidden", variable=name, hidden=hidden_words())
    if n == 0 and not (release.rounded and cells):
        return ""
    count = count_in_words(release, n)
    total = shown_total(release)
    if not total or not n:
        return say("pages_note_unknown_count", variable=name, n=count)
    share = format_percent(PERCENT * n / total)
    return say("pages_note_unknown", variable=name, n=count, share=share)


def _several_answers(release: Release) -> tuple[str, ...]:
    if not release.multi:
        return ()
    names = variables_in_words(release.multi, country=release.provenance.country)
    return (say("pages_note_multi", variables=names, unit=unit_label(release.unit)),)


def _denominator(release: Release, among: Sequence[str] | None) -> tuple[str, ...]:
    if release.measure == "rate":
        return (say("pages_note_rate", per=format_number(release.per)),)
    if release.measure == "value":
        return (say("pages_note_value"),)
    if has_estimates(release):
        among = release.among
    if among is None:
        return ()
    unit = unit_label(release.unit)
    if not among:
        return (say("pages_note_denominator_total", unit=unit),)
    groups = variables_in_words(among, country=release.provenance.country)
    return (say("pages_note_denominator_among", unit=unit, groups=groups), *_against(release))


def _against(release: Release) -> tuple[str, ...]:
    """What the groups of a comparison are compared with."""
    if not release.against:
        return ()
    key = "pages_note_excess" if release.measure == "excess" else "pages_note_against"
    return (say(key, reference=reference_in_words(release)),)


def reference_in_words(release: Release) -> str:
    """The levels that stand for the reference of a comparison."""
    return in_words([say("pages_quoted", text=level_label(variable, code)) for variable, code in release.against])


def has_estimates(release: Release) -> bool:
    """Whether the release was made from estimates, with their intervals."""
    return "estimate" in release.frame.columns


def _interval(release: Release) -> tuple[str, ...]:
    if not has_estimates(release):
        return ()
    level = format_percent(PERCENT * release.confidence, 0)
    return (say("pages_note_interval", level=level),)


def _protection(release: Release) -> str:
    if release.rounded:
        return policy_line(release)
    hidden = format_number(release.hidden)
    cells = say("pages_note_cells", cells=hidden, mark=HIDDEN_MARK) if release.hidden else say("pages_note_no_cells")
    return f"{policy_line(release)} {cells}" if release.policy.protects else policy_line(release)


def _hidden_together(release: Release) -> tuple[str, ...]:
    """What the hidden rows of a one-way table add up to: a reader can subtract, so we do it for them."""
    whole, hidden = shown_total(release), release.frame["status"] == "hidden"
    if len(release.by) != 1 or release.multi or whole is None or not hidden.any():
        return ()
    n = format_number(whole - int(release.frame.loc[~hidden, "n"].sum()))
    return (say("pages_note_hidden_together", n=n, unit=unit_label(release.unit)),)


def policy_line(release: Release) -> str:
    """Which rule protects the release, in the language set."""
    policy = release.policy
    if not policy.protects:
        return say("pages_note_unprotected", policy=policy.name)
    if release.rounded:
        within = max(int(part["within"].max()) for part in (release.frame, release.margins) if len(part))
        return say(
            "pages_note_rounding", policy=policy.name, base=format_number(release.base), within=format_number(within)
        )
    highest = format_number(policy.threshold_for(release.by) - 1)
    return say("pages_note_protection", policy=policy.name, highest=highest)


def selection_line(release: Release) -> str:
    """Which records are counted, in the language set; empty where all are."""
    parts = [
        say(
            "pages_note_selected",
            variable=variables_in_words([chosen.variable], country=release.provenance.country),
            levels=in_words([level_label(chosen.variable, code) for code in chosen.codes]),
        )
        for chosen in release.provenance.where
    ]
    return say("pages_note_selection", list="; ".join(parts)) if parts else ""


__all__ = [
    "HIDDEN_MARK",
    "count_in_words",
    "has_estimates",
    "hidden_words",
    "note_lines",
    "policy_line",
    "require_release",
    "selection_line",
    "shown_total",
]
