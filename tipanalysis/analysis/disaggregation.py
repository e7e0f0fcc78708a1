"""Disaggregation: every group and every combination of groups, with each denominator named and nobody lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from ..counts.counts import TOTAL
from ..words.errors import EstimateError
from .intervals import proportion_table
from .standardised import HUNDRED_THOUSAND, rate_table
from .tallies import Tally, subsets, tally

Unknown = Literal["show", "exclude", "bounds"]


def disaggregate(
    data: Any,
    by: str | Sequence[str],
    outcome: str | None = None,
    levels: Literal["all"] | int | Sequence[int] = "all",
    *,
    unknown: Unknown = "show",
    population: pd.DataFrame | Mapping[str, float] | None = None,
    weight: str | None = None,
    unknown_levels: Sequence[str] = (),
    per: float = HUNDRED_THOUSAND,
    method: str = "wilson",
    conf_level: float = 0.95,
) -> pd.DataFrame:
    """Counts, shares and rates of every group and combination of groups, each with its denominator.

    Parameters
    ----------
    data : Counts, a Cube, a Register or any frame that can be counted (pandas, Polars, DuckDB …)
    by : the variables; every subset of them is tabulated
    outcome : a further variable: the share of each of its levels within each group
    levels : ``"all"``, or of how many variables the tables are to be: ``1``, ``[1, 2]``
    unknown : ``"show"`` keeps unknown levels as groups; ``"exclude"`` leaves them out, with shares of the known only;
        ``"bounds"`` shows them and adds the bounds that hold whatever the unknown are
    population : inhabitants: a frame with a column ``population`` and any of ``by``, or, of one variable, a mapping
        of its levels
    weight : of a frame, the column of counts to add up
    unknown_levels : levels that stand for not knowing, beside the codebook's reasons and empty cells
    per, method, conf_level : multiplier of rates; see :func:`~tipanalysis.analysis.intervals.proportion_ci`

    Returns
    -------
    pandas.DataFrame
        One row for each group and statistic. The columns ``by`` hold levels, or ``TOTAL`` where a variable is summed
        out; then ``outcome`` (its level), ``statistic`` and ``of``, what it is divided by:

        - ``count``: the units; each table's counts add up to all units where a unit has one answer
        - ``share`` of ``total``; of the group of some of its variables (``sexo``: within each sex); of ``known``:
          units of which all the variables are known, for known groups
        - ``bounds`` of ``total``: the share of the known, with the bounds of
          :func:`~tipanalysis.analysis.unknowns.unknown_bounds`
        - ``rate`` of ``population``, wherever the population has the variables; a group that it lacks keeps its count
        - ``outcome`` of ``group`` and of ``known`` (units whose outcome is known)

        ``estimate``, ``lower``, ``upper``, ``n`` (units of the group), ``events``, ``denominator``, ``method``,
        ``conf_level``, ``status``, ``note``, and ``unknown``: units of which some variable of the table is unknown.

    Raises
    ------
    EstimateError
        If a variable, option or method does not exist, a weight is no whole number, or the population is no such
        table.

    Examples
    --------
    >>> frame = pd.DataFrame({"sexo": ["MUJER"] * 6 + ["HOMBRE"] * 2 + [None] * 2})
    >>> table = disaggregate(frame, "sexo")
    >>> women = table[(table["sexo"] == "MUJER") & (table["statistic"] == "share")]
    >>> women[["of", "estimate", "denominator", "unknown"]].to_dict("list")
    {'of': ['total', 'known'], 'estimate': [0.6, 0.75], 'denominator': [10.0, 8.0], 'unknown': [2, 2]}
    """
    names = [by] if isinstance(by, str) else list(by)
    sizes = _sizes(levels, len(names))
    if unknown not in get_args(Unknown):
        raise EstimateError("analysis_rates_option", given=unknown, known=", ".join(get_args(Unknown)))
    people = _population(population, names)
    counted = tally(data, [*names, *([outcome] if outcome else [])], weight, unknown_levels)
    rows = [
        part
        for group in subsets(names)
        if len(group) in sizes
        for part in _of_group(counted, list(group), outcome, unknown, people)
    ]
    return _estimated(pd.concat(rows, ignore_index=True), names, outcome, unknown, (per, method, conf_level))


def _sizes(levels: Literal["all"] | int | Sequence[int], most: int) -> set[int]:
    given = range(most + 1) if levels == "all" else [levels] if isinstance(levels, int) else levels
    strangers = [size for size in given if size not in range(most + 1)]
    if strangers or not given:
        raise EstimateError("analysis_rates_levels", given=strangers[0] if strangers else "[]", most=most)
    return set(given)


def _population(population: Any, names: list[str]) -> pd.DataFrame | None:
    """Inhabitants as a frame of some of ``names`` and ``population``."""
    if population is None:
        return None
    if isinstance(population, Mapping) and len(names) == 1:
        population = pd.DataFrame({names[0]: list(population), "population": list(population.values())})
    known = isinstance(population, pd.DataFrame) and "population" in population
    if not known or set(population.columns) - {*names, "population"}:
        raise EstimateError("analysis_rates_population", known=", ".join(names))
    frame: pd.DataFrame = population.assign(
        **{name: population[name].astype(str) for name in names if name in population}
    )
    return frame


def _of_group(
    counted: Tally, group: list[str], outcome: str | None, unknown: Unknown, people: pd.DataFrame | None
) -> Iterator[pd.DataFrame]:
    """The rows of one table, not yet estimated: ``statistic``, ``of``, ``n``, ``events``, ``denominator``."""
    total, known = counted.counts.total, counted.known(group)
    table = counted.table(group)
    open_ = counted.is_unknown(table, group)
    table = table.assign(events=table["n"], unknown=total - known, of="")
    shown = table[~open_] if unknown == "exclude" else table
    yield shown.assign(statistic="count", denominator=np.nan)
    if group and unknown != "exclude":
        yield table.assign(statistic="share", of="total", denominator=total)
        for part in subsets(group):
            if 0 < len(part) < len(group):
                whole = counted.table(part).rename(columns={"n": "denominator"})
                within = table.merge(whole, on=list(part), how="left", validate="many_to_one")
                yield within.assign(statistic="share", of=" × ".join(part))
    if group:
        yield table[~open_].assign(statistic="share", of="known", denominator=known)
    if group and unknown == "bounds":
        possible = _possible(counted, table, group)[~open_]
        yield table[~open_].assign(statistic="bounds", of="total", denominator=total, possible=possible)
    if people is not None and set(group) <= set(people.columns):
        yield _with_inhabitants(shown, group, people).assign(statistic="rate", of="population")
    if outcome:
        yield from _outcomes(counted, group, outcome, shown, unknown)


def _possible(counted: Tally, table: pd.DataFrame, group: list[str]) -> pd.Series:
    """Units that may belong to each group: those that do, and those whose known values do not rule it out."""
    possible = table["n"].copy()
    is_open = table[group].isin(counted.unknown_levels)
    for some in subsets(group):
        rest = [name for name in group if name not in some]
        fitting = table[is_open[list(some)].all(axis=1)]
        if some and rest:
            sums = fitting.groupby(rest, as_index=False)["n"].sum().rename(columns={"n": "more"})
            possible += table[rest].merge(sums, on=rest, how="left")["more"].fillna(0).to_numpy(dtype="int64")
        elif some:
            possible += fitting["n"].sum()
    return possible


def _with_inhabitants(table: pd.DataFrame, group: list[str], people: pd.DataFrame) -> pd.DataFrame:
    if not group:
        return table.assign(denominator=people["population"].sum(min_count=1))
    whole = people.groupby(group, as_index=False)["population"].sum(min_count=1)
    found = table.merge(whole, on=group, how="left", validate="many_to_one")
    return found.rename(columns={"population": "denominator"})


def _outcomes(
    counted: Tally, group: list[str], outcome: str, shown: pd.DataFrame, unknown: Unknown
) -> Iterator[pd.DataFrame]:
    """The levels of the outcome within each group that is shown."""
    sizes = shown.drop(columns=["of", "events"]).assign(key=0)
    cells = counted.table([*group, outcome]).rename(columns={"n": "events"}).assign(key=0)
    rows = sizes.merge(cells, on=["key", *group], how="inner").rename(columns={outcome: "outcome"})
    open_ = rows["outcome"].isin(counted.unknown_levels)
    unknown_of = rows["events"].where(open_, 0).groupby([rows[name] for name in group] or rows["key"]).transform("sum")
    rows = rows.drop(columns="key").assign(statistic="outcome", known_of=rows["n"] - unknown_of)
    if unknown != "exclude":
        yield rows.assign(of="group", denominator=rows["n"])
    yield rows[~open_].assign(of="known", denominator=rows["known_of"][~open_])


def _estimated(
    rows: pd.DataFrame, names: list[str], outcome: str | None, unknown: Unknown, how: tuple[float, str, float]
) -> pd.DataFrame:
    per, method, conf_level = how
    parts = []
    for statistic, part in rows.groupby("statistic", sort=False):
        events, whole = part["events"].to_numpy(float), part["denominator"].to_numpy(float)
        if statistic == "rate":
            found = rate_table(events, whole, per, conf_level)
        elif statistic == "count":
            found = _plain(events, conf_level)
        elif statistic == "bounds":
            found = _bounded(part, conf_level)
        else:
            found = proportion_table(events, whole, method, conf_level)
        parts.append(found.set_index(part.index))
    estimates = pd.concat(parts).sort_index() if parts else _plain(np.array([]), conf_level)
    left_out = unknown == "exclude"
    note = estimates["note"].where((estimates["note"] != "") | ~(left_out & (rows["unknown"] > 0)), _LEFT_OUT)
    labels = rows.reindex(columns=[*names, *(["outcome"] if outcome else []), "statistic", "of"])
    labels[names] = labels[names].fillna(TOTAL)
    if outcome:
        labels["outcome"] = labels["outcome"].fillna("")
    return pd.DataFrame({**labels, **estimates.assign(n=rows["n"], note=note), "unknown": rows["unknown"]})


_LEFT_OUT = "analysis_rates_note_unknown_left_out"


def _plain(events: Any, conf_level: float) -> pd.DataFrame:
    """Counts as they are: nothing to estimate, no limits."""
    table = proportion_table(np.zeros_like(events), np.ones_like(events), conf_level=conf_level)
    return table.assign(
        estimate=events,
        lower=np.nan,
        upper=np.nan,
        events=events,
        denominator=np.nan,
        method="count",
        status="ok",
        note="",
    )


def _bounded(part: pd.DataFrame, conf_level: float) -> pd.DataFrame:
    """The share among units of which it is known whether they belong; bounds over all of them."""
    events, whole, possible = (part[name].to_numpy(float) for name in ("events", "denominator", "possible"))
    decided, some = whole - possible + events, np.where(whole > 0, whole, np.nan)
    return proportion_table(events, decided, conf_level=conf_level).assign(
        lower=events / some,
        upper=possible / some,
        denominator=whole,
        method="manski",
        status=np.where(decided > 0, "ok", "not_estimable"),
        note=np.select([whole == 0, decided == 0], ["analysis_note_no_units", "analysis_rates_note_all_unknown"], ""),
    )
