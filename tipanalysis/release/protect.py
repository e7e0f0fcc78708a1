"""The gate: ``protect`` makes the only thing that can be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from ..analysis.estimates import Estimates
from ..counts.counts import TOTAL, Counts
from ..words.errors import ReleaseError
from .cells import MENTION, Key, Table, region_of
from .dominance import dominated_cells
from .people import MOST_NAMED, Decision, decide
from .policy import Policy, load_policy
from .release import Release, seal_release
from .rounded_tables import in_rounded_numbers, withins
from .rounding import round_together
from .suggestions import suggest_merges, warn_of_one_kind

Array = Any
_LOG = ["table", "codes", "reason", "threshold"]


def protect(
    table: Counts | Estimates,
    *,
    policy: str | Policy = "publication",
    method: Literal["policy", "hide", "round"] = "policy",
    previous: Sequence[Release] | Mapping[str, Release] = (),
) -> Release:
    """Make one table safe to show. Tables that are shown together must go through :func:`protect_together`.

    Parameters
    ----------
    table : Counts or Estimates
    policy : name of a profile of ``policies.toml``
    method : ``"hide"`` small counts, ``"round"`` all counts, or what the policy says
    previous : releases of the same source that readers already have, oldest first, by name if a refusal is to name
        them; those of other data than now are of an earlier state of the register

    Returns
    -------
    Release
        All rows of the table. Counts from 1 to the threshold less one are hidden, and as many more as
        needed so that from everything shown nobody can exclude any value from 0 to the threshold less
        one. Zeros stay zeros; an estimate is hidden with any part of it. Rounded, nothing is hidden: every
        number is a multiple of a base and less than ``within`` from the truth, totals add up, a 0 may be a
        small number, and estimates are made from the rounded numbers.

    Raises
    ------
    PolicyError
        For an unknown policy: without one nothing is shown.
    ReleaseError
        For anything but Counts or Estimates, for tables that contradict each other, and where what was
        shown before leaves no safe way.

    Examples
    --------
    >>> from tipanalysis.counts.count import count_by
    >>> counts = count_by(pd.DataFrame({"sexo": ["MUJER"] * 9 + ["HOMBRE"] * 7 + ["INTERSEX"] * 2}), "sexo")
    >>> release = protect(counts)
    >>> release.frame["status"].tolist(), release.total
    (['shown', 'hidden', 'hidden'], 18)
    """
    return protect_together({"": table}, policy=policy, method=method, previous=previous)[""]


def protect_together(
    tables: Mapping[str, Counts | Estimates],
    *,
    policy: str | Policy = "publication",
    method: Literal["policy", "hide", "round"] = "policy",
    previous: Sequence[Release] | Mapping[str, Release] = (),
) -> dict[str, Release]:
    """Make tables safe to show side by side: what one shows must not give away what another hides.

    Parameters, errors and guarantee as in :func:`protect`; the releases carry the names of the tables.
    Tables speak of the same people if the checksum of their data and their unit agree.
    """
    return protect_with_log(tables, policy=policy, method=method, previous=previous).releases


@dataclass(frozen=True, repr=False)
class Protection:
    """Releases with the restricted record of why their cells are hidden; the record never leaves memory."""

    releases: dict[str, Release]
    log: pd.DataFrame
    """One row per hidden cell: ``table``, ``codes``, ``reason`` (``small`` or ``with_others``), ``threshold``."""


def protect_with_log(
    tables: Mapping[str, Counts | Estimates],
    *,
    policy: str | Policy = "publication",
    method: Literal["policy", "hide", "round"] = "policy",
    previous: Sequence[Release] | Mapping[str, Release] = (),
    only: Collection[str] | None = None,
) -> Protection:
    """Like :func:`protect_together`, with the record of why cells are hidden: for the restricted room only.

    All tables are protected together; where ``only`` some are wanted, the releases of the others are not made.
    """
    rules = load_policy(policy)
    if method != "policy":
        rules = replace(rules, method=method)
    for name, table in tables.items():
        if not isinstance(table, Counts | Estimates):
            raise ReleaseError("protect_not_a_table", name=name, given=type(table).__name__)
    before = _named(previous, tables)
    for release in before.values():
        if not isinstance(release, Release):
            raise ReleaseError("protect_previous_not_release", given=type(release).__name__)
    counts = {name: _counts(table) for name, table in tables.items()}
    if rules.rounds:
        return Protection(_round_all(tables, counts, before, rules), pd.DataFrame(columns=_LOG))
    hidden, records = _decide_all(counts, before, rules)
    wanted = tables.keys() if only is None else only
    releases = {name: _release(table, hidden[name], rules) for name, table in tables.items() if name in wanted}
    log = pd.DataFrame(records, columns=_LOG)
    return Protection(releases, log)


def _named(previous: Sequence[Release] | Mapping[str, Release], tables: Mapping[str, Any]) -> dict[str, Release]:
    """Releases by names of their own, none of them that of a table."""
    if not isinstance(previous, Mapping):
        return {f"previous {number}": release for number, release in enumerate(previous)}
    return {f"{name} ({number})" if name in tables else name: r for number, (name, r) in enumerate(previous.items())}


def _counts(table: Counts | Estimates) -> Counts:
    return table.counts if isinstance(table, Estimates) else table


def _decide_all(
    counts: Mapping[str, Counts], previous: Mapping[str, Release], rules: Policy
) -> tuple[dict[str, frozenset[Key]], list[tuple[str, str, str, int]]]:
    """For each table the cells to hide, and the record of all of them."""
    hidden: dict[str, frozenset[Key]] = dict.fromkeys(counts, frozenset())
    records: list[tuple[str, str, str, int]] = []
    if not rules.protects:
        return hidden, records
    for new, old in _groups(counts, previous, rules):
        decision = decide(new, old, rules)
        hidden.update(dict.fromkeys([table.name for table in new], decision.hidden))
        records += _records(decision)
    return hidden, records


def _round_all(
    tables: Mapping[str, Counts | Estimates],
    counts: Mapping[str, Counts],
    previous: Mapping[str, Release],
    rules: Policy,
) -> dict[str, Release]:
    """All tables in rounded numbers."""
    made = {}
    for new, old in _groups(counts, previous, rules):
        printed = round_together(new, old, rules)
        for table in new:
            rounded = in_rounded_numbers(table.name, tables[table.name], table, printed)
            made[table.name] = _release(rounded, frozenset(), rules, withins(table, printed))
    return {name: made[name] for name in tables}


def _groups(
    counts: Mapping[str, Counts], previous: Mapping[str, Release], rules: Policy
) -> Iterator[tuple[list[Table], list[Table]]]:
    """New tables about the same people, and the earlier ones of their source.

    Exact numbers beside rounded ones would undo the rounding: who published in one way stays with it.
    """
    everything: dict[str, Counts | Release] = {**counts, **previous}
    states = _same_people(everything, rules)
    for key, names in states.items():
        chosen = [_table(name, counts[name], rules) for name in names if name in counts]
        if chosen:
            new, old = _beside_earlier(chosen, key, states, previous, rules)
            other = [table.name for table in old if previous[table.name].rounded != rules.rounds]
            if other:
                raise ReleaseError(
                    "round_beside_exact" if rules.rounds else "round_hide_beside",
                    tables=", ".join(table.name for table in new[:MOST_NAMED]),
                    earlier="; ".join(other[:MOST_NAMED]),
                )
            yield new, old


State = tuple[str, str, str]
"""Source, unit and checksum: the people of a register as it was at some time."""


def _same_people(tables: Mapping[str, Counts | Release], rules: Policy) -> dict[State, list[str]]:
    """Names of tables about the same people, which can be added up and subtracted.

    Their data and unit agree. Mentions are counted over records: they join the tables of the one unit
    whose numbers agree with theirs, of several units one that shares variables with them.
    """
    groups: dict[State, list[str]] = {}
    for name, table in sorted(tables.items()):
        groups.setdefault(_state(table), []).append(name)
    for mention in [key for key in groups if key[1] == MENTION]:
        units = [key for key in groups if key[0] == mention[0] and key[2] == mention[2] and key != mention]
        asked = _variables(tables, groups[mention])
        near = {key: len(asked & _variables(tables, groups[key])) for key in units}
        for other in sorted((key for key in units if near[key] or len(units) == 1), key=lambda key: -near[key]):
            if _agree([_table(name, tables[name], rules) for name in (*groups[mention], *groups[other])]):
                groups[other] += groups.pop(mention)
                break
    return groups


def _variables(tables: Mapping[str, Counts | Release], names: Sequence[str]) -> frozenset[str]:
    """The variables of tables; a column that asks for one code of a variable is about that variable."""
    from ..standard.codebook import load_codebook

    book = load_codebook()
    return frozenset((book.answer_in(each) or (each,))[0] for name in names for each in tables[name].by)


def _state(table: Counts | Release) -> State:
    return table.provenance.source, table.unit, table.provenance.checksum


def _beside_earlier(
    new: Sequence[Table],
    state: State,
    groups: Mapping[State, list[str]],
    previous: Mapping[str, Release],
    rules: Policy,
) -> tuple[list[Table], list[Table]]:
    """The new tables and the earlier ones of the same source and unit, each with its place among their states.

    Earlier states stand in the order in which they were published; the newest is that of the new tables.
    """
    units = {state[1], *(MENTION for table in new if table.mentions)}
    joined = {name: key for key, names in groups.items() if key[0] == state[0] and key[1] in units for name in names}
    order = [name for name in previous if name in joined]
    checksums = [*dict.fromkeys(joined[name][2] for name in order if joined[name][2] != state[2]), state[2]]
    earlier = [
        replace(_table(name, previous[name], rules), before=True, state=checksums.index(joined[name][2]))
        for name in order
        if joined[name][2] != state[2] or joined[name] == state
    ]
    return [replace(table, state=len(checksums) - 1) for table in new], earlier


def _agree(tables: Sequence[Table]) -> bool:
    """Whether no cell has two numbers, rounded ones aside."""
    numbers: dict[Key, int] = {}
    for table in tables:
        if "within" in table.body:
            continue
        for _, codes, number in table.rows():
            if not pd.isna(number) and numbers.setdefault(table.key(codes), int(number)) != number:
                return False
    return True


def _multi(table: Counts | Release) -> tuple[str, ...]:
    from ..standard.codebook import load_codebook

    book = load_codebook()
    if table.unit != MENTION:
        return table.multi
    return tuple(name for name in table.by if name in book and book[name].multi)


def _table(name: str, table: Counts | Release, rules: Policy) -> Table:
    return Table(
        name=name,
        by=table.by,
        multi=_multi(table),
        region=region_of(table.provenance),
        mentions=table.unit == MENTION,
        body=table.frame,
        margins=table.margins,
        zeros_hidden=(table.policy if isinstance(table, Release) else rules).zeros == "protect",
        dominated=frozenset() if isinstance(table, Release) else dominated_cells(table, rules),
    )


def _records(decision: Decision) -> list[tuple[str, str, str, int]]:
    rows = []
    for key in sorted(decision.hidden):
        cell = decision.cells[key]
        codes = ", ".join(f"{variable}={code}" for variable, code in key[1])
        reason = "small" if key in decision.primary else "with_others"
        rows += [(place.table, codes, reason, cell.threshold) for place in cell.places]
    return rows


def _release(
    table: Counts | Estimates,
    hidden: frozenset[Key],
    rules: Policy,
    within: tuple[pd.Series, pd.Series] | None = None,
) -> Release:
    counts = _counts(table)
    plain = _table("", counts, rules)
    masks = {True: np.zeros(len(counts.frame), dtype=bool), False: np.zeros(len(counts.margins), dtype=bool)}
    for place, codes, _ in plain.rows():
        masks[place.body][place.row] = plain.key(codes) in hidden
    frame = _marked(counts.frame, counts.by, masks[True])
    margins = _marked(counts.margins, counts.by, masks[False])
    facts: dict[str, Any] = {}
    if isinstance(table, Estimates):
        frame = _with_estimates(frame, table, margins)
        facts = {key: getattr(table, key) for key in ("among", "against", "measure", "per", "confidence")}
    if within is not None:
        frame, margins = frame.assign(within=within[0]), margins.assign(within=within[1])
    return seal_release(
        frame=frame,
        margins=margins,
        by=counts.by,
        unit=counts.unit,
        provenance=counts.provenance,
        policy=rules,
        multi=counts.multi,
        suggestions=(
            *suggest_merges(counts.by, masks[True], counts.frame["n"].to_numpy()),
            *(warn_of_one_kind(counts.frame, counts.by, masks[True]) if rules.zeros_exact else ()),
        ),
        **facts,
    )


def _marked(part: pd.DataFrame, by: tuple[str, ...], hidden: Array) -> pd.DataFrame:
    numbers = part["n"].astype("Int64").array.copy()
    numbers[hidden] = pd.NA
    status = pd.array(np.where(hidden, "hidden", "shown"), dtype="str")
    return pd.DataFrame({**{name: part[name].array for name in by}, "n": numbers, "status": status})


def _with_estimates(frame: pd.DataFrame, estimates: Estimates, margins: pd.DataFrame) -> pd.DataFrame:
    """The release's frame with the derived numbers, each hidden with any part of it."""
    source = estimates.frame.reset_index(drop=True)
    open_base = _open_denominators(frame, estimates, margins)
    closed = (frame["status"] == "hidden").to_numpy() | ~open_base | _made_of_hidden(frame, estimates, margins)
    frame = frame.copy()
    whole = pd.api.types.is_integer_dtype(source["d"])
    frame["d"] = source["d"].astype("Int64" if whole else "Float64").mask(~open_base)
    for column in ("estimate", "low", "high"):
        frame[column] = source[column].astype("float64").mask(closed)
    if not estimates.against:
        undefined = (source["status"] == "not_estimable").to_numpy() & ~closed
        frame.loc[undefined, "status"] = "not_applicable"
    return frame


