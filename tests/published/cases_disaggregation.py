"""Unknown values are counted and shown."""

from __future__ import annotations

import pandas as pd

from published.case import Published
from tipanalysis.analysis import disaggregate, unknown_bounds

RULE = "By hand: 400 records of which 25 do not say the sex"
CELLS = {"F": (219, 20), "M": (124, 10), "X": (0, 2), "ND": (21, 4)}
PRINTED = {"total": "400", "F": "239", "M": "134", "X": "2", "ND": "25"}


def counted(sex: str) -> float:
    rows = [(level, age, n) for level, ages in CELLS.items() for age, n in zip(("adult", "child"), ages, strict=True)]
    table = disaggregate(pd.DataFrame(rows, columns=["sex", "age", "n"]), ["sex", "age"], weight="n")
    counts = table[(table["statistic"] == "count") & (table["age"] == "TOTAL")]
    return float(counts.set_index("sex").loc["TOTAL" if sex == "total" else sex, "estimate"])


CASES = [
    *(
        Published("edge-unknowns-never-vanish", RULE, f"records {sex}", printed, lambda sex=sex: counted(sex))
        for sex, printed in PRINTED.items()
    ),
    *(
        Published(
            "edge-unknowns-never-vanish",
            RULE,
            f"share of women {field}",
            printed,
            lambda field=field: getattr(unknown_bounds(239, 375, 25), field),
        )
        for field, printed in {"estimate": "0.6373333333333", "lower": "0.5975", "upper": "0.6600"}.items()
    ),
]
