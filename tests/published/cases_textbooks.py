"""Examples of textbooks that teach: every one of them is computed a second time in ``witnesses.py``."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from published.case import Published, fields_of
from published.cases_association import JOB, of_fields
from tipanalysis.analysis import (
    association,
    count_ci,
    joint_disparity,
    odds_ratio,
    proportion_ci,
    risk_ratio,
    simpson_check,
    standardised_rate,
)

ASPIRIN = "Physicians' Health Study, heart attacks without and with aspirin: Agresti (2002), chapters 2 and 3"
HEARTS = (189, 11034, 104, 11037)

STONES = "Charig et al. (1986), kidney stones removed by open surgery (A) and by puncture (B); Julious & Mullee (1994)"
# Stratum, group: successes among patients.
STONES_CELLS = {
    ("small", "A"): (81, 87),
    ("small", "B"): (234, 270),
    ("large", "A"): (192, 263),
    ("large", "B"): (55, 80),
}
STONES_RATES = {("small", "A"): "0.93", ("small", "B"): "0.87", ("large", "A"): "0.73", ("large", "B"): "0.69"}

SENTENCES = "Radelet & Pierce (1991), death sentences by race of defendant and victim: Agresti (2002), table 2.6"
SENTENCES_CELLS = {
    ("white victim", "white"): (53, 467),
    ("white victim", "black"): (11, 48),
    ("black victim", "white"): (0, 16),
    ("black victim", "black"): (4, 143),
}
SENTENCES_RATES = {
    ("white victim", "white"): "0.113",
    ("white victim", "black"): "0.229",
    ("black victim", "white"): "0.000",
    ("black victim", "black"): "0.028",
}

SATISFACTION = "Agresti (2002), table 2.8: income and job satisfaction"
BELIEFS = "Agresti (2002), table 3.2: highest degree and religious beliefs"
BELIEFS_TABLE = [[178, 138, 108], [570, 648, 442], [138, 252, 252]]

ASBESTOS = "Hilt et al. (1986), lung cancer by asbestos and smoking: VanderWeele & Knol (2014)"
GARWOOD = "Garwood (1936) Biometrika 28:437-442, exact Poisson limits"

DOWN = "Fleiss (1981), Down's syndrome by age of the mother, standardised: example of R epitools, ageadjust.direct"
BIRTHS = (
    (107, 141, 60, 40, 39, 25),
    (230061, 329449, 114920, 39487, 14208, 3052),
    (63986.6, 186263.6, 157302.2, 97647.0, 47572.6, 12262.6),
)


def gap_of(cells: dict[tuple[str, str], tuple[int, int]], levels: tuple[str, str]) -> Any:
    rows = [(*key, n, x) for key, (x, n) in cells.items()]
    table = pd.DataFrame(rows, columns=["stratum", "group", "n", "events"])
    return simpson_check(table, "group", "stratum", levels=levels)


def _turned(case: str, source: str, cells: Any, rates: Any, levels: tuple[str, str], totals: tuple[str, str]) -> Any:
    """The share of each group in each stratum, of each group in all, and that the gap turns."""
    for (stratum, group), printed in rates.items():
        yield Published(
            case,
            source,
            f"{group}, {stratum}",
            printed,
            lambda pair=cells[stratum, group]: proportion_ci(*pair).estimate,
        )
    for place, (level, printed) in enumerate(zip(levels, totals, strict=True), start=1):

        def share(place: int = place) -> float:
            strata = gap_of(cells, levels).strata
            return float(strata[f"x{place}"].sum() / strata[f"n{place}"].sum())

        yield Published(case, source, f"{level}, all", printed, share)
    yield Published(case, source, "the gap turns", "True", lambda: gap_of(cells, levels).reversed)


CASES = [
    *fields_of(
        "ratio-aspirin",
        ASPIRIN,
        "risk ratio",
        {"estimate": "1.82"},
        partial(risk_ratio, *HEARTS),
    ),
    *fields_of(
        "ratio-aspirin",
        ASPIRIN,
        "odds ratio",
        {"estimate": "1.83", "lower": "1.44", "upper": "2.33"},
        partial(odds_ratio, *HEARTS),
    ),
    *_turned("simpson-kidney-stones", STONES, STONES_CELLS, STONES_RATES, ("A", "B"), ("0.78", "0.83")),
    *_turned(
        "simpson-death-sentences", SENTENCES, SENTENCES_CELLS, SENTENCES_RATES, ("white", "black"), ("0.110", "0.079")
    ),
    *of_fields(
        "association-job-satisfaction",
        SATISFACTION,
        {"gamma": "0.221", "gamma_se": "0.117", "chi2": "5.97"},
        lambda: association(JOB),
    ),
    *of_fields(
        "association-beliefs",
        BELIEFS,
        {"chi2": "69.2", "lr_chi2": "69.8", "df": "4"},
        lambda: association(BELIEFS_TABLE),
    ),
    *of_fields(
        "joint-disparity-asbestos",
        ASBESTOS,
        {"excess_intersectional_disparity": "0.0299", "multiplicative_contrast": "0.78"},
        lambda: joint_disparity(0.0011, 0.0067, 0.0095, 0.0450),
    ),
    *fields_of(
        "count-exact-garwood",
        GARWOOD,
        "10",
        {"lower": "4.795", "upper": "18.390"},
        partial(count_ci, 10, method="exact"),
    ),
    *fields_of(
        "rate-direct-fay-feuer",
        DOWN,
        "per 100 000",
        {"estimate": "92.3"},
        partial(standardised_rate, *BIRTHS, method="fay-feuer"),
    ),
]
