"""What the first sheet of a workbook says about all its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..release.release import Release
from ..standard.fixed_codes import is_year
from ..words.numbers import format_number
from ..words.texts import say
from .notes import HIDDEN_MARK, policy_line, selection_line


def notes_rows(
    releases: Sequence[Release], titles: Mapping[str, str], notes: Sequence[str], version: str
) -> list[tuple[str, str]]:
    """Rows of label and text: what this is, whence, which period, how protected, how to read it, which sheets."""
    synthetic = [("pages_book_warning", say("pages_note_synthetic"))] if _any_synthetic(releases) else []
    facts = [
        *synthetic,
        ("pages_book_what", say("pages_book_what_text", tables=format_number(len(releases)))),
        ("pages_book_limits", say("pages_book_limits_text")),
        *(("pages_book_source", text) for text in _each(release.provenance.title for release in releases)),
        *(("pages_book_file", text) for text in _each(release.provenance.file for release in releases)),
        *(("pages_book_checksum", text) for text in _each(release.provenance.checksum for release in releases)),
        *(("pages_book_period", text) for text in _periods(releases)),
        *(("pages_book_selection", text) for text in _each(selection_line(release) for release in releases)),
        *(("pages_book_protection", text) for text in _each(policy_line(release) for release in releases)),
        ("pages_book_hidden", say("pages_book_hidden_text", mark=HIDDEN_MARK)),
        ("pages_book_version", f"tipanalysis {version}"),
        *(("pages_book_note", note) for note in notes),
    ]
    sheets = [(name, title) for name, title in titles.items()]
    return [*((say(key), text) for key, text in facts), ("", ""), (say("pages_book_sheets"), ""), *sheets]


def _any_synthetic(releases: Iterable[Release]) -> bool:
    return any(release.provenance.synthetic for release in releases)


def _each(texts: Iterable[str]) -> list[str]:
    """The different texts, in order, empty ones left out."""
    return [text for text in dict.fromkeys(texts) if text]


def _periods(releases: Iterable[Release]) -> list[str]:
    """Years that the tables were narrowed to."""
    years = [
        [int(code) for code in chosen.codes if code.isdigit()]
        for release in releases
        for chosen in release.provenance.where
        if is_year(chosen.variable)
    ]
    return _each(_period(sorted(chosen)) for chosen in years if chosen)


def _period(years: Sequence[int]) -> str:
    if len(years) == 1:
        return str(years[0])
    if years == list(range(years[0], years[-1] + 1)):
        return say("pages_book_years", first=years[0], last=years[-1])
    return ", ".join(map(str, years))
