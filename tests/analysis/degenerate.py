"""Tables that say little or nothing, and how each public function of the numeric layer is asked about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pandas as pd

import tipanalysis as tip
from tipanalysis import analysis

Rows = list[tuple[str, str, str, int, float, float]]
COLUMNS = ["sexo", "zona", "color", "anio_registro", "n", "events"]
GROUPS = [("MUJER", "R", "x"), ("MUJER", "U", "y"), ("HOMBRE", "R", "y"), ("HOMBRE", "U", "x")]
YEARS = (2019, 2020)
HUGE = 3_000_000_000


def _every(n: float, events: float) -> Rows:
    return [(*group, year, n, events) for year in YEARS for group in GROUPS]


TABLES: dict[str, Rows] = {
    "empty": [],
    "all zero": _every(0, 0),
    "all unknown": [("ND", "ND", "ND", year, 30, 12) for year in YEARS],
    "one level": [("MUJER", zone, "x", year, 30, 12 if zone == "R" else 5) for year in YEARS for zone in "RU"],
    "one stratum": [("MUJER", "R", "x", 2020, 30, 12)],
    "nobody has it": _every(30, 0),
    "everybody has it": _every(30, 30),
    "all or nobody": [(*group, year, 30, 30 if group[0] == "MUJER" else 0) for year in YEARS for group in GROUPS],
    "one each": _every(1, 1),
    "one year": [(*group, 2020, 30, 12 + place) for place, group in enumerate(GROUPS)],
    "a huge cell": [*_every(30, 12), ("MUJER", "R", "x", 2020, HUGE, HUGE // 3)],
}
BROKEN: dict[str, Rows] = {
    "negative": [*_every(30, 12), ("MUJER", "R", "x", 2020, -4000, -200)],
    "fractional": [*_every(30, 12), ("MUJER", "R", "x", 2020, 2.5, 1.5)],
    "missing": [*_every(30, 12), ("MUJER", "R", "x", 2020, float("nan"), float("nan"))],
    "more events than units": [*_every(30, 12), ("MUJER", "R", "x", 2020, 2, 200)],
}


def table(rows: Rows) -> pd.DataFrame:
    """The rows as a frame; broken numbers stay in a row of their own, whatever is added up."""
    return pd.DataFrame(rows, columns=COLUMNS)


def two(t: pd.DataFrame) -> tuple[float, float, float, float]:
    """Events and units of women and of all others; a missing number stays missing."""
    parts = [t[t["sexo"] == "MUJER"], t[t["sexo"] != "MUJER"]]
    sums = [part[["events", "n"]].sum(skipna=False) for part in parts]
    return sums[0]["events"], sums[0]["n"], sums[1]["events"], sums[1]["n"]


def last(t: pd.DataFrame) -> tuple[float, float]:
    """Events and units of the last row."""
    return (t["events"].iloc[-1], t["n"].iloc[-1]) if len(t) else (0, 0)


def crossed(t: pd.DataFrame) -> pd.DataFrame:
    """Rows by sex and columns by zone, of people."""
    return pd.DataFrame(t[["sexo", "zona", "n"]])


def wide(t: pd.DataFrame) -> list[list[float]]:
    """A row of counts for each row: with the event and without."""
    return [[row.events, row.n - row.events] for row in t.itertuples()]


def cells(t: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Four cells by sex and zone."""
    found = {}
    for name in ("00", "10", "01", "11"):
        part = t[((t["sexo"] == "MUJER") == (name[0] == "1")) & ((t["zona"] == "R") == (name[1] == "1"))]
        found[name] = tuple(part[["events", "n"]].sum(skipna=False))
    return found


def answers(t: pd.DataFrame) -> pd.DataFrame:
    """Two traits that one person may have together."""
    return t.assign(a=(t["sexo"] == "MUJER") * 1, b=(t["zona"] == "R") * 1)[["a", "b", "color", "n"]]


def lists(t: pd.DataFrame) -> pd.DataFrame:
    """Three lists; the third has those whom no other has."""
    a, b = (t["sexo"] == "MUJER") * 1, (t["zona"] == "R") * 1
    return pd.DataFrame({"A": a, "B": b, "C": 1 - a * b, "n": t["n"]})


def counted(t: pd.DataFrame, *by: str) -> tip.Counts:
    """Counts by the variables and the outcome, each table counted once."""
    return _counted(tuple(t.itertuples(index=False, name=None)), by)


@cache
def _counted(rows: tuple[Any, ...], by: tuple[str, ...]) -> tip.Counts:
    t = table(list(rows))
    yes, no = t.assign(con="SI", k=t["events"]), t.assign(con="NO", k=t["n"] - t["events"])
    return tip.count_by(pd.concat([yes, no]).astype({"anio_registro": "str"}), by, weight="k")


