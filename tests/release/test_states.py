"""A register that grew, or was corrected, since the last publication: its changes are numbers like any other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import Counts
from tipanalysis.release.audit import audit
from tipanalysis.release.protect import protect
from tipanalysis.release.release import Release


def state(name: str, year: str = "2023", **people: int) -> Counts:
    """Provinces of the people of one state of a register, of one year."""
    frame = pd.DataFrame([{"provincia": code, "anio": year} for code, many in people.items() for _ in range(many)])
    counts = count_by(frame, "provincia", where={"anio": year})
    return replace(counts, provenance=replace(counts.provenance, checksum=name))


def shown(release: Release) -> set[str]:
    frame = release.frame
    return set(frame.loc[frame["status"] == "shown", "provincia"])


def test_a_change_of_none_or_of_enough_is_shown() -> None:
    before = protect(state("marzo", A=30, B=40, C=20))
    now = protect(state("junio", A=30, B=45, C=26), previous=[before])
    assert now.hidden == 0


def test_a_small_change_is_hidden_with_another_and_can_be_no_change() -> None:
    before = protect(state("marzo", A=30, B=40, C=20))
    now = protect(state("junio", A=32, B=50, C=20), previous=[before])
    assert "A" not in shown(now) and now.hidden == 2
    assert audit({"junio": now}, previous=[{"marzo": before}]).passed


def test_who_was_taken_out_is_hidden_like_who_came() -> None:
    before = protect(state("marzo", A=30, B=40, C=20))
    now = protect(state("junio", A=28, B=50, C=20), previous=[before])
    assert "A" not in shown(now) and now.hidden == 2
    assert audit({"junio": now}, previous=[{"marzo": before}]).passed


def test_another_closed_year_loses_nothing() -> None:
    before = protect(state("marzo", "2023", A=30, B=40, C=3, D=4))
    alone = protect(state("junio", "2024", A=31, B=42, C=20, D=2, E=1))
    now = protect(state("junio", "2024", A=31, B=42, C=20, D=2, E=1), previous=[before])
    assert shown(now) == shown(alone)


def test_what_was_hidden_then_is_not_told_now() -> None:
    before = protect(state("marzo", A=30, B=7, C=2))
    now = protect(state("junio", A=30, B=7, C=20), previous=[before])
    assert "B" not in shown(now)
    assert audit({"junio": now}, previous=[{"marzo": before}]).passed
