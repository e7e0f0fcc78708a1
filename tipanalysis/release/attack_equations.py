"""What a system of equations leaves open.

Some atoms can be chosen freely, all others follow from them. Written like that, a system falls into parts that have
nothing to do with each other, and what the equations alone give away needs no linear programme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..words.errors import ReleaseError

Floats = NDArray[np.float64]
Sparse = Any
SLACK = 1e-6
_NOTHING = 1e-9
"""Coefficients smaller than this come from rounding."""
_VALUE = -1
"""Where a row keeps its right-hand side."""
_Row = dict[int, float]


@dataclass(frozen=True)
class Solved:
    """All solutions of a system of equations: ``origin`` and any sum of ``moves``.

    ``free`` are the atoms that can be chosen, one a column of ``moves``; ``moves`` has one row an atom.
    """

    origin: Floats
    moves: Sparse
    free: NDArray[np.intp]


def solve(matrix: Sparse, values: Floats) -> Solved:
    """All solutions of ``matrix @ atoms == values``, by Gauss and Jordan's elimination.

    Raises
    ------
    ReleaseError
        The equations contradict each other.

    Examples
    --------
    Two groups that are five together: one follows from the other.

    >>> from scipy.sparse import csr_array
    >>> solved = solve(csr_array(np.array([[1.0, 1.0]])), np.array([5.0]))
    >>> solved.origin.tolist(), solved.moves.toarray().ravel().tolist(), solved.free.tolist()
    ([5.0, 0.0], [-1.0, 1.0], [1])
    """
    from scipy.sparse import csr_array

    rows, atoms = _eliminated(matrix.tocsr(), values), matrix.shape[1]
    free = np.setdiff1d(np.arange(atoms), np.array(list(rows), dtype=np.intp))
    column = dict(zip(free.tolist(), range(len(free)), strict=True))
    origin = np.zeros(atoms)
    moves = [(atom, place, 1.0) for atom, place in column.items()]
    for atom, row in rows.items():
        origin[atom] = row[_VALUE]
        moves += [(atom, column[other], -share) for other, share in row.items() if other != _VALUE]
    at, along, by = (np.array(part) for part in zip(*moves, strict=True)) if moves else ([], [], [])
    return Solved(origin, csr_array((by, (at, along)), shape=(atoms, len(free))), free)


def _eliminated(matrix: Sparse, values: Floats) -> dict[int, _Row]:
    """The equations, short ones first, each solved for one atom that stands in no other of them."""
    rows: dict[int, _Row] = {}
    holders: dict[int, set[int]] = {}
    for number in np.argsort(np.diff(matrix.indptr), kind="stable"):
        place = slice(matrix.indptr[number], matrix.indptr[number + 1])
        row = dict(zip(matrix.indices[place].tolist(), matrix.data[place].tolist(), strict=True))
        row[_VALUE] = float(values[number])
        for atom in [atom for atom in row if atom in rows]:
            _subtract(row, row.pop(atom), rows[atom])
        if len(row) > 1:
            _solve_for(_handiest(row, holders), row, rows, holders)
        elif abs(row[_VALUE]) > SLACK:
            raise ReleaseError("audit_contradiction")
    return rows


def _subtract(row: _Row, times: float, other: _Row) -> None:
    for atom, share in other.items():
        left = row.get(atom, 0.0) - times * share
        if atom == _VALUE or abs(left) > _NOTHING:
            row[atom] = left
        else:
            row.pop(atom, None)


def _handiest(row: _Row, holders: dict[int, set[int]]) -> int:
    """The atom to solve for: whole numbers stay whole, and few other equations change."""
    atoms = (atom for atom in row if atom != _VALUE)
    return min(atoms, key=lambda atom: (abs(row[atom]) != 1.0, len(holders.get(atom, ())), atom))


def _solve_for(atom: int, row: _Row, rows: dict[int, _Row], holders: dict[int, set[int]]) -> None:
    """Keep ``row`` solved for ``atom``, and put it into the rows that hold that atom."""
    size = row.pop(atom)
    row = {other: share / size for other, share in row.items()}
    for holder in holders.pop(atom, set()):
        _subtract(rows[holder], rows[holder].pop(atom), row)
        for other in row:
            held = holders.setdefault(other, set())
            (held.add if other in rows[holder] else held.discard)(holder)
    rows[atom] = row
    for other in row:
        holders.setdefault(other, set()).add(atom)
