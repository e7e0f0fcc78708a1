"""The dictionary of an extract: what each column is and what each of its codes means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from ..standard.codebook import load_codebook
from ..words.texts import say
from .columns import NO, SUPPRESSED, YES
from .ladder import WHOLE
from .synthetic import OPEN

COLUMNS = ("columna", "etiqueta_columna", "codigo", "etiqueta_codigo")
_MARKS = {WHOLE: "extract_code_whole", SUPPRESSED: "extract_code_suppressed", OPEN: "synthetic_code_open"}


def dictionary_of(records: pd.DataFrame, variables: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """One row for each column of an extract and code that stands in it, with their labels in the language set.

    ``variables`` names the columns of each variable.
    """
    rows = [
        (column, *row)
        for variable, columns in variables.items()
        for column in columns
        for row in _rows(variable, column, records[column])
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(variable: str, column: str, values: pd.Series) -> Iterator[tuple[str, str, str]]:
    book = load_codebook()
    label = book[variable].label()
    present = set(values.unique())
    if column != variable:
        value = book.label(variable, column.removeprefix(f"{variable}_"))
        label = say("extract_column_of_value", variable=label, value=value)
        order = {YES: say("yes"), NO: say("no")}
    else:
        order = {code: book.label(variable, code) for code in book.order(variable, present) if code in present}
    marks = {code: say(key) for code, key in _MARKS.items()}
    known = {**order, **{code: code for code in sorted(present - order.keys() - marks.keys())}, **marks}
    yield from ((label, code, text) for code, text in known.items() if code in present)
