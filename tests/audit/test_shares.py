"""Shares, rates and limits of intervals that are left beside a hidden count give it away."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipanalysis.analysis.intervals import proportion_ci
from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.release.attack_shares import from_limits
from tipanalysis.release.audit import audit
from tipanalysis.release.release import Release

Make = Callable[..., Release]
DERIVED = ["d", "estimate", "low", "high"]


def with_shares(
    release: Release, shares: pd.DataFrame, kept: list[str], measure: str = "share", per: int = 100
) -> None:
    """Print the numbers in ``kept`` for every line, also where the count is hidden."""
    for column in DERIVED:
        release.frame[column] = shares[column].to_numpy(dtype=float) if column in kept else np.nan
    object.__setattr__(release, "measure", measure)
    object.__setattr__(release, "per", per)


@pytest.fixture
def hidden(make: Make) -> tuple[Release, pd.DataFrame]:
    """Eight women shown, two hidden cells of 6 and 3."""
    frame = pd.DataFrame({"sexo": ["MUJER"] * 8 + ["HOMBRE"] * 6 + ["INTERSEX"] * 3})
    table = count_by(frame, "sexo")
    release = make(table, lambda codes, n: codes[0] in ("HOMBRE", "INTERSEX"))
    assert audit(release).passed
    return release, share_within(table).frame


@pytest.mark.parametrize("kept", [["estimate"], ["d", "estimate"], ["d", "low", "high"], DERIVED])
def test_a_share_or_its_limits_are_the_count(hidden: tuple[Release, pd.DataFrame], kept: list[str]) -> None:
    release, shares = hidden
    with_shares(release, shares, kept)
    assert set(audit(release).frame["verdict"]) == {"recovered", "known_large"}


def test_limits_without_a_base_still_narrow(hidden: tuple[Release, pd.DataFrame]) -> None:
    """From 6.2 to 41.0 percent of 17 people, and whoever is left: from 2 to 6."""
    release, shares = hidden
    with_shares(release, shares, ["low", "high"])
    found = audit(release).frame.set_index("cell").loc["Sexo registrado = Intersex"]
    assert found["low"] == 2 and 5 <= found["high"] <= 6


def test_a_share_of_a_hidden_group_gives_away_how_its_parts_lie(make: Make) -> None:
    """Seven men, of whom 3 and 4: row and cells are hidden, and the percentages tell the numbers."""
    rows = [("MUJER", "12-14")] * 9 + [("MUJER", "15-17")] * 8 + [("HOMBRE", "12-14")] * 3 + [("HOMBRE", "15-17")] * 4
    table = count_by(pd.DataFrame(rows, columns=["sexo", "grupo_edad"]), ["sexo", "grupo_edad"])
    release = make(table, lambda codes, n: codes[0] != "TOTAL")
    shares = share_within(table, among="sexo")
    assert audit(release).passed
    with_shares(release, shares.frame, ["estimate"])
    object.__setattr__(release, "among", ("sexo",))
    assert audit(release).recovered > 0


def test_a_rate_of_a_known_population_is_the_count(hidden: tuple[Release, pd.DataFrame]) -> None:
    release, shares = hidden
    rates = shares.assign(d=50_000.0, estimate=shares["n"] * 2.0)
    with_shares(release, rates, ["d", "estimate"], measure="rate", per=100_000)
    assert set(audit(release).frame["verdict"]) == {"recovered", "known_large"}


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(st.integers(1, 400), st.floats(0, 1), st.sampled_from([0.9, 0.95, 0.99]))
def test_wilsons_limits_lead_back_to_the_share(n: int, part: float, confidence: float) -> None:
    x = round(part * n)
    limits = proportion_ci(x, n, "wilson", confidence)
    low, high = from_limits(limits.lower, limits.upper, n, confidence) or (2, -1)
    assert low <= x / n <= high and (high - low) * n < 0.1


@pytest.mark.parametrize("method", ["clopper-pearson", "jeffreys", "midp"])
def test_limits_of_other_methods_are_not_taken_for_wilsons(method: str) -> None:
    limits = proportion_ci(3, 12, method, 0.95)
    assert from_limits(limits.lower, limits.upper, 12, 0.95) is None


def test_the_explanation_of_a_cell_that_its_percentage_gives_away(hidden: tuple[Release, pd.DataFrame]) -> None:
    release, shares = hidden
    with_shares(release, shares, ["estimate"])
    found = audit({"Sexo": release})
    assert found.explain("es") == (
        "En «Sexo», la celda oculta (Sexo registrado = Intersex) se puede deducir. La delatan: «Sexo» (el total); "
        "«Sexo» (porcentaje, tasa o intervalo de Sexo registrado = Intersex).",
    )
    assert found.explain("en") == (
        "In “Sexo” the hidden cell (Recorded sex = Intersex) can be worked out. It is given away by: “Sexo” (the "
        "total); “Sexo” (percentage, rate or interval of Recorded sex = Intersex).",
    )
