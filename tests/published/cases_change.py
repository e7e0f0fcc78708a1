"""Change over time: what a rate's change is made of, and trends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from published.case import Published
from published.cases_association import of_fields
from tipanalysis.analysis import decompose_change, trend_test

DAS_GUPTA_BOOK = "Das Gupta (1993) Standardization and decomposition of rates; figures as in DasGuptR 2.1.0"
RATES_BY_AGE = {
    1970: (
        (12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9),
        (1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8),
    ),
    1985: (
        (10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5),
        (2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2),
    ),
}
KITAGAWA = {
    "crude_1": "44.7268",
    "crude_2": "47.6940",
    "composition_effect": "1.2269",
    "rate_effect": "1.7403",
}
KITAGAWA_PERCENT = {"age": "41.35", "rate": "58.65"}

SCOTLAND = "Scottish Government, reconviction statistics 2004 and 2016; values by DasGuptR 2.1.0"
AGES = ("under 21", "21 to 25", "26 to 30", "31 to 40", "over 40")
# Offenders and those reconvicted, by age.
RECONVICTED = {
    (2004, "Female"): ((1488, 424), (1650, 576), (1268, 420), (2238, 558), (1198, 212)),
    (2004, "Male"): ((10151, 4163), (8941, 3285), (6254, 2175), (9833, 2929), (6330, 1235)),
    (2016, "Female"): ((660, 160), (1019, 224), (1140, 287), (2223, 611), (2129, 386)),
    (2016, "Male"): ((3680, 1238), (5882, 1820), (5778, 1737), (8999, 2721), (9096, 1851)),
}
SCOTLAND_CRUDE = {"crude_1": "0.3237421734", "crude_2": "0.2717578683"}
SCOTLAND_EFFECTS = {
    "Age": ("0.30525547993", "0.28378238897", "-0.02147309096"),
    "Sex": ("0.29489816000", "0.29413970890", "-0.00075845110"),
    "rate": ("0.30947709280", "0.27972432973", "-0.02975276306"),
}

R_SMOKERS = "Fleiss (1981), smokers in four groups of patients; R prop.trend.test"
SMOKERS = {"chi2": "8.2249", "df": "1", "p": "0.004132"}


def marital() -> Any:
    rows = [
        (year, age, *each) for year, told in RATES_BY_AGE.items() for age, each in enumerate(zip(*told, strict=True))
    ]
    return decompose_change(pd.DataFrame(rows, columns=["year", "age", "d", "rate"]), "year", "age", rate="rate")


def reconvictions() -> Any:
    rows = [
        (*group, age, *people) for group, told in RECONVICTED.items() for age, people in zip(AGES, told, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["year", "Sex", "Age", "d", "n"])
    return decompose_change(table, "year", ["Age", "Sex"])


def of_effects(case: str, source: str, printed: Mapping[str, str], result: Callable[[], Any], column: str) -> Any:
    """One column of the effects of a decomposition, by factor."""
    for factor, value in printed.items():
        yield Published(
            case,
            source,
            f"{factor}, {column}",
            value,
            lambda factor=factor: result().effects.set_index("factor").loc[factor, column],
        )


def smokers() -> Any:
    return trend_test([83, 90, 129, 70], [86, 93, 136, 82])


MALFORMED = "Agresti (2002) Categorical data analysis, table 3.7: malformation of infants by alcohol, mid-scores"


def malformations() -> Any:
    return trend_test([48, 38, 5, 1, 1], [17114, 14502, 793, 127, 38], [0, 0.5, 1.5, 4, 7])


DAS_GUPTA = "decomposition-dasgupta-sex-age-reconvictions"
CASES = [
    *of_fields("decomposition-kitagawa", DAS_GUPTA_BOOK, KITAGAWA, marital),
    *of_effects("decomposition-kitagawa", DAS_GUPTA_BOOK, KITAGAWA_PERCENT, marital, "percent"),
    *of_fields(DAS_GUPTA, SCOTLAND, SCOTLAND_CRUDE, reconvictions),
    *(
        number
        for place, column in enumerate(("standardised_1", "standardised_2", "effect"))
        for number in of_effects(
            DAS_GUPTA, SCOTLAND, {name: told[place] for name, told in SCOTLAND_EFFECTS.items()}, reconvictions, column
        )
    ),
    *of_fields(
        "trend-cochran-armitage-smokers", R_SMOKERS, SMOKERS, lambda: trend_test([83, 90, 129, 70], [86, 93, 136, 82])
    ),
    *of_fields("trend-malformation", MALFORMED, {"chi2": "6.57", "p": "0.0104"}, malformations),
]
