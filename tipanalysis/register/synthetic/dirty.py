"""A realistically dirty workbook of a synthetic register, with a log that knows every error put in.

``write_dirty_workbook(register, path, seed=...)`` writes the sheets below. The layout is data:
``data/sheets.csv`` (sheet, years, who, header rows), ``columns.csv`` (sheet, order, header,
second header, variable, style), ``values.csv`` (how each code is spelt; ``hoja`` ``*`` holds everywhere,
a named sheet overrides) and ``patterns.csv`` (dirty spellings).

========================  ==============================================================================
Sheet                     How it is laid out
========================  ==============================================================================
``LEAME``                 words only: DATOS SINTÉTICOS, colour key. No records.
``2010-2014``             titles in rows 1-3, header in row 4. ``Año`` is merged down over the rows of a
                          year; after each year a row ``Subtotal 2010`` (``N.º exp.`` empty, a number in
                          ``Edad``), at the end ``TOTAL``; then an empty row and footnotes (``Fuente:``,
                          ``Nota:`` in column A). The outcome has no column: the fill of the cell
                          ``N.º exp.`` says it (C6EFCE accredited, FFC7CE denied, D9D9D9 archived,
                          FFEB9C withdrawn; no fill: dependants and applications without outcome).
                          ``Sexo``: F = mujer, M = hombre (masculino). Several values in a cell: `` / ``.
``2015-2017``             title in row 1, header in row 2. **One row per purpose** (``Finalidad``): the other
                          cells repeat. ``Sexo``: M = mujer, H = hombre. ``País de origen`` holds country
                          names. Dates are text ``dd/mm/aaaa``. Several values: ``, `` (nationality `` / ``).
``2018-2020``             title in rows 1-2, header in rows 3-4: groups in row 3 (merged), names in row 4
                          (``Sexo`` over ``H`` and ``M``, marked ``X``; ``Persona`` over ``Edad`` ...).
                          ``Teléfono`` is a hidden column; footnotes at the end. Several values: ``; ``.
``2021-2022``             title in row 1, header in row 2. Several values: ``; ``. A row ``Total 2021`` after
                          the first year and ``Total 2022`` at the end (first column).
``2023-2024 GTT``         adults. Titles in rows 1-2, header in row 3. Column ``Delito``: rows with
                          ``Tráfico ilícito`` are not of this register. Dates are text. Footnotes.
``2023-2024 PANI``        under 18. Title in row 1, header in row 2. ``Sexo``: 1 = hombre, 2 = mujer;
                          ``Provincia``: 1-7, 8 = exterior; ``Acreditada por ERI``: Sí / No / No, archivada /
                          No, desistió / Pendiente de resolver.
``Códigos PANI``          the dictionary of that institution. No records.
``Resumen``               totals by year. No records.
========================  ==============================================================================

Everywhere: the file number in the register is ``2013-012`` (year and three digits); in the sheets it
appears as ``ERI-012-2013`` (in PANI ``PANI-012-2023``) and, as pattern 129, ``012-13`` or ``12/2013``. An
empty cell means ND (not available in the source); a dependant has the outcome ``No aplica``.
``Cód. persona`` and ``N.º operativo`` hold ``PS-0001`` and ``EV-0001`` (no identifiers of people). Names
(``PERSONA SINTÉTICA 0001``), documents (``9-9999-0001``), telephones (``0000-0001``) and narratives are
impossible on purpose and are not variables. A planted duplicate has a file number of the series
``2019-901`` and a line in the error log with the file number of the true application.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from ..register import Register
from .calibration import load_parameters
from .dirty_layout import write_sheets
from .dirty_patterns import inject_patterns
from .dirty_rows import Cell, Sheet, build_sheets, plant_duplicates, plant_smuggling
from .make import SEED

LOG_COLUMNS = ("hoja", "fila", "columna", "variable", "patron", "crudo", "verdadero", "id_solicitud", "ambiguo")


def write_dirty_workbook(register: Register, path: str | Path, seed: int = SEED) -> pd.DataFrame:
    """Write ``register`` as a dirty workbook at ``path`` and return the log of every error put in.

    Every record stands in the workbook once (in ``2015-2017`` in one row per purpose); planted duplicates
    and rows of another offence are extra and logged. The log has one row per changed cell or feature of
    layout: sheet, row and column (as a spreadsheet shows them), variable, number of the pattern, raw and
    true value, file number, and whether the true value cannot be told from the raw one (``ambiguo``).
    The same register and seed give the same cells.

    Examples
    --------
    >>> import tempfile
    >>> from tipanalysis.register.synthetic import make_synthetic
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     log = write_dirty_workbook(make_synthetic(), Path(folder) / "sucio.xlsx")
    >>> log["patron"].nunique() >= 60
    True
    """
    rng = np.random.default_rng(seed)
    sheets = build_sheets(register)
    plant_duplicates(rng, sheets)
    plant_smuggling(rng, sheets)
    cells = inject_patterns(rng, sheets)
    rows = write_sheets(sheets, Path(path))
    log = [*_structure_lines(), *_split_lines(sheets, rows), *_extra_lines(sheets, rows), *_cell_lines(cells, rows)]
    return pd.DataFrame(log, columns=list(LOG_COLUMNS)).astype({"fila": "Int64"})


def _structure_lines() -> list[dict[str, object]]:
    """Features of layout: true of a whole sheet."""
    return [
        {"hoja": row["hoja"], "patron": int(row["patron"]), "crudo": row["que"], "ambiguo": False}
        for row in load_parameters("structure")
    ]


def _split_lines(sheets: list[Sheet], rows: dict[tuple[str, str], int]) -> list[dict[str, object]]:
    """Records that stand in several rows, one a purpose."""
    return [
        {"hoja": sheet.name, "fila": rows[sheet.name, record.key], "variable": "finalidad_detalle", "patron": 127}
        | {"crudo": str(record.height), "verdadero": "1", "id_solicitud": record.id, "ambiguo": False}
        for sheet in sheets
        for record in sheet.records
        if record.height > 1
    ]


def _extra_lines(sheets: list[Sheet], rows: dict[tuple[str, str], int]) -> list[dict[str, object]]:
    """Rows that are no application of the register: duplicates and another offence."""
    return [
        {"hoja": sheet.name, "fila": rows[sheet.name, record.key], "variable": "id", "patron": record.extra}
        | {"crudo": record.key, "verdadero": record.id, "id_solicitud": record.id, "ambiguo": not record.id}
        for sheet in sheets
        for record in sheet.records
        if record.extra
    ]


def _cell_lines(cells: list[Cell], rows: dict[tuple[str, str], int]) -> list[dict[str, object]]:
    return [
        {"hoja": cell.sheet, "fila": rows[cell.sheet, cell.record], "columna": cell.column, "variable": cell.variable}
        | {"patron": cell.pattern, "crudo": str(cell.raw or ""), "verdadero": cell.true}
        | {"id_solicitud": cell.id, "ambiguo": cell.ambiguous}
        for cell in cells
    ]
