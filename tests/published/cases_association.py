"""Association in tables: effect sizes, residuals, exact tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from published.case import Published
from tipanalysis.analysis import adjusted_residuals, association, association_test


def of_fields(case: str, source: str, printed: Mapping[str, str], result: Callable[[], Any]) -> Iterator[Published]:
    """One number for each named field of a result."""
    for name, value in printed.items():
        yield Published(case, source, name, value, lambda name=name: getattr(result(), name))


SAS = "Table of the SAS/STAT FREQ manual; V corrected after Bergsma (2013); values by R DescTools 0.99.60"
SAS_TABLE = [[26, 26, 23, 18, 9], [6, 7, 9, 14, 23]]
SAS_VALUES = {
    "chi2": "26.6025374",
    "df": "4",
    "p": "0.00002391701",
    "v": "0.4064888086",
    "v_corrected": "0.3756529263",
    "v_lower": "0.2212",
    "v_upper": "0.5411",
    "gamma": "0.5313123254886",
    "gamma_lower": "0.3479918278734",
    "gamma_upper": "0.7146328231039",
}

AGRESTI_2007 = "Agresti (2007) An introduction to categorical data analysis, p. 39, gender by party; R chisq.test"
PARTY = [[762, 327, 468], [484, 239, 477]]
PARTY_TEST = {"chi2": "30.0701491", "df": "2", "p": "0.0000002953589"}
PARTY_CELLS = {
    "expected": ("703.67138194", "319.64526659", "533.68335147", "542.32861806", "246.35473341", "411.31664853"),
    "pearson": ("2.1988557660", "0.4113701701", "-2.8432397155", "-2.5046694926", "-0.4685829471", "3.2386734435"),
    "adjusted": ("4.5020535211", "0.6994517330", "-5.3159455427", "-4.5020535211", "-0.6994517330", "5.3159455427"),
}

AGRESTI_2002 = "Agresti (2002) Categorical data analysis, p. 57, job satisfaction; R fisher.test"
JOB = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]
CONVICTIONS = "Fisher (1962), convictions of twins; R fisher.test (its limits differ by the search's tolerance)"
TWINS = [[2, 15], [10, 3]]

CASES = [
    *of_fields("association-cramers-v-bias-corrected", SAS, SAS_VALUES, lambda: association(SAS_TABLE)),
    *of_fields("residuals-adjusted-gender-party", AGRESTI_2007, PARTY_TEST, lambda: association(PARTY)),
    *(
        Published(
            "residuals-adjusted-gender-party",
            AGRESTI_2007,
            f"{column} {cell + 1}",
            printed,
            lambda column=column, cell=cell: adjusted_residuals(PARTY)[column].iloc[cell],
        )
        for column, cells in PARTY_CELLS.items()
        for cell, printed in enumerate(cells)
    ),
    *of_fields("exact-fisher-tables", AGRESTI_2002, {"p": "0.782684939"}, lambda: association_test(JOB, "exact")),
    *of_fields(
        "exact-fisher-tables",
        CONVICTIONS,
        {"p": "0.00046518094"},
        lambda: association_test(TWINS, "exact", alternative="less"),
    ),
    *of_fields(
        "exact-fisher-tables",
        CONVICTIONS,
        {"odds_ratio": "0.0469366", "lower": "0.0033", "upper": "0.3632"},
        lambda: association_test(TWINS, "exact"),
    ),
]
