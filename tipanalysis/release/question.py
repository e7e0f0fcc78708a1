"""One linear programme over a system, as it is asked, and as the solver reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .aims import Kind
from .simplex import Limits
from .system import System

Array = Any


class Frame:
    """The rows and columns in which the programmes over one system are written.

    Columns are the people in atoms, then how far each small number gets, then, if shown numbers may move, how far each
    printed number moves up and how far down. Rows are the forms, then the links. A form of one atom needs no row: what
    it gets to or moves is so many people more or less in its atom.
    """

    def __init__(self, system: System, *, moves: bool) -> None:
        from scipy import sparse

        small, printed = _places(system.sensitive), _places(system.printed)
        beside = sparse.hstack([small, printed, -printed] if moves else [small]).tocsr()
        self.moves = moves
        self.forms, self.atoms = _single(system.forms)
        """The forms of one atom, and their atoms."""
        self.rows = ~np.isin(np.arange(len(system.values)), self.forms)
        """The forms that have rows."""
        ones = np.ones(len(self.forms)), (self.atoms, np.arange(len(self.forms)))
        inside = sparse.csr_matrix(ones, (system.atoms, len(self.forms))) @ beside[self.forms]
        self.people = sparse.hstack([sparse.eye(system.atoms), inside]).tocsr()
        """How many people each column puts into each atom."""
        apart = sparse.hstack([sparse.csr_matrix((int(self.rows.sum()), system.atoms)), beside[self.rows]])
        rows = [system.forms[self.rows] @ self.people - apart, system.links @ self.people]
        self.matrix = sparse.vstack(rows).tocsc()

    @property
    def whole(self) -> Array:
        """Which columns are people."""
        return np.diff(self.people.tocsc().indptr) > 0


def _places(chosen: Array) -> Any:
    """A column for each chosen form, with 1 in its row."""
    from scipy import sparse

    rows = np.flatnonzero(chosen)
    return sparse.csr_matrix((np.ones(len(rows)), (rows, np.arange(len(rows)))), (len(chosen), len(rows)))


def _single(forms: Any) -> tuple[Array, Array]:
    """The forms of one atom counted once, each with its atom, and none with that of another."""
    alone = np.flatnonzero(np.diff(forms.indptr) == 1)
    alone = alone[forms.data[forms.indptr[alone]] == 1]
    atoms, first = np.unique(forms.indices[forms.indptr[alone]], return_index=True)
    return alone[first], atoms


class Question:
    """Limits of forms, what moving shown numbers costs, what pushing small ones is worth."""

    def __init__(self, system: System, kind: Kind, low: Array, high: Array) -> None:
        self.system, self.kind, self.low, self.high = system, kind, low, high
        self.cost = np.zeros(system.atoms)
        self.raised: Array = np.zeros(len(low), dtype=bool)
        self.moving: Array = self.raised
        self.worth, self.least = 0.0, 0.0

    @property
    def moves(self) -> bool:
        """Whether shown numbers may move."""
        return bool(self.moving.any())

    def push(self, cells: Sequence[int] | Array, worth: float) -> None:
        """Reward ``cells`` for getting where their kind wants them, and no farther."""
        cells = np.asarray(cells, dtype=int)
        self.worth = worth
        if self.kind == "up":
            self.raised = np.isin(np.arange(len(self.low)), cells)
        elif len(cells):
            self.cost = worth * np.asarray(self.system.forms[cells].sum(axis=0)).ravel()

    def release(self, forms: Array, least: float) -> None:
        """Let shown numbers move, at their cost, down to ``least`` and up."""
        self.moving, self.least = forms, least

    def written(self, frame: Frame) -> Limits:
        """The programme in the columns and rows of ``frame``."""
        system, raised = self.system, self.raised
        bounded = (self.low > 0) | np.isfinite(self.high)
        low = np.where(raised, 0.0, np.where(bounded, self.low, -np.inf))
        high = np.where(raised, np.inf, self.high)
        fewest, most = np.zeros(system.atoms), np.full(system.atoms, np.inf)
        fewest[frame.atoms], most[frame.atoms] = np.maximum(low[frame.forms], 0.0), high[frame.forms]
        cost, lows, highs = (list(part) for part in zip(*self._beside(frame), strict=True))
        zeros = np.zeros(system.links.shape[0])
        return Limits(
            cost=frame.people.T @ self.cost + np.concatenate([np.zeros(system.atoms), *cost]),
            low=np.concatenate([fewest, *lows]),
            high=np.concatenate([most, *highs]),
            row_low=np.concatenate([low[frame.rows], zeros]),
            row_high=np.concatenate([high[frame.rows], zeros]),
        )

    def _beside(self, frame: Frame) -> list[tuple[Array, ...]]:
        """Cost and limits of the columns beside the atoms."""
        system, raised, nothing = self.system, self.raised, np.zeros(len(self.low))
        bottom = np.where(frame.rows, self.low, np.maximum(self.low, 0.0))
        top = np.maximum(np.minimum(system.goal, self.high), bottom)
        reached = np.where(raised, -self.worth, 0.0), np.where(raised, bottom, 0.0), np.where(raised, top, 0.0)
        columns = [tuple(part[system.sensitive] for part in reached)]
        price = np.where(self.moving, system.cost, 0.0)
        for most in (np.inf, system.values - self.least) if frame.moves else ():
            moved = price, nothing, np.where(self.moving, most, 0.0)
            columns.append(tuple(part[system.printed] for part in moved))
        return columns
