"""The attack on a plain list of cells over common atoms, as the reference cases of other tools are written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from .attack_bounds import System, bounds
from .attack_verdict import judge


def attack(case: Mapping[str, Any], *, hidden_means_at_least: int = 0, whole: bool | None = None) -> pd.DataFrame:
    """What an outsider can tell of each hidden cell of ``case``.

    Parameters
    ----------
    case : mapping
        ``inner`` (the atoms), ``published`` (cells with ``codes``, ``freq``, ``primary``, ``suppressed`` and
        ``members``, the positions of their atoms) and ``rule`` with ``maxN``, the largest count that is hidden.
    hidden_means_at_least : int
        1 for an attacker who is told that zeros are never hidden.
    whole : bool, optional
        Reason in whole numbers; by default where at most 400 unknown numbers hang together.

    Returns
    -------
    DataFrame
        One row per hidden cell, indexed by its place in ``published``: ``codes``, ``freq``, ``primary``,
        ``low``, ``high``, ``verdict``.

    Examples
    --------
    >>> case = {"inner": [{}, {}], "rule": {"maxN": 4}, "published": [
    ...     {"codes": {"x": "all"}, "freq": 12, "primary": False, "suppressed": False, "members": [0, 1]},
    ...     {"codes": {"x": "a"}, "freq": 9, "primary": False, "suppressed": False, "members": [0]},
    ...     {"codes": {"x": "b"}, "freq": 3, "primary": True, "suppressed": True, "members": [1]}]}
    >>> attack(case)[["low", "high", "verdict"]].values.tolist()
    [[3.0, 3.0, 'recovered']]
    """
    system = _system(case, hidden_means_at_least)
    low, high = bounds(system.rows, system.values, lower=system.lower, whole=whole)
    hidden = np.flatnonzero(system.hidden)
    threshold = case["rule"]["maxN"] + 1
    named = ["codes", "freq", "primary"]
    found = pd.DataFrame([case["published"][cell] for cell in hidden], index=hidden, columns=named)
    return found.assign(
        low=low, high=high, verdict=[judge(a, b, threshold, least=system.lower) for a, b in zip(low, high, strict=True)]
    )


def insider_learns(case: Mapping[str, Any], *, hidden_means_at_least: int = 0) -> set[int]:
    """Sensitive cells (places in ``published``) that the one person of some cell of size 1 can work out.

    Each such person knows that their own cell is 1 and subtracts themself everywhere. Cells of exactly the same
    people as their own are not counted: they tell them nothing new.
    """
    system = _system(case, hidden_means_at_least)
    learned: set[int] = set()
    for own in _cells(case, lambda cell: cell["suppressed"] and cell["freq"] == 1):
        inside = system.with_known(own, 1.0)
        low, high = bounds(inside.rows, inside.values, lower=inside.lower)
        known = np.flatnonzero(inside.hidden)[low == high].tolist()
        learned |= {cell for cell in known if _people(case, cell) != _people(case, own)}
    return learned & set(_cells(case, lambda cell: cell["primary"]))


def _system(case: Mapping[str, Any], lower: int) -> System:
    from scipy.sparse import csr_array

    cells = case["published"]
    rows = np.zeros((len(cells), len(case["inner"])))
    for place, cell in enumerate(cells):
        rows[place, cell["members"]] = 1
    values = np.array([np.nan if cell["suppressed"] else cell["freq"] for cell in cells], dtype=float)
    return System(csr_array(rows), values, lower=lower)


def _cells(case: Mapping[str, Any], which: Any) -> list[int]:
    return [place for place, cell in enumerate(case["published"]) if which(cell)]


def _people(case: Mapping[str, Any], place: int) -> frozenset[int]:
    """Atoms of a cell without those that a printed zero empties."""
    cells: Sequence[Mapping[str, Any]] = case["published"]
    empty: Iterable[int] = {
        atom for cell in cells if not cell["suppressed"] and cell["freq"] == 0 for atom in cell["members"]
    }
    return frozenset(cells[place]["members"]) - frozenset(empty)
