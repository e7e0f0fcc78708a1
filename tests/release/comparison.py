"""Tables of official statistics with the solutions that other tools publish for them, and ours beside them.

The tables are facts of the sources that each of them names; ``published_tables.json`` holds what is printed: for each
cell its name, its number, the atoms it adds up, and whether it is small (``p``) or hidden beside (``s``).
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from tipanalysis.release.attack_cells import attack
from tipanalysis.release.prune import show_again
from tipanalysis.release.suppress import suppress
from tipanalysis.release.system import System

TABLES = Path(__file__).parent / "published_tables.json"
Case = Mapping[str, Any]


@dataclass(frozen=True)
class Compared:
    """One table: how many cells it has and how many are small, hidden by others, and hidden by us."""

    case: Case
    ours: frozenset[int]

    @property
    def cells(self) -> int:
        return len(self.case["published"])

    @property
    def primary(self) -> int:
        return sum(cell["primary"] for cell in self.case["published"])

    @property
    def theirs(self) -> frozenset[int]:
        return frozenset(place for place, cell in enumerate(self.case["published"]) if cell["suppressed"])

    @cached_property
    def faults_of_theirs(self) -> frozenset[int]:
        return faults(self.case, self.theirs)

    @cached_property
    def faults_of_ours(self) -> frozenset[int]:
        return faults(self.case, self.ours)

    @property
    def beside(self) -> frozenset[int]:
        """What we hide that is neither small nor a zero to be hidden."""
        cells = self.case["published"]
        return frozenset(place for place in self.ours if not cells[place]["primary"] and cells[place]["freq"])


@cache
def names() -> tuple[str, ...]:
    return tuple(_tables())


@cache
def compared(name: str) -> Compared:
    return Compared(_tables()[name], protected(_tables()[name]))


@cache
def _tables() -> dict[str, Case]:
    return {name: _case(name, table) for name, table in json.loads(TABLES.read_text("utf-8")).items()}


def _case(name: str, table: Mapping[str, Any]) -> Case:
    return {
        "name": name,
        "source": table["source"],
        "rule": {"maxN": table["hides up to"], "zeros": table["zeros"]},
        "inner": [{}] * table["atoms"],
        "published": [
            {"codes": {"cell": label}, "freq": n, "members": atoms, "primary": mark == "p", "suppressed": bool(mark)}
            for label, n, mark, atoms in table["cells"]
        ],
    }


def protected(case: Case) -> frozenset[int]:
    """The cells that the gate hides; numbers never printed are hidden whatever it does."""
    system = system_of(case)
    state = suppress(system, insider=True)
    show_again(state)
    hidden = {int(key[1][0][1]) for form in np.flatnonzero(state.hidden) for key in system.keys[form]}
    return frozenset(hidden | {place for place, cell in enumerate(case["published"]) if is_never_printed(cell)})


def is_never_printed(cell: Mapping[str, Any]) -> bool:
    return any("never printed" in str(code) for code in cell["codes"].values())


def hides_zeros(case: Case) -> bool:
    return case["rule"]["zeros"] == "primary"


def system_of(case: Case) -> System:
    """Published cells as forms; cells of the same atoms are one form, atoms inside shown zeros are nobody."""
    published = case["published"]
    empty = {atom for cell in published if cell["freq"] == 0 and not hides_zeros(case) for atom in cell["members"]}
    forms: dict[tuple[int, ...], list[int]] = {}
    for place, cell in enumerate(published):
        atoms = tuple(sorted(set(cell["members"]) - empty))
        if atoms:
            forms.setdefault(atoms, []).append(place)
    values = np.array([float(published[places[0]]["freq"]) for places in forms.values()])
    nothing = np.zeros(len(forms), dtype=bool)
    keys = [
        [((), (("cell", str(place)),), ()) for place in places if not is_never_printed(published[place])]
        for places in forms.values()
    ]
    return System(
        forms=sparse.csr_matrix(np.array([np.isin(np.arange(len(case["inner"])), atoms) for atoms in forms], float)),
        links=sparse.csr_matrix((0, len(case["inner"]))),
        values=values,
        threshold=np.full(len(forms), case["rule"]["maxN"] + 1),
        cost=np.array([len(places) for places in keys]) * np.log2(2 + values),
        keys=keys,
        fixed=nothing,
        closed=nothing,
        unknown=nothing,
        several=np.zeros(len(case["inner"]), dtype=int),
        least=0.0 if hides_zeros(case) else 1.0,
    )


def faults(case: Case, hidden: frozenset[int]) -> frozenset[int]:
    """Small cells of which the attacker learns more than the rule: from outside, or as the one person of a cell."""
    printed = shown_so(case, hidden)
    readers = (0,) if hides_zeros(case) else (0, 1)
    found = frozenset().union(*(_narrowed(printed, least, hidden) for least in readers))
    for own in sorted(hidden):
        cell = case["published"][own]
        if cell["freq"] == 1 and cell["primary"] and not is_never_printed(cell):
            others = hidden - {other for other in hidden if _inside(case, other, own)}
            found |= _narrowed(shown_so(case, hidden - {own}), readers[-1], others, frozenset({own}))
    return found | {place for place, cell in enumerate(case["published"]) if cell["primary"] and place not in hidden}


def shown_so(case: Case, hidden: frozenset[int]) -> Case:
    """The case with exactly the cells ``hidden`` hidden."""
    printed = copy.deepcopy({**case})
    for place, cell in enumerate(printed["published"]):
        cell["suppressed"] = place in hidden
    return printed


def _narrowed(printed: Case, least: int, asked: frozenset[int], known: frozenset[int] = frozenset()) -> frozenset[int]:
    """Of which cells more is known than the rule and what follows from the cells ``known`` alone."""
    found = attack(printed, hidden_means_at_least=least)
    small = found[found["primary"] & found.index.isin(sorted(asked))]
    floor = _floors(_numbers(printed), least, known).reindex(small.index)
    beyond = (small["low"] > floor) | (small["high"] < printed["rule"]["maxN"]) | (small["low"] == small["high"])
    return frozenset(small.index[beyond].tolist())


def _numbers(case: Case) -> str:
    """The rule and the cells of a case as text, whatever of them is hidden."""
    cells = [[cell["codes"], cell["freq"], cell["members"], cell["primary"]] for cell in case["published"]]
    return json.dumps([case["rule"], len(case["inner"]), cells], default=int)


@cache
def _floors(numbers: str, least: int, known: frozenset[int]) -> pd.Series:
    """The least that each cell can be when nothing but zeros and ``known`` is shown: parts hold a total up."""
    rule, atoms, cells = json.loads(numbers)
    named = ("codes", "freq", "members", "primary")
    case = {"rule": rule, "inner": [{}] * atoms, "published": [dict(zip(named, cell, strict=True)) for cell in cells]}
    shown = frozenset(place for place, cell in enumerate(case["published"]) if cell["freq"] == 0)
    everything = frozenset(range(len(case["published"]))) - known - (frozenset() if hides_zeros(case) else shown)
    return attack(shown_so(case, everything), hidden_means_at_least=least)["low"]


def _inside(case: Case, part: int, whole: int) -> bool:
    """Whether everyone in one cell is in the other, by the atoms that shown zeros leave."""
    cells = case["published"]
    empty = {a for cell in cells if cell["freq"] == 0 and not hides_zeros(case) for a in cell["members"]}
    return set(cells[part]["members"]) - empty <= set(cells[whole]["members"])
