"""Rows as whole numbers: each column is coded once, and then every grouping of it is counted fast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .cube_profiles import collapse
from .profiles import as_text

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class CodedRows:
    """The columns of rows, each as places among its texts in order; the units as places among theirs."""

    columns: Mapping[str, Codes]
    texts: Mapping[str, NDArray[Any]]
    units: Codes | None
    rows: int

    def cells(self, by: Sequence[str]) -> pd.DataFrame:
        """The combinations of ``by`` that occur, in the order of their texts, with the number ``n`` of units.

        A unit counts once in each combination; without units each row counts.
        """
        found, counted = self._counted(by)
        texts = {name: pd.Series(self.texts[name][column], dtype="str") for name, column in zip(by, found, strict=True)}
        return pd.DataFrame({**texts, "n": counted.astype("int64")})

    def overlaps(self, name: str) -> bool:
        """Whether a unit has rows with different values of a column."""
        return self._units_with([name]) > self._units_with([])

    def _counted(self, by: Sequence[str]) -> tuple[Sequence[Codes], NDArray[Any]]:
        columns, sizes = [self.columns[name] for name in by], [len(self.texts[name]) for name in by]
        if self.units is not None:
            each = collapse([self.units, *columns], [_size(self.units), *sizes])
            columns = list(each.columns[1:])
            if not by:
                return [], np.array([len(each)])
        elif not by:
            return [], np.array([self.rows])
        distinct = collapse(columns, sizes)
        return distinct.columns, distinct.weights

    def _units_with(self, by: Sequence[str]) -> int:
        assert self.units is not None
        columns = [self.columns[name] for name in by]
        return len(collapse([self.units, *columns], [_size(self.units), *(len(self.texts[name]) for name in by)]))


def _size(codes: Codes) -> int:
    return int(codes.max(initial=0)) + 1


def code_rows(rows: pd.DataFrame, columns: Sequence[str], unit: str | None) -> CodedRows:
    """``rows`` with their ``columns`` coded by text; ``unit`` names the column that tells units apart.

    Examples
    --------
    >>> rows = pd.DataFrame({"id_persona": ["a", "a", "b"], "sexo": ["MUJER", "MUJER", None]})
    >>> coded = code_rows(rows, ["sexo"], "id_persona")
    >>> coded.cells(["sexo"]).to_dict("list"), coded.cells([])["n"].tolist(), coded.overlaps("sexo")
    ({'sexo': ['MUJER', 'ND'], 'n': [1, 1]}, [2], False)
    """
    coded = {name: pd.factorize(as_text(rows[name]).to_numpy(dtype=object), sort=True) for name in columns}
    units = None if unit is None else pd.factorize(rows[unit], use_na_sentinel=False)[0].astype("int64")
    places = {name: codes.astype("int64") for name, (codes, _) in coded.items()}
    return CodedRows(places, {name: np.asarray(texts) for name, (_, texts) in coded.items()}, units, len(rows))