def _made_of_hidden(frame: pd.DataFrame, estimates: Estimates, margins: pd.DataFrame) -> Array:
    """Which comparisons use a number that is hidden, in whatever row of the table it stands."""
    lines = pd.concat([frame, margins], ignore_index=True)
    hidden = set(lines.loc[lines["status"] == "hidden", list(estimates.counts.by)].itertuples(index=False, name=None))
    parts = estimates.parts or ((),) * len(frame)
    return np.array([not hidden.isdisjoint(used) for used in parts], dtype=bool)


def _open_denominators(frame: pd.DataFrame, estimates: Estimates, margins: pd.DataFrame) -> Array:
    """Which rows have a denominator that is not of these people, their own number, or one that the release shows."""
    if estimates.measure in ("rate", "value"):
        return np.ones(len(frame), dtype=bool)
    groups = list(estimates.among)
    totals = margins
    for name in estimates.counts.by:
        totals = totals[(totals[name] != TOTAL) == (name in groups)]
    if not groups:
        shown = totals["n"].iloc[0] if len(totals) else frame["n"].sum()
        return (estimates.frame["d"] == shown).fillna(False).to_numpy(dtype=bool)
    sizes = frame[groups].merge(totals[[*groups, "n"]], on=groups, how="left")["n"]
    return (sizes == estimates.frame["d"].reset_index(drop=True)).fillna(False).to_numpy(dtype=bool)
