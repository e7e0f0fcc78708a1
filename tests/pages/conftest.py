"""Releases made by hand: known to the last cell, without asking the gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import Counts
from tipanalysis.register.provenance import Provenance
from tipanalysis.release.policy import Policy
from tipanalysis.release.release import Release, seal_release

POLICY = Policy("publication", threshold=5)
SOURCE = Provenance(
    "eri", "Registro de solicitudes del ERI", "registro.xlsx", "ab12cd34", synthetic=True, rows_read=100
)

PEOPLE = {
    ("MUJER", "SJ", "SEXUAL"): 12,
    ("MUJER", "SJ", "LABORAL"): 3,
    ("MUJER", "L", "SEXUAL"): 8,
    ("MUJER", "NP", "LABORAL"): 6,
    ("HOMBRE", "SJ", "LABORAL"): 20,
    ("HOMBRE", "L", "LABORAL"): 7,
    ("PNR", "L", "ND"): 5,
}
NAMES = ("sexo", "provincia_explotacion", "finalidad")


def people(cells: Mapping[Sequence[str], int] = PEOPLE) -> pd.DataFrame:
    return pd.DataFrame([key for key, n in cells.items() for _ in range(n)], columns=list(NAMES))


def released(counts: Counts, **changes: Any) -> Release:
    """A release that hides small cells only, its hidden numbers still in the frame: pages must not show them."""
    policy = changes.pop("policy", POLICY)
    parts = {
        "frame": _marked(counts.frame, policy),
        "margins": _marked(counts.margins, policy),
        "by": counts.by,
        "unit": "persona",
        "provenance": SOURCE,
        "policy": policy,
        "multi": counts.multi,
    }
    return seal_release(**{**parts, **changes})


def _marked(frame: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    small = frame["n"].between(1, policy.threshold - 1)
    return frame.assign(n=frame["n"].astype("Int64"), status=small.map({True: "hidden", False: "shown"}))


def estimated(counts: Counts, among: str | Sequence[str] = (), **changes: Any) -> Release:
    shares = share_within(counts, among)
    frame = _marked(counts.frame, POLICY).join(shares.frame[["d", "estimate", "low", "high"]])
    return released(counts, frame=frame, among=shares.among, measure="share", per=100, **changes)


@pytest.fixture
def release_by() -> Callable[..., Release]:
    """Make a release of the people above by the variables given."""

    def make(*by: str, **changes: Any) -> Release:
        return released(count_by(people(), list(by)), **changes)

    return make


@pytest.fixture
def shares_by() -> Callable[..., Release]:
    """Make a release of percentages of the people above."""

    def make(*by: str, among: str | Sequence[str] = (), **changes: Any) -> Release:
        return estimated(count_by(people(), list(by)), among, **changes)

    return make
