"""What a cube is counted from: one small code per record and attribute, from a Register or any frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..register.register import Register
from ..standard.fixed_codes import NOT_AVAILABLE
from .cube_sets import ValueSets, sets_of
from .cube_words import Codes
from .profiles import as_text, columns_of


@dataclass(frozen=True)
class Attribute:
    """One variable of all records.

    ``codes``: a whole number for each record, -1 where the source says nothing. ``texts``: what each code stands
    for; two codes may read alike, as 1 and "1". In a multi-valued variable a code stands for a set of texts, and
    ``sets`` says which.
    """

    name: str
    codes: Codes
    texts: tuple[str, ...]
    sets: ValueSets | None = None

    @property
    def size(self) -> int:
        """How many codes there may be."""
        return len(self.texts) if self.sets is None else len(self.sets)


@dataclass(frozen=True)
class Records:
    """All attributes, how much each record counts (``None``: one), and who it is where somebody has several records."""

    attributes: tuple[Attribute, ...]
    weights: NDArray[Any] | None = None
    persons: Codes | None = None


def records_of_frame(
    data: Any, variables: Sequence[str], weight: str | None, where: Mapping[str, Sequence[str]]
) -> Records:
    """The columns of any frame narwhals knows; what is not in memory comes as distinct combinations with counts."""
    table, counted = columns_of(data, variables, weight=weight, where=where)
    weights = None if counted is None else numbers_of(table[counted].to_pandas())
    attributes = tuple(Attribute(name, *_encoded(table[name])) for name in variables)
    return Records(attributes, weights)


def numbers_of(values: pd.Series) -> NDArray[Any]:
    """Weights: whole numbers where all of them are whole; an empty cell counts nothing."""
    if not pd.api.types.is_numeric_dtype(values):
        values = values.astype("float64")
    filled = values.fillna(0)
    whole = not pd.api.types.is_float_dtype(filled) or (filled % 1 == 0).all()
    return np.asarray(filled, np.int64 if whole else np.float64)


def _encoded(column: nw.Series[Any]) -> tuple[Codes, tuple[str, ...]]:
    native = column.to_native()
    return _encode_pandas(native) if isinstance(native, pd.Series) else _encode_arrow(column.to_arrow())


def _encode_pandas(values: pd.Series) -> tuple[Codes, tuple[str, ...]]:
    if not isinstance(values.dtype, pd.CategoricalDtype):
        codes, uniques = pd.factorize(values)
        return codes, _texts(uniques)
    return values.array.codes, _texts(values.dtype.categories)


def _texts(values: Any) -> tuple[str, ...]:
    """How values read; what is text already stays so, which is much faster."""
    is_text = pd.api.types.infer_dtype(values, skipna=False) == "string"
    return tuple((values if is_text else as_text(pd.Series(values))).tolist())


def _encode_arrow(values: Any) -> tuple[Codes, tuple[str, ...]]:
    import pyarrow as pa

    whole = pa.chunked_array([values]) if isinstance(values, pa.Array) else values
    if not pa.types.is_dictionary(whole.type):
        whole = whole.dictionary_encode()
    array = whole.unify_dictionaries().combine_chunks()
    codes = array.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    return codes, _texts(array.dictionary.to_pandas())


def records_of_register(register: Register, variables: Sequence[str], key: str) -> Records:
    """The variables of a Register, multi-valued ones as sets; ``key``: the column that tells one unit from another."""
    table = register.records
    single = {name: Attribute(name, *_encode_pandas(table[name])) for name in variables if name in table}
    multi = {name: _multi_valued(register, name) for name in variables if name not in single}
    attributes = tuple((single | multi)[name] for name in variables)
    if key != "id":
        return Records(attributes, persons=pd.factorize(table[key], use_na_sentinel=False)[0])
    return Records(attributes, numbers_of(table["peso"]) if "peso" in table else None)


def _multi_valued(register: Register, name: str) -> Attribute:
    child = register.children[name]
    rows = pd.Index(register.records["id"]).get_indexer(child["id"])
    codes, texts = _encode_pandas(child[name])
    known = rows >= 0
    sets, each = sets_of(rows[known], codes[known] % (len(texts) + 1), len(register), missing=len(texts))
    return Attribute(name, each, (*texts, NOT_AVAILABLE), sets)
