"""No number stands on a page that is not in the tables which were audited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import pytest

from reports.conftest import Made
from tipanalysis.release.release import Release
from tipanalysis.standard.codebook import load_codebook
from tipanalysis.words.numbers import format_number

pytestmark = pytest.mark.slow
TOTAL = "TOTAL"
NUMBER = re.compile(r"\d[\d\u202f\u00a0.,]*\d|\d")
FIXED = {"95", "100", "100\u00a0000", "100\u202f000"}
"""The confidence of an interval, a percentage's whole, what a rate is per."""


def printed(releases: Mapping[str, Release]) -> set[str]:
    """Every number that the releases show, as a page writes it, and what their hidden rows add up to."""
    found = set()
    for release in releases.values():
        for line in (*release.frame.to_dict("records"), *release.margins.to_dict("records")):
            found |= {format_number(float(line[name])) for name in ("n", "d") if not pd.isna(line.get(name))}
            for name in ("estimate", "low", "high"):
                if not pd.isna(line.get(name)):
                    found |= {format_number(float(line[name]), decimals) for decimals in (0, 1)}
        if release.total is not None and len(release.by) == 1:
            found.add(format_number(release.total - int(release.frame["n"].sum())))
    return found


def labels(releases: Mapping[str, Release]) -> list[str]:
    """The names of all levels, some with numbers in them; longest first."""
    book = load_codebook()
    codes = {(name, str(code)) for release in releases.values() for name in release.by for code in release.frame[name]}
    return sorted((book.label(name, code) for name, code in codes if code != TOTAL), key=len, reverse=True)


def sentences(made: Made) -> Iterator[str]:
    """What is told in words: alternative texts, paragraphs and lists, not the tables and how the page was made."""
    yield from (image["alt"] for image in made.page.soup.find_all("img"))
    for node in made.page.soup.find_all(["p", "li"]):
        if not node.find_parent(["table", "dl"]):
            yield node.get_text()


def test_every_number_in_words_is_one_that_the_audit_saw(report: Made, truth: Mapping[str, Any]) -> None:
    releases = truth["publicado"]
    known, names = printed(releases) | FIXED, labels(releases)
    strange = set()
    for sentence in sentences(report):
        told = sentence
        for name in names:
            told = told.replace(name, " ").replace(name[:1].lower() + name[1:], " ")
        numbers = [number for number in NUMBER.findall(told) if not re.fullmatch(r"(19|20)\d\d", number)]
        strange |= {(number, sentence) for number in numbers if number not in known}
    assert strange == set()


def test_no_bar_stands_for_a_hidden_cell(truth: Mapping[str, Any]) -> None:
    """Every bar is as long as a number that is shown; what stands for hidden cells is of one length for all."""
    from tipanalysis.charts.bars import draw_bars

    drawn = 0
    for release in truth["publicado"].values():
        lines = release.frame
        closed = lines["status"] == "hidden"
        if len(release.by) == 1 and 0 < closed.sum() < len(lines) <= 25:
            shown = lines.loc[~closed, "estimate" if "estimate" in lines else "n"].astype(float)
            bars = sorted(patch.get_width() for patch in draw_bars(release).figure.axes[0].patches)
            for value in shown:
                bars.remove(min(bars, key=lambda bar: abs(bar - value)))
            assert len(bars) == closed.sum() and max(bars) - min(bars) < 1e-9
            drawn += 1
    assert drawn > 3
