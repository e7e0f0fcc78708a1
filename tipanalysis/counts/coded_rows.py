"""Rows as whole numbers: each column is coded once, and then every grouping of it is counted fast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..standard.fixed_codes import NOT_AVAILABLE
from .cube_profiles import collapse
from .events import Column, Events, events_of_coded
from .profiles import as_text

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class CodedRows:
    """Rows whose columns are places among their texts in order.

    ``units``: the unit that each row tells of, where a unit may have several; ``weights``: else how many each counts.
    """

    columns: Mapping[str, Column]
    units: Codes | None
    weights: Codes

    def cells(self, by: Sequence[str]) -> pd.DataFrame:
        """The combinations of ``by`` that occur, in the order of their texts, with the number ``n`` of units.

        A unit counts once in each combination; without units each row counts.
        """
        found, counted = self._counted(by)
        texts = {name: pd.Series(np.asarray(column[1])[column[0]], dtype="str") for name, column in found.items()}
        return pd.DataFrame({**texts, "n": counted})

    def events(self, by: Sequence[str], cluster: str) -> Events:
        """How much of each cell of a grouping is one event, see :func:`~tipanalysis.counts.events.events_of`."""
        found, counted = self._counted((*by, cluster))
        event = found.pop(cluster)
        return events_of_coded(found, event, counted)

    def overlaps(self, name: str) -> bool:
        """Whether a unit has rows with different values of a column."""
        return self.units is not None and self._units_with([name]) > self._units_with([])

    def _counted(self, by: Sequence[str]) -> tuple[dict[str, Column], Codes]:
        columns, weights = [self.columns[name][0] for name in by], self.weights
        sizes = [len(self.columns[name][1]) for name in by]
        if self.units is not None:
            each = collapse([self.units, *columns], [_size(self.units), *sizes])
            columns, weights = list(each.columns[1:]), np.ones(len(each), np.int64)
        if not by:
            return {}, np.array([weights.sum()])
        distinct = collapse(columns, sizes, weights)
        found = zip(by, distinct.columns, strict=True)
        return {name: (places, self.columns[name][1]) for name, places in found}, distinct.weights

    def _units_with(self, by: Sequence[str]) -> int:
        assert self.units is not None
        columns = [self.columns[name] for name in by]
        sizes = [len(texts) for _, texts in columns]
        return len(collapse([self.units, *(places for places, _ in columns)], [_size(self.units), *sizes]))


def _size(codes: Codes) -> int:
    return int(codes.max(initial=0)) + 1


def code_rows(rows: pd.DataFrame, columns: Sequence[str], unit: str | None) -> CodedRows:
    """``rows`` with their ``columns`` coded by text; ``unit`` names the column that tells units apart.

    Where no unit has two different rows, rows that are alike become one that counts them all.

    Examples
    --------
    >>> rows = pd.DataFrame({"id_persona": ["a", "a", "b"], "sexo": ["MUJER", "MUJER", None]})
    >>> coded = code_rows(rows, ["sexo"], "id_persona")
    >>> coded.cells(["sexo"]).to_dict("list"), coded.cells([])["n"].tolist(), coded.overlaps("sexo")
    ({'sexo': ['MUJER', 'ND'], 'n': [1, 1]}, [2], False)
    """
    coded = {name: _coded(rows[name]) for name in columns}
    if unit is None:
        return CodedRows(coded, None, np.ones(len(rows), np.int64))
    units = pd.factorize(rows[unit], use_na_sentinel=False)[0].astype("int64")
    sizes = [len(texts) for _, texts in coded.values()]
    each = collapse([units, *(places for places, _ in coded.values())], [_size(units), *sizes])
    told = {name: (places, coded[name][1]) for name, places in zip(coded, each.columns[1:], strict=True)}
    one_row_each = len(each) == _size(units)
    return CodedRows(told, None if one_row_each else each.columns[0], np.ones(len(each), np.int64))


def _coded(values: pd.Series) -> Column:
    """The places of the values among their texts, which are in order."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        texts = [*as_text(pd.Series(values.cat.categories)), NOT_AVAILABLE]
        places, known = pd.factorize(np.array(texts, dtype=object), sort=True)
        return places.astype("int64")[values.cat.codes], list(known)
    places, known = pd.factorize(as_text(values).to_numpy(dtype=object), sort=True)
    return places.astype("int64"), list(known)
