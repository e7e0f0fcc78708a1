"""The review queue as a workbook that a person fills in, and back as rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from ...standard.codebook import load_codebook
from ...words.errors import InputError
from ...words.settings import using
from ...words.texts import Phrase, say
from ..readers import AGES
from .rules import KEEP, Rule, is_value, refuse_faults

SHEET, LISTS = "Revisión", "Códigos"
COLUMNS = (
    *("fuente", "variable", "nombre", "crudo", "casos", "valor_actual", "motivo", "sugerencias"),
    *("decision", "hoja", "fila", "autor", "fecha", "nota"),
)
_NEEDED = ("fuente", "variable", "crudo", "decision", "hoja", "fila", "autor", "fecha")
_WIDTHS = {"crudo": 28, "motivo": 60, "sugerencias": 40, "decision": 34, "nota": 30, "nombre": 28}
_FIRST = 3
"""Row of the first value; above it stand two lines of instructions and the header."""
_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
"""A day as it is written in the region; it is kept with the year first."""
_CODE = re.compile(r"\[([^\[\]]+)\]\s*$")


def write_review(queue: pd.DataFrame, path: str | Path) -> Path:
    """Write a review queue as a workbook with an empty column for the decision; texts and lists in Spanish.

    A decision is a code (chosen from the list, or several joined with ``;``), an age or a day, a reason for missing,
    or ``=``: the value stands as it was read. Author and date are asked for with each decision.
    """
    import xlsxwriter

    target = Path(path)
    with using("es"), xlsxwriter.Workbook(target) as book:
        book.set_properties({"comments": say("inside_use")})
        page = book.add_worksheet(SHEET)
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        entry = book.add_format({"bg_color": "#FFF7D6", "border": 1, "num_format": "@"})
        page.write(0, 0, say("cleaning_sheet_how"))
        page.write(1, 0, say("cleaning_sheet_alone"))
        for column, name in enumerate(COLUMNS):
            page.write(_FIRST - 1, column, say(f"cleaning_column_{name}"), bold)
            page.set_column(column, column, _WIDTHS.get(name, 14))
        ranges = _write_lists(book.add_worksheet(LISTS), queue["variable"].unique().tolist())
        for line, row in enumerate(queue.to_dict("records"), _FIRST):
            _write_row(page, line, row, wrap, entry)
            _ask(page, line, str(row["variable"]), ranges)
        page.freeze_panes(_FIRST, 4)
    return target


def _write_row(page: Any, line: int, row: Mapping[Any, Any], wrap: Any, entry: Any) -> None:
    variable = str(row["variable"])
    shown = {
        **row,
        "nombre": _label(variable),
        "valor_actual": "; ".join(_shown(variable, code) for code in str(row["valor_actual"]).split("|")),
        "sugerencias": "; ".join(_shown(variable, code) for code in str(row["sugerencias"]).split("|") if code),
    }
    for column, name in enumerate(COLUMNS):
        if name == "casos":
            page.write_number(line, column, int(row[name]), wrap)
        elif name in ("decision", "autor", "fecha", "nota"):
            page.write_blank(line, column, None, entry)
        else:
            page.write_string(line, column, str(shown.get(name, "")), wrap)


def _label(variable: str) -> str:
    book = load_codebook()
    return book[variable].label("es") if variable in book else variable


def _shown(variable: str, code: str) -> str:
    """A code as the lists show it: its label with the code in brackets; plain values as they are."""
    book = load_codebook()
    known = variable in book and (code in book[variable].codes() or book.is_missing(code))
    return f"{book.label(variable, code, 'es')} [{code}]" if known else code


def _write_lists(page: Any, variables: Sequence[str]) -> Mapping[str, str]:
    """One column of codes per variable; the range of each for its list of choices."""
    import xlsxwriter.utility as places

    book = load_codebook()
    ranges = {}
    for column, variable in enumerate(variable for variable in variables if variable in book):
        codes = [*book[variable].codes(), *(code for code in book.missing_codes if code != "ERR")]
        entries = [_shown(variable, code) for code in codes]
        page.write_column(0, column, [variable, KEEP, *entries])
        letter = places.xl_col_to_name(column)
        ranges[variable] = f"'{LISTS}'!${letter}$2:${letter}${len(entries) + 2}"
    page.hide()
    return ranges


def _ask(page: Any, line: int, variable: str, ranges: Mapping[str, str]) -> None:
    """A list of choices for the decision; another entry is warned about, not refused: several codes are allowed."""
    place = COLUMNS.index("decision")
    if variable in ranges:
        options = {"validate": "list", "source": f"={ranges[variable]}", "error_type": "warning"}
        options |= {"input_title": say("cleaning_ask_title"), "input_message": say("cleaning_ask_message")}
        options |= {"error_title": say("cleaning_ask_title"), "error_message": say("cleaning_ask_other")}
        page.data_validation(line, place, line, place, options)


def read_review(path: str | Path) -> tuple[Rule, ...]:
    """The decisions of a filled-in review workbook as rules; lines without a decision are left for another day.

    Raises
    ------
    InputError
        The workbook is not there or not one of ours, or holds faults: decisions that are no value of their variable,
        decisions without author or date, two decisions for the same thing. All of them in one message.
    """
    path = Path(path)
    rows = _rows(path)
    faults = [fault for line, row in rows for fault in _faults(line, row)]
    seen: dict[tuple[str, ...], tuple[int, str]] = {}
    for line, row in rows:
        key = tuple(row[name] for name in ("fuente", "variable", "crudo", "valor_actual", "hoja", "fila"))
        first, decision = seen.setdefault(key, (line, row["decision"]))
        if decision != row["decision"]:
            faults.append(Phrase("cleaning_review_twice", {"row": line, "first": first, "given": row["crudo"]}))
    refuse_faults(path.name, faults)
    return tuple(_rule(line, row) for line, row in rows)


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The lines with a decision, with their row numbers."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        lines = list(book[SHEET].iter_rows(values_only=True))
        book.close()
    except (OSError, KeyError, ValueError, EOFError) as error:
        raise InputError("cleaning_review_unreadable", file=path.name, sheet=SHEET) from error
    except Exception as error:
        if type(error).__name__ not in ("BadZipFile", "InvalidFileException"):
            raise
        raise InputError("cleaning_review_unreadable", file=path.name, sheet=SHEET) from None
    heads = {say(f"cleaning_column_{name}", lang="es"): name for name in COLUMNS}
    names = [heads.get(str(cell)) for cell in (lines[_FIRST - 1] if len(lines) >= _FIRST else ())]
    missing = [say(f"cleaning_column_{name}", lang="es") for name in _NEEDED if name not in names]
    if missing:
        raise InputError("cleaning_rules_columns", file=path.name, missing=", ".join(missing))
    found = []
    for number, cells in enumerate(lines[_FIRST:], _FIRST + 1):
        row = {name: _text(cell) for name, cell in zip(names, cells, strict=True) if name}
        row |= {name: _DAY.sub(_year_first, row[name]) for name in ("decision", "fecha")}
        if row["decision"]:
            found.append((number, {name: row.get(name, "") for name in COLUMNS}))
    return found


def _text(cell: Any) -> str:
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _year_first(day: re.Match[str]) -> str:
    return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"


def _faults(line: int, row: Mapping[str, str]) -> Iterator[Phrase]:
    variable = row["variable"]
    if variable not in load_codebook():
        yield Phrase("cleaning_review_variable", {"row": line, "given": variable})
        return
    for code in _codes(variable, row["decision"]):
        if not is_value(variable, code):
            values = {"row": line, "given": code, "variable": variable}
            yield Phrase("cleaning_review_code", values)
    if len(_codes(variable, row["decision"])) > 1 and not load_codebook()[variable].multi:
        yield Phrase("cleaning_review_single", {"row": line, "variable": variable})
    if row["decision"] == KEEP and "[ERR]" in row["valor_actual"] + f"[{row['valor_actual']}]":
        yield Phrase("cleaning_review_keep", {"row": line})
    for name in ("autor", "fecha"):
        if not row[name]:
            yield Phrase("cleaning_review_missing", {"row": line, "column": Phrase(f"cleaning_column_{name}")})
    if row["fecha"] and not is_value("fecha_registro", row["fecha"]):
        yield Phrase("cleaning_review_day", {"row": line, "given": row["fecha"]})


def _codes(variable: str, decision: str) -> tuple[str, ...]:
    """The codes of a decision: in brackets after a label, as codes, or as names that the codebook knows."""
    book = load_codebook()
    codes = []
    for part in re.split(r"[;|]", decision):
        text = part.strip()
        bracketed = _CODE.search(text)
        code = bracketed[1] if bracketed else text
        if code == KEEP or variable in AGES or not book[variable].is_coded:
            codes.append(code)
        else:
            codes.append(code if code in (*book[variable].codes(), *book.missing_codes) else _named(variable, code))
    return tuple(codes)


def _named(variable: str, text: str) -> str:
    return load_codebook()[variable].find(text) or text


def _rule(line: int, row: Mapping[str, str]) -> Rule:
    return Rule(
        regla=f"revision_{row['fecha']}_{line}",
        fuente=row["fuente"],
        variable=row["variable"],
        crudo=row["crudo"],
        estandar="|".join(_codes(row["variable"], row["decision"])),
        tipo="exacta",
        autor=row["autor"],
        fecha=row["fecha"],
        nota=row["nota"],
        hoja=row["hoja"],
        fila=row["fila"],
        by_person=True,
    )
