"""Rounding instead of hiding: every number a multiple of a base, so near the truth that totals still add up.

Controlled rounding (Cox 1987; Salazar-González 2006) of the joint system of all tables: one table of whole people is
sought whose every printed number is a multiple of its base, less than a base from the truth, with as little changed as
can be. Because the printed numbers are those of one table, each group of people could be larger or smaller by up to
a base less one and everything printed would still fit: nobody can tell more of a number than how it was rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ..words.errors import ReleaseError
from .cells import Key, Table, cells_hidden_before, collect_cells
from .policy import Policy, base_for
from .readings import fitting_system, fitting_systems
from .simplex import DUAL, Limits, Simplex
from .system import System
from .versions import of_now, states_of, told_apart

Array = Any
FARTHEST = 3
"""Where tables hang together so that less than one base is too little, so many bases are tried."""
MOST_NODES = 5000
"""Branches followed at most; the best table found by then is taken, the same on every machine."""
NEAR_BEST = 0.02
"""A table that changes so little more than the best one is good enough."""


@dataclass(frozen=True)
class Rounded:
    """A printed number and how far off the truth is: less than ``within``."""

    number: int
    within: int


def round_together(tables: Sequence[Table], previous: Sequence[Table], policy: Policy) -> dict[Key, Rounded]:
    """What to print for every cell of ``tables``, given rounded tables of the same people that readers have.

    Where the register has grown since, the numbers grow with it, so that nobody who came can be told by subtraction.
    Raises :class:`ReleaseError` if tables contradict each other, or no table of people fits the rounding.
    """
    whole = [*sorted(tables, key=lambda table: table.name), *previous]
    doubt = None
    for grew in (True, False) if len(states_of(whole)) > 1 else (True,):
        try:
            for printed in _printed(told_apart(whole, grew=grew), policy):
                return printed
        except ReleaseError as error:
            doubt = error
    raise doubt or ReleaseError("round_impossible", tables=", ".join(table.name for table in tables), base=policy.base)


def _printed(tables: Sequence[Table], policy: Policy) -> Iterator[dict[Key, Rounded]]:
    """What to print for the new ones of ``tables``, in each reading that fits those that readers have."""
    given = _given(table for table in tables if table.before)
    known = [_blank(table) if table.before else table for table in tables]
    cells = collect_cells([table for table in known if not table.before], policy)
    unknown = cells_hidden_before([table for table in known if table.before], cells, policy)
    zeros = {key: Rounded(0, base_for(policy.base, cell.threshold)) for key, cell in cells.items()}
    for system, _ in fitting_systems(known, cells, unknown):
        found = _found(system, policy, given)
        if found is not None:
            told = [(key, number) for number, keys in zip(found, system.keys, strict=True) for key in keys]
            printed = {**zeros, **dict(told), **given}
            yield {of_now(key): printed[key] for key in cells}
            return
    if not given:
        fitting_system(known, cells, unknown)


def _blank(table: Table) -> Table:
    """A table whose true numbers are not known here; they may be anything, and nothing."""
    body, margins = (part.assign(n=pd.NA).astype({"n": "Int64"}) for part in (table.body, table.margins))
    return replace(table, body=body, margins=margins, zeros_hidden=True)


def _given(previous: Iterable[Table]) -> dict[Key, Rounded]:
    """What readers already have; of two roundings of one number the later cannot be kept to."""
    found: dict[Key, Rounded] = {}
    for table in previous:
        withins = {True: table.body["within"], False: table.margins["within"]}
        for place, codes, number in table.rows():
            key, told = table.key(codes), Rounded(int(number), int(withins[place.body].iloc[place.row]))
            if found.setdefault(key, told).number != told.number:
                raise ReleaseError("round_earlier_differ", table=table.name)
    return found


def _found(system: System, policy: Policy, given: Mapping[Key, Rounded]) -> list[Rounded] | None:
    """The rounded forms; those that readers have as they have them, the others as near the truth as there are any."""
    held = [{given[key].number: given[key] for key in keys if key in given} for keys in system.keys]
    if any(len(numbers) > 1 for numbers in held):
        return None
    known = [next(iter(numbers.values()), None) for numbers in held]
    fixed = np.array([np.nan if told is None else told.number for told in known])
    bases = np.array([base_for(policy.base, int(threshold)) for threshold in system.threshold], dtype="int64")
    for times in range(1, FARTHEST + 1):
        numbers = _rounded(system, np.where(np.isnan(fixed), bases, 1), fixed, times)
        if numbers is not None:
            withins = bases * times
            return [told or Rounded(int(n), int(w)) for told, n, w in zip(known, numbers, withins, strict=True)]
    return None


def _rounded(system: System, bases: Array, fixed: Array, times: int) -> Array | None:
    """The forms of a table of whole people in multiples of their bases that changes least.

    Columns: people in atoms, multiples, and how far each printed form is from the truth.
    """
    printed = np.flatnonzero(system.printed)
    if not len(printed):
        return system.values
    base, true, given = bases[printed], system.values[printed], fixed[printed] / bases[printed]
    low, high = np.ceil((true + 1) / base) - times, np.floor((true - 1) / base) + times
    low, high = (np.where(np.isnan(given), end, given) for end in (np.maximum(low, 0), high))
    nobody, anything = np.zeros(system.atoms), np.full(len(printed), np.inf)
    equal = np.zeros(len(printed) + system.links.shape[0])
    costs = np.where(np.isnan(given), system.cost[printed], 0.0)
    limits = Limits(
        cost=np.concatenate([nobody, 0 * base, costs]),
        low=np.concatenate([nobody, low, 0 * base]),
        high=np.concatenate([nobody + np.inf, high, anything]),
        row_low=np.concatenate([equal, true, -true]),
        row_high=np.concatenate([equal, anything, anything]),
    )
    whole = np.repeat([True, True, False], [system.atoms, len(base), len(base)])
    found = Simplex(_matrix(system, printed, base), DUAL).in_whole(limits, whole, MOST_NODES, gap=NEAR_BEST)
    if found is None:
        return None
    numbers = system.values.copy()
    numbers[printed] = np.round(found[system.atoms :][: len(base)]) * base
    return numbers


def _matrix(system: System, printed: Array, base: Array) -> Any:
    """Rows: each form is a multiple; what two cliques share is the same; each change is at least as large as it is."""
    from scipy import sparse

    multiples, one = sparse.diags(base.astype("float64")), sparse.identity(len(base))
    nothing = sparse.csr_matrix((len(base), system.atoms))
    return sparse.vstack(
        [
            sparse.hstack([system.forms[printed], -multiples, 0 * one]),
            sparse.hstack([system.links, sparse.csr_matrix((system.links.shape[0], 2 * len(base)))]),
            sparse.hstack([nothing, multiples, one]),
            sparse.hstack([nothing, -multiples, one]),
        ],
        format="csc",
    )