A: Any = analysis
CALLS: Mapping[str, Callable[[pd.DataFrame], Any]] = {
    "proportion_ci": lambda t: [
        A.proportion_ci(*last(t), how) for how in ("wilson", "jeffreys", "clopper-pearson", "midp")
    ],
    "proportion_table": lambda t: A.proportion_table(t["events"], t["n"]),
    "clustered_proportion_ci": lambda t: [
        A.clustered_proportion_ci(t["events"], t["n"], how) for how in ("wilson", "clopper-pearson")
    ],
    "count_ci": lambda t: [A.count_ci(last(t)[0], method=how) for how in ("exact-byar", "exact", "byar", "midp")],
    "count_table": lambda t: A.count_table(t["events"]),
    "proportion_difference": lambda t: [
        A.proportion_difference(*two(t), how) for how in ("newcombe", "miettinen-nurminen", "mee")
    ],
    "difference_table": lambda t: A.difference_table(t["events"], t["n"], *two(t)[2:]),
    "risk_ratio": lambda t: [
        A.risk_ratio(*two(t), how) for how in ("auto", "wald", "koopman", "miettinen-nurminen", "haldane-anscombe")
    ],
    "odds_ratio": lambda t: [
        A.odds_ratio(*two(t), how) for how in ("auto", "wald", "cornfield", "miettinen-nurminen", "haldane-anscombe")
    ],
    "rate_ratio": lambda t: [A.rate_ratio(*two(t), how) for how in ("exact", "midp", "score", "wald")],
    "ratio_table": lambda t: [A.ratio_table(t["events"], t["n"], *two(t)[2:], how) for how in ("risk", "odds", "rate")],
    "parity_index": lambda t: [A.parity_index(two(t)[0], two(t)[2], adjusted=how) for how in (False, True)],
    "parity_table": lambda t: A.parity_table(
        {"MUJER": two(t)[0], "HOMBRE": two(t)[2]}, {"MUJER": two(t)[1], "HOMBRE": two(t)[3]}, adjusted=True
    ),
    "rate": lambda t: A.rate(*last(t)),
    "rate_table": lambda t: A.rate_table(t["events"], t["n"]),
    "standardised_rate": lambda t: [
        A.standardised_rate(t["events"], t["n"], [1] * len(t), method=how) for how in ("dobson", "fay-feuer")
    ],
    "standardised_ratio": lambda t: A.standardised_ratio(t["events"], t["n"], [3] * len(t), [100] * len(t)),
    "unknown_bounds": lambda t: A.unknown_bounds(*last(t), last(t)[0]),
    "completeness": lambda t: A.completeness(t[["sexo", "zona", "n"]], "sexo", weight="n"),
    "disaggregate": lambda t: [
        A.disaggregate(t[["sexo", "color", "n"]], "sexo", "color", weight="n", unknown=how)
        for how in ("show", "exclude", "bounds")
    ],
    "inequality_summary": lambda t: [
        A.inequality_summary(events=t["events"], n=t["n"], ordered=True, kind=kind, draws=50)
        for kind in ("proportion", "rate")
    ],
    "d_index": lambda t: A.d_index(t["events"], t["n"], draws=50),
    "shapley_decomposition": lambda t: A.shapley_decomposition(t[["sexo", "zona", "n", "events"]], draws=50),
    "dissimilarity_index": lambda t: A.dissimilarity_index(t["events"], t["n"], draws=50),
    "mutual_information": lambda t: A.mutual_information(wide(t) or [[0, 0]], draws=50),
    "max_log_ratio": lambda t: A.max_log_ratio(wide(t) or [[0, 0]], draws=50),
    "share_within": lambda t: A.share_within(counted(t, "sexo", "con"), "sexo"),
    "rate_per": lambda t: A.rate_per(counted(t, "anio_registro", "sexo"), tip.load_population("CRI")),
    "three_denominators": lambda t: tip.three_denominators(
        counted(t, "anio_registro", "sexo"), "sexo", tip.load_population("CRI")
    ),
    "compare": lambda t: [
        tip.compare(counted(t, "sexo", "con"), "sexo", measure=how) for how in ("difference", "ratio")
    ],
    "intersect": lambda t: tip.intersect(counted(t, "sexo", "zona", "con"), ("sexo", "zona")),
    "adjust_p": lambda t: A.adjust_p(t["events"] / t["n"].where(t["n"] != 0)),
    "joint_disparity": lambda t: A.joint_disparity(*cells(t).values()),
    "strata": lambda t: [A.strata(t, ["sexo", "zona"], unknown=how) for how in ("show", "exclude", "bounds")],
    "additive_interaction": lambda t: [
        A.additive_interaction(cells(t), scale=scale, ci=ci, draws=50)
        for scale in ("rr", "or")
        for ci in ("delta", "mover", "bootstrap")
    ],
    "scan_intersections": lambda t: A.scan_intersections(t, ["sexo", "zona"]),
    "overlap": lambda t: A.overlap(answers(t), ["a", "b"]),
    "intersectional_profile": lambda t: A.intersectional_profile(
        counted(t, "sexo", "zona", "con"), ["sexo", "zona"], outcome="con", event="SI", draws=1
    ),
    "stratified_odds_ratio": lambda t: A.stratified_odds_ratio(
        [[[one, two], [two, one]] for one, two in zip(t["events"], t["n"], strict=True)]
    ),
    "simpson_check": lambda t: A.simpson_check(t, "sexo", "zona", levels=_levels(t)),
    "maihda": lambda t: [
        A.maihda(t, ["sexo", "zona"], draws=5),
        A.maihda(_means(t), ["sexo", "zona"], "gaussian", draws=5),
    ],
    "furthest_behind": lambda t: [A.furthest_behind(t, ["sexo", "zona"], how, draws=5) for how in ("ctree", "cart")],
    "vpc": lambda t: A.vpc(*last(t)),
    "icc": lambda t: A.icc(*last(t)),
    "pcv": lambda t: A.pcv(*last(t)),
    "pvc": lambda t: A.pvc(*last(t)),
    "median_odds_ratio": lambda t: A.median_odds_ratio(last(t)[0] and 0.2),
    "response_vpc": lambda t: A.response_vpc(last(t)[0] - 30, 0.5),
    "stratum_auc": lambda t: A.stratum_auc(t["events"], t["n"], list(range(len(t)))),
    "vpc_reading": lambda t: tip.say(A.vpc_reading(last(t)[0])),
    "association": lambda t: A.association(crossed(t)),
    "adjusted_residuals": lambda t: A.adjusted_residuals(crossed(t)),
    "association_test": lambda t: A.association_test(crossed(t), draws=50),
    "trend_test": lambda t: A.trend_test(t["events"], t["n"]),
    "trend": lambda t: A.trend(t["anio_registro"], t["events"], t["n"], breaks=[2020]),
    "correspondence_analysis": lambda t: A.correspondence_analysis(crossed(t)),
    "multi_response_table": lambda t: A.multi_response_table(answers(t), ["a", "b"], "color"),
    "multi_response_test": lambda t: [
        A.multi_response_test(answers(t), ["a", "b"], "color"),
        A.multi_response_test(answers(t), ["a"], ["b"]),
    ],
    "decompose_change": lambda t: A.decompose_change(t, "anio_registro", ["sexo", "zona"], size="n", events="events"),
    "loglinear_search": lambda t: A.loglinear_search(crossed(t)),
    "mse_two_list": lambda t: A.mse_two_list(last(t)[1], last(t)[1], last(t)[0]),
    "mse": lambda t: A.mse(lists(t), draws=5),
    "paired_change": lambda t: A.paired_change(t["events"], t["n"], draws=50),
    "class_gain": lambda t: A.class_gain(*last(t), 15),
    "mcnemar_test": lambda t: A.mcnemar_test(*last(t)),
    "item_analysis": lambda t: A.item_analysis(answers(t)[["a", "b"]]),
    "reliability": lambda t: A.reliability(answers(t)[["a", "b"]]),
    "reliable_change": lambda t: A.reliable_change(t["events"], t["n"], 0.7),
}
"""How each function is asked about a table."""


def _levels(t: pd.DataFrame) -> tuple[str, str]:
    known = [level for level in dict.fromkeys(t["sexo"]) if level != "ND"]
    return ("MUJER", "HOMBRE") if len(known) < 2 else (known[0], known[1])


def _means(t: pd.DataFrame) -> pd.DataFrame:
    """A mean and squares of distances in each row, those of the yes and no that the counts are."""
    share = t["events"] / t["n"].where(t["n"] != 0)
    return t.assign(mean=share.fillna(0), ss=(t["events"] * (1 - share.fillna(0))).clip(lower=0))


NO_COUNTS = {"parity_index", "adjust_p", "vpc", "icc", "pcv", "pvc", "median_odds_ratio", "response_vpc", "vpc_reading"}
NO_COUNTS |= {"item_analysis", "reliability", "reliable_change", "class_gain"}
"""Functions of rates, p-values, variances, means and marks: they may be fractional."""

TYPES = {"Estimates", "Interval", "FittedRatios"}
"""Public names that are no functions."""
