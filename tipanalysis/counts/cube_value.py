"""Cube: the counts of every grouping of a few variables, compact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..register.provenance import Provenance
from ..words.errors import CountsError
from .count import MENTION, names_of, subsets
from .counts import TOTAL, Counts
from .cube_cells import Cells


@dataclass(frozen=True, repr=False, eq=False)
class Cube:
    """How many units fall in each combination of levels of up to ``order`` of the ``variables``.

    Counts of people, not records of people; unknowns are levels. Only cells that are not zero are kept, as arrays.
    ``levels``: of each variable, in codebook order. ``total``: units counted; for mentions, records. ``multi``:
    variables in which one unit may stand in several cells, so that margins are counted and never added up. With
    weights that are no whole numbers the cells hold sums, which :meth:`table` gives and :meth:`counts` refuses.
    """

    variables: tuple[str, ...]
    order: int
    levels: Mapping[str, tuple[str, ...]]
    unit: str
    total: int | float
    provenance: Provenance
    multi: tuple[str, ...]
    parts: Mapping[tuple[str, ...], Cells]

    def __repr__(self) -> str:
        return (
            f"Cube({len(self.variables)} variables, order {self.order}, {len(self)} groupings, {self.size} cells "
            f"of {self.total} × {self.unit})"
        )

    def __len__(self) -> int:
        return len(self.parts)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """The groupings, small ones first; each can be handed to :meth:`counts`, :meth:`table` or :meth:`cells`."""
        return iter(self.parts)

    @property
    def size(self) -> int:
        """Cells that are not zero, in all groupings."""
        return sum(len(cells) for cells in self.parts.values())

    @property
    def nbytes(self) -> int:
        """Memory that the cells take."""
        return sum(cells.nbytes for cells in self.parts.values())

    def cells(self, by: str | Sequence[str] = ()) -> Cells:
        """The cells of a grouping that are not zero, its variables in the order of the cube."""
        names = self._known(by)
        return self.parts[tuple(name for name in self.variables if name in names)]

    def _known(self, by: str | Sequence[str]) -> tuple[str, ...]:
        names = names_of(by)
        strangers = [name for name in names if name not in self.variables]
        if strangers:
            raise CountsError("cube_variable_missing", given=", ".join(strangers), known=", ".join(self.variables))
        if len(names) > self.order:
            raise CountsError("cube_order_exceeded", given=", ".join(names), order=self.order)
        if self.unit == MENTION and not set(names) & set(self.multi):
            known = ", ".join(name for name in self.variables if name in self.multi)
            raise CountsError("counts_mention_needs_multi", given=", ".join(names), known=known)
        return names

    def counts(self, by: str | Sequence[str] = ()) -> Counts:
        """The same :class:`Counts` that ``count_by`` gives for these variables, without counting again.

        Raises
        ------
        CountsError
            For variables that the cube does not have, for more of them than its order, and where weights are no
            whole numbers.
        """
        names = self._known(by)
        if isinstance(self.total, float):
            raise CountsError("cube_not_whole", total=self.total)
        body = self._array(names)
        margins = {each: self._margin(body, names, each) for each in subsets(names)}
        frame = self._frame(names, body)
        margin_frame = _joined([self._frame(each, table, names) for each, table in margins.items()], frame)
        total = int(margins[()]) if names else int(body)
        multi = () if self.unit == MENTION else tuple(name for name in names if name in self.multi)
        return Counts(frame, margin_frame, names, self.unit, total, self.provenance, multi)

    def _array(self, names: tuple[str, ...]) -> NDArray[Any]:
        """All cells of a grouping, one axis for each variable, in the order asked for."""
        table = self.cells(names).table()
        standing = [name for name in self.variables if name in names]
        return table.transpose([standing.index(name) for name in names])

    def _margin(self, body: NDArray[Any], names: tuple[str, ...], kept: tuple[str, ...]) -> NDArray[Any]:
        """Counted, never added up; but mentions are what is added up."""
        if self.unit == MENTION:
            return np.asarray(body.sum(axis=tuple(axis for axis, name in enumerate(names) if name not in kept)))
        return self._array(kept)

    def _frame(self, names: tuple[str, ...], table: NDArray[Any], among: tuple[str, ...] | None = None) -> pd.DataFrame:
        """A table as rows; of the variables ``among`` that it does not have, the total."""
        grids = dict(zip(names, np.indices(table.shape), strict=True))
        columns = {
            name: np.array(self.levels[name], dtype=object)[grids[name].ravel()] if name in grids else TOTAL
            for name in among or names
        }
        frame = pd.DataFrame(columns, index=range(table.size))
        return frame.astype("str").assign(n=table.ravel())

    def table(self, by: str | Sequence[str] = ()) -> pd.DataFrame:
        """All combinations of the levels of a grouping, in their order, with ``n``."""
        names = self._known(by)
        return self._frame(names, self._array(names))

    def to_frame(self) -> pd.DataFrame:
        """Every cell that is not zero, of all groupings, as one long frame; ``TOTAL`` where a variable is summed out.

        Columns: the variables as categories, then ``n``.
        """
        parts = {by: cells.sorted() for by, cells in self.parts.items()}
        columns = {name: self._long_column(name, parts) for name in self.variables}
        return pd.DataFrame({**columns, "n": np.concatenate([cells.n for cells in parts.values()])})

    def _long_column(self, name: str, parts: Mapping[tuple[str, ...], Cells]) -> pd.Categorical:
        levels = self.levels[name]
        places = [
            cells.codes()[by.index(name)] if name in by else np.full(len(cells), len(levels))
            for by, cells in parts.items()
        ]
        return pd.Categorical.from_codes(np.concatenate(places), categories=[*levels, TOTAL])


def _joined(frames: list[pd.DataFrame], body: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(frames, ignore_index=True) if frames else body.head(0)
