"""A blank workbook for an office that has no register: one column per datum, with lists of values in Spanish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..standard.codebook import load_codebook
from ..standard.fixed_codes import TO_REVIEW
from ..words.errors import InputError
from ..words.settings import using
from ..words.texts import say
from .ages import OLDEST
from .readers import AGES
from .source_map import load_source_map
from .source_parts import ColumnSpec

SOURCE = "plantilla"
SHEET, LISTS = "Registro", "Listas"
ROWS = 1000
"""Rows for which the template asks for values of its lists."""
_FIRST_DAY, _LAST_DAY = "1990-01-01", "2099-12-31"


def write_template(path: str | Path) -> Path:
    """Write the blank template; ``read_register(path, "plantilla")`` reads it once it is filled in.

    Its columns are those of the source map ``plantilla``; what takes several values has several columns. Each coded
    column has its list (labels of the codebook and reasons for missing), ages and dates their bounds. It has no place
    for names, documents or stories. All of it is in Spanish.

    Raises
    ------
    InputError
        The file is there already: it may hold records, and is never written over.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_template(Path(folder) / "registro.xlsx").name
    'registro.xlsx'
    """
    import xlsxwriter

    target = Path(path)
    if target.exists():
        raise InputError("template_exists", file=target.name)
    columns = load_source_map(SOURCE).columns
    with using("es"), xlsxwriter.Workbook(target) as book:
        book.set_properties({"title": say("template_title")})
        page = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True, "bg_color": "#E7EEF5", "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write(0, 0, say("template_how"), book.add_format({"bold": True}))
        page.write(1, 0, say("template_private"))
        ranges = _write_lists(book.add_worksheet(LISTS), list(dict.fromkeys(column.variable for column in columns)))
        for place, column in enumerate(columns):
            page.write(2, place, column.header, bold)
            page.set_column(place, place, 20, day if _is_day(column.variable) else None)
            page.data_validation(3, place, 2 + ROWS, place, _asked(column, ranges))
        page.freeze_panes(3, 1)
    return target


def _is_day(variable: str) -> bool:
    book = load_codebook()
    return variable in book and book[variable].kind == "date"


def _write_lists(page: Any, variables: Sequence[str]) -> Mapping[str, str]:
    """A hidden sheet with the values of each coded variable; the range of each."""
    from xlsxwriter.utility import xl_col_to_name

    book = load_codebook()
    coded = [name for name in variables if name in book and book[name].is_coded]
    ranges = {}
    for place, name in enumerate(coded):
        codes = [*book[name].codes(), *(code for code in book.missing_codes if code != TO_REVIEW)]
        labels = list(dict.fromkeys(book.label(name, code, "es") for code in codes))
        page.write_column(0, place, [name, *labels])
        letter = xl_col_to_name(place)
        ranges[name] = f"='{LISTS}'!${letter}$2:${letter}${len(labels) + 1}"
    page.hide()
    return ranges


def _asked(column: ColumnSpec, ranges: Mapping[str, str]) -> dict[str, Any]:
    """What a column takes, with what is said to who writes something else."""
    from datetime import date

    variable = column.variable
    book = load_codebook()
    title = column.header[:32]
    if variable in ranges:
        told = {"error_title": title, "error_message": say("template_from_list")}
        return {"validate": "list", "source": ranges[variable], **told}
    if variable in AGES or (variable in book and book[variable].kind == "integer"):
        told = {"error_title": title, "error_message": say("template_whole_number"), "error_type": "warning"}
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 10 * OLDEST, **told}
    if _is_day(variable):
        told = {"error_title": title, "error_message": say("template_day"), "error_type": "warning"}
        first, last = date.fromisoformat(_FIRST_DAY), date.fromisoformat(_LAST_DAY)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last, **told}
    return {"validate": "any", "input_title": title, "input_message": say("template_no_names")}
