"""Findings: plain sentences from released numbers, saying no more than these can carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from ..analysis.records import SMALL
from ..pages.labels import unit_label
from ..pages.notes import count_in_words
from ..release.release import Release
from ..standard.codebook import codebook_of, load_codebook
from ..words.numbers import PERCENT, format_number, format_percent, format_range
from ..words.texts import say
from .scope import ACCREDITED


def volume_finding(release: Release, period: str) -> str:
    """How many people, or other units, the register holds in the period."""
    total = release.total
    if total is None:
        return say("finding_total_hidden", period=period)
    if release.unit == "persona":
        key = "finding_total_accredited" if of_accredited(release) else "finding_total"
        return say(key, n=count_in_words(release, total), period=period)
    return say("finding_total_other", n=count_in_words(release, total), unit=unit_label(release.unit), period=period)


def of_accredited(release: Release) -> bool:
    """Whether the release counts accredited victims only: the stage is always named."""
    return any(
        part.variable == "condicion_victima" and part.codes == (ACCREDITED,) for part in release.provenance.where
    )


def share_finding(release: Release, codes: Sequence[str], key: str) -> str:
    """What part the levels ``codes`` of a one-way release of shares make up, with interval and unknowns.

    An empty text if any of them is hidden or does not occur; a warning instead of a percentage where the
    total is below ``SMALL``.
    """
    rows = _rows(release, codes)
    if len(rows) != 1 or (rows["status"] != "shown").any():
        return ""
    row = rows.iloc[0]
    n, total = count_in_words(release, int(row["n"])), count_in_words(release, int(row["d"]))
    if row["d"] < SMALL:
        return say(f"{key}_few", n=n, total=total)
    return say(
        key,
        n=n,
        total=total,
        share=format_percent(row["estimate"]),
        range=format_range(row["low"], row["high"]),
    )


def rest_finding(release: Release, codes: Sequence[str], key: str) -> str:
    """What the hidden rows of a one-way release add up to, where ``codes`` are hidden and no other level is.

    Any reader can subtract the rows shown from the total; saying it keeps a hidden group in sight.
    """
    hidden = set(release.frame.loc[release.frame["status"] == "hidden", release.by[0]])
    if release.total is None or release.multi or hidden - set(load_codebook().missing_codes) != set(codes):
        return ""
    return say(key, n=format_number(release.total - int(release.frame["n"].sum())))


def largest_finding(release: Release, key: str) -> str:
    """The largest shown level of a one-way release; where a hidden one could exceed it, the sentence says so."""
    variable = release.by[0]
    substantive = release.frame[~release.frame[variable].isin(load_codebook().missing_codes)]
    shown = substantive[substantive["status"] == "shown"]
    if shown.empty or shown["n"].max() == 0 or (shown["n"] == shown["n"].max()).sum() > 1:
        return ""
    row = shown.loc[shown["n"].idxmax()]
    label = load_codebook().label(variable, row[variable])
    n, total = count_in_words(release, int(row["n"])), count_in_words(release, release.total or 0)
    if len(shown) == len(substantive) or row["n"] >= _most_hidden(release):
        return say(key, level=label, n=n, total=total)
    return say(f"{key}_shown", level=label, n=n, total=total)


def _most_hidden(release: Release) -> int:
    """The most that one hidden cell could hold: what is left of the total, or all where people give several answers."""
    whole = release.total or 0
    return whole if release.multi else whole - int(release.frame["n"].sum())


def unknown_findings(releases: Iterable[Release], *, above: float = 20.0) -> list[str]:
    """One sentence for each one-way release in which more than ``above`` percent lacks a value."""
    book = load_codebook()
    sentences = []
    for release in releases:
        unknown = _rows(release, book.unknown_codes)
        if release.total and (unknown["status"] == "shown").all():
            n = int(unknown["n"].sum())
            share = PERCENT * n / release.total
            if share > above:
                name = codebook_of(release.provenance.country)[release.by[0]].label()
                told = count_in_words(release, n)
                sentences.append(say("finding_unknown", variable=name, n=told, share=format_percent(share)))
    return sentences


def _rows(release: Release, codes: Sequence[str]) -> pd.DataFrame:
    return release.frame[release.frame[release.by[0]].isin(codes)]
