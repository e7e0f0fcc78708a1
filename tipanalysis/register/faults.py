"""What could not be read, and what was changed in reading: rows for the log and the list of faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from ..words.texts import say
from .register import FAULT_COLUMNS, LOG_COLUMNS

MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "valor_desconocido": "register_fault_value_unknown",
        "valor_ambiguo": "register_fault_value_ambiguous",
        "valor_invalido": "register_fault_value_invalid",
        "numero_desconocido": "register_fault_number_unknown",
        "numero_ambiguo": "register_fault_number_ambiguous",
        "edad_desconocida": "register_fault_age_unknown",
        "edad_imposible": "register_fault_age_impossible",
        "edad_anio_nacimiento": "register_fault_age_birth_year",
        "edad_cero": "register_fault_age_zero",
        "edad_cruza_18": "register_fault_age_crosses_18",
        "edad_y_nacimiento": "register_fault_age_and_birth",
        "fecha_desconocida": "register_fault_date_unknown",
        "fecha_imposible": "register_fault_date_impossible",
        "fecha_siglo_dudoso": "register_fault_date_century",
        "fechas_al_reves": "register_fault_dates_reversed",
        "nacimiento_despues": "register_fault_birth_after",
        "marcas_contradictorias": "register_fault_marks",
        "contradiccion": "register_fault_contradiction",
        "sin_id": "register_fault_no_id",
        "columna_no_leida": "register_fault_column_unread",
        "columna_identificadora": "register_fault_column_identifier",
        "celdas_sobrantes": "register_fault_cells_beyond",
        "hoja_no_leida": "register_fault_sheet_unread",
        "hoja_oculta": "register_fault_sheet_hidden",
        "filas_ocultas": "register_fault_rows_hidden",
        "columnas_ocultas": "register_fault_columns_hidden",
        "comentarios": "register_fault_comments",
    }
)
"""The text of each kind of fault."""


_MOST_ROWS = 1 << 40
"""More rows than a sheet can have."""


@dataclass(frozen=True)
class Changes:
    """Changes of one variable in one sheet: for each row, which of a few (raw, standard, rule) it is."""

    sheet: str
    rows: Sequence[int | str] | np.ndarray
    variable: str
    which: np.ndarray
    texts: Sequence[tuple[str, str, str]]


@dataclass
class ReadingNotes:
    """What is written down while a file is read: ``changes`` for the log, ``faults`` for a person to look at.

    ``sheets`` are those of the file, in order.
    """

    sheets: Sequence[str] = ()
    changes: list[Changes] = field(default_factory=list)
    faults: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)

    def change(self, sheet: str, rows: Sequence[int], variable: str, raw: str, standard: str, rule: str) -> None:
        """Log the same change of one variable in some rows."""
        self.recode(sheet, rows, variable, np.zeros(len(rows), dtype=np.intp), [(raw, standard, rule)])

    def recode(
        self,
        sheet: str,
        rows: Sequence[int] | np.ndarray,
        variable: str,
        which: np.ndarray,
        texts: Sequence[tuple[str, str, str]],
    ) -> None:
        """Log the changes of one variable: for each row the place of its raw text, standard value and rule."""
        if len(rows):
            self.changes.append(Changes(sheet, rows, variable, which, texts))

    def fault(self, sheet: str, row: int | str, column: str, value: str, kind: str, **values: Any) -> None:
        """Note one fault with its message in the language set."""
        self.faults.append((sheet, str(row), column, value, kind, say(MESSAGES[kind], **values)))

    def settle(self, sheet: str, rows: Iterable[int], column: str) -> None:
        """Take back the faults of cells that something else in their rows has decided."""
        decided = {(sheet, str(row), column) for row in rows}
        if decided:
            self.faults[:] = [fault for fault in self.faults if fault[:3] not in decided]

    def log_frame(self) -> pd.DataFrame:
        """The log: sheet by sheet, row by row, in a row as its cells were read."""
        if not self.changes:
            return pd.DataFrame(columns=list(LOG_COLUMNS), dtype="str")
        parts = self.changes
        part_of = np.repeat(np.arange(len(parts)), [len(part.which) for part in parts])
        rows = np.concatenate([_numbers(part.rows) for part in parts])
        sheets = {name: place for place, name in enumerate(dict.fromkeys([*self.sheets, *(p.sheet for p in parts)]))}
        order = np.lexsort((rows, np.array([sheets[part.sheet] for part in parts])[part_of]))
        starts = np.cumsum([0, *(len(part.texts) for part in parts)])
        which = np.concatenate([part.which for part in parts]) + starts[part_of]
        texts = zip(*(text for part in parts for text in part.texts), strict=True)
        part_of, which = part_of[order], which[order]
        places, numbers = pd.factorize(rows[order])
        frame = {
            "hoja": _spread([part.sheet for part in parts], part_of),
            "fila": _spread([str(number) if number else "" for number in numbers], places),
            "variable": _spread([part.variable for part in parts], part_of),
            **{name: _spread(column, which) for name, column in zip(LOG_COLUMNS[3:], texts, strict=True)},
        }
        return pd.DataFrame(frame)

    def fault_frame(self) -> pd.DataFrame:
        """The faults: sheet by sheet, row by row, those of whole sheets and columns first."""
        return in_row_order(pd.DataFrame(self.faults, columns=list(FAULT_COLUMNS), dtype="str"), self.sheets)


def _numbers(rows: Sequence[int | str] | np.ndarray) -> np.ndarray:
    """Rows as numbers; 0 stands for none."""
    return np.array([row or 0 for row in rows] if isinstance(rows, list) else rows, dtype=np.int64)


def _spread(texts: Sequence[str], places: np.ndarray) -> Any:
    """A text for each place, each distinct one made once."""
    return pd.array(np.array(texts, dtype=object), dtype="str").take(places)


def in_row_order(table: pd.DataFrame, sheets: Sequence[str]) -> pd.DataFrame:
    """Lines about places of a file in the order of the file; ``sheets`` in theirs. Lines of one row keep theirs."""
    named, names = pd.factorize(table["hoja"])
    order = {name: place for place, name in enumerate(dict.fromkeys([*sheets, *names]))}
    key = np.array([order[name] for name in names], dtype=np.int64)[named] * _MOST_ROWS + row_numbers(table["fila"])
    return table.take(np.argsort(key, kind="stable")).reset_index(drop=True)


def row_numbers(rows: pd.Series) -> np.ndarray:
    """Rows written as texts, as numbers; 0 stands for none."""
    places, texts = pd.factorize(rows)
    numbers: np.ndarray = pd.to_numeric(pd.Series(texts, dtype="object"), errors="coerce").fillna(0).to_numpy(np.int64)
    spread: np.ndarray = numbers.take(places)
    return spread
