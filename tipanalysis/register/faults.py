"""What could not be read, and what was changed in reading: rows for the log and the list of faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

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


@dataclass
class ReadingNotes:
    """What is written down while a file is read: ``changes`` for the log, ``faults`` for a person to look at."""

    changes: list[pd.DataFrame] = field(default_factory=list)
    faults: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)

    def change(
        self, sheet: str, rows: Sequence[int], variable: str, raw: object, standard: object, rule: object
    ) -> None:
        """Log changes of one variable; each of the last three may be one text or one per row."""
        if len(rows):
            columns = {"hoja": sheet, "fila": [str(row) for row in rows], "variable": variable}
            values = {"crudo": raw, "estandar": standard, "regla": rule}
            self.changes.append(pd.DataFrame({**columns, **values}, columns=list(LOG_COLUMNS)))

    def fault(self, sheet: str, row: int | str, column: str, value: str, kind: str, **values: Any) -> None:
        """Note one fault with its message in the language set."""
        self.faults.append((sheet, str(row), column, value, kind, say(MESSAGES[kind], **values)))

    def settle(self, sheet: str, row: int, column: str) -> None:
        """Take back a fault of a cell that something else in its row has decided."""
        self.faults[:] = [fault for fault in self.faults if fault[:3] != (sheet, str(row), column)]

    def log_frame(self) -> pd.DataFrame:
        """The log, in the order of sheets, rows and variables as read."""
        if not self.changes:
            return pd.DataFrame(columns=list(LOG_COLUMNS), dtype="str")
        return pd.concat(self.changes, ignore_index=True).astype("str")

    def fault_frame(self) -> pd.DataFrame:
        """The faults, in the order in which they were found."""
        return pd.DataFrame(self.faults, columns=list(FAULT_COLUMNS), dtype="str")
