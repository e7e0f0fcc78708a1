"""Releases as they would be without secondary suppression, and small random registers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import TOTAL, Counts
from tipanalysis.release.policy import load_policy
from tipanalysis.release.release import Release, seal_release

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "disclosure"

LEVELS = {
    "sexo": (("MUJER", "HOMBRE", "NP"), (0.6, 0.3, 0.1)),
    "grupo_edad": (("06-11", "12-14", "15-17", "18-24", "30-39"), (0.05, 0.15, 0.2, 0.4, 0.2)),
    "provincia_residencia": (("SJ", "A", "L", "G"), (0.5, 0.3, 0.1, 0.1)),
    "anio_registro": (("2019", "2020", "2021"), (0.4, 0.3, 0.3)),
}


def hand_made(counts: Counts, hidden: Callable[[tuple[str, ...], int], bool], policy: str = "publication") -> Release:
    """A release in which exactly the cells that ``hidden`` names carry the mark."""

    def marked(part: pd.DataFrame) -> pd.DataFrame:
        marks = np.array(
            [hidden(tuple(line[name] for name in counts.by), line["n"]) for line in part.to_dict("records")], dtype=bool
        )
        status = np.where(marks, "hidden", "shown")
        return part.assign(n=part["n"].astype("Int64").mask(marks), status=status)

    return seal_release(
        frame=marked(counts.frame),
        margins=marked(counts.margins),
        by=counts.by,
        unit=counts.unit,
        provenance=counts.provenance,
        policy=load_policy(policy),
        multi=counts.multi,
    )


def primary_only(counts: Counts, policy: str = "publication") -> Release:
    """The release that hides small counts and nothing else: secondary suppression switched off."""
    rules = load_policy(policy)

    def small(codes: tuple[str, ...], n: int) -> bool:
        named = [name for name, code in zip(counts.by, codes, strict=True) if code != TOTAL]
        return 0 < n < rules.threshold_for(named)

    return hand_made(counts, small, policy)


def random_people(seed: int, people: int) -> pd.DataFrame:
    """A register of ``people`` with four traits."""
    draw = np.random.default_rng(seed)
    return pd.DataFrame({name: draw.choice(codes, people, p=p) for name, (codes, p) in LEVELS.items()})


def tables_of(frame: pd.DataFrame, *dimensions: Sequence[str]) -> dict[str, Counts]:
    return {" x ".join(by): count_by(frame, list(by)) for by in dimensions}


@pytest.fixture
def make() -> Callable[..., Release]:
    return hand_made


@pytest.fixture
def unprotected() -> Callable[..., Release]:
    return primary_only


@pytest.fixture
def people() -> Callable[[int, int], pd.DataFrame]:
    return random_people


@pytest.fixture
def tables() -> Callable[..., dict[str, Counts]]:
    return tables_of


@pytest.fixture
def cases() -> Path:
    if not CASES.is_dir():
        pytest.skip("the reference cases of disclosure.md are not beside the project")
    return CASES
