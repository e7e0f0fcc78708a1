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

    ``weights``: how many each row counts; ``units``: which unit it tells of, where a unit has several.
    """

    columns: Mapping[str, Column]
    weights: Codes
    units: Codes | None

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
        return self.units is not None and len(self.only([name]).weights) > _size(self.units)

    def only(self, names: Sequence[str]) -> CodedRows:
        """The same units with some of the columns; rows that are alike become one."""
        columns = {name: self.columns[name] for name in names}
        if self.units is None:
            return CodedRows(*_distinct(columns, self.weights), None)
        units = _size(self.units)
        found, _ = _distinct({"": (self.units, range(units)), **columns}, self.weights)
        each, _ = found.pop("")
        return CodedRows(found, np.ones(len(each), np.int64), each if len(each) > units else None)

    def _counted(self, by: Sequence[str]) -> tuple[dict[str, Column], Codes]:
        rows = self if self.units is None else self.only(by)
        return _distinct({name: rows.columns[name] for name in by}, rows.weights)


def _distinct(columns: Mapping[str, Column], weights: Codes) -> tuple[dict[str, Column], Codes]:
    """The distinct rows of columns, and the weight of those that are alike; of no columns the weight of all."""
    if not columns:
        return {}, np.array([weights.sum()])
    found = collapse([places for places, _ in columns.values()], [len(texts) for _, texts in columns.values()], weights)
    told = zip(columns.items(), found.columns, strict=True)
    return {name: (places, texts) for (name, (_, texts)), places in told}, found.weights


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
        return CodedRows(coded, np.ones(len(rows), np.int64), None)
    units = pd.factorize(rows[unit], use_na_sentinel=False)[0].astype("int64")
    return CodedRows(coded, np.ones(len(rows), np.int64), units).only(columns)


def _coded(values: pd.Series) -> Column:
    """The places of the values among their texts, which are in order."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        texts = [*as_text(pd.Series(values.cat.categories)), NOT_AVAILABLE]
        places, known = pd.factorize(np.array(texts, dtype=object), sort=True)
        return places.astype("int64")[values.cat.codes], list(known)
    places, known = pd.factorize(as_text(values).to_numpy(dtype=object), sort=True)
    return places.astype("int64"), list(known)
