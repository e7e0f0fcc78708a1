"""The doubtful pairs as a workbook that a person fills in, side by side, and back as decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from ...standard.codebook import load_codebook
from ...words.errors import InputError
from ...words.settings import using
from ...words.texts import Phrase, Phrases, say
from ..register import Register
from .links import COMPARISONS, OTHER, SAME, Decision, Links

SHEET = "Pares"
_KEYS = ("lista_a", "id_a", "lista_b", "id_b")
_SIDE = ("hoja", "fila", "ingreso", "sexo", "edad", "nacionalidad", "id_caso")
_SIDES = tuple(f"{name}_{side}" for name in _SIDE for side in "ab")
_FILLED = ("decision", "autor", "fecha", "nota")
COLUMNS = ("probabilidad", *_KEYS, *_SIDES, *COMPARISONS, *_FILLED)
_FIRST = 3
"""Row of the first pair; above it stand two lines of instructions and the header."""


def write_pairs(links: Links, registers: Mapping[str, Register], path: str | Path) -> Path:
    """Write the doubtful pairs as a workbook, the two entries side by side, with a list for the decision; in Spanish.

    Names are not there, because the program does not know them: sheet and row say where to look in the office's own
    file. Whoever decides gives author and date.
    """
    import xlsxwriter

    target, pairs = Path(path), links.doubtful
    facts = {name: _facts(register) for name, register in registers.items()}
    with using("es"), xlsxwriter.Workbook(target) as book:
        book.set_properties({"comments": say("inside_use")})
        page = book.add_worksheet(SHEET)
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        entry = book.add_format({"bg_color": "#FFF7D6", "border": 1, "num_format": "@"})
        page.write(0, 0, say("linking_sheet_how"))
        page.write(1, 0, say("linking_sheet_where"))
        for column, name in enumerate(COLUMNS):
            page.write(_FIRST - 1, column, _heading(name), bold)
            page.set_column(column, column, 34 if name in COMPARISONS else 14)
        for line, pair in enumerate(pairs.to_dict("records"), _FIRST):
            row = {**pair, **_side(facts, pair, "a"), **_side(facts, pair, "b")}
            for column, name in enumerate(COLUMNS):
                _write(page, line, column, name, row, entry if name in _FILLED else wrap)
        choices = [say("linking_same"), say("linking_other")]
        place = COLUMNS.index("decision")
        page.data_validation(_FIRST, place, max(_FIRST, _FIRST + len(pairs) - 1), place, _choice(choices))
        page.freeze_panes(_FIRST, 1 + len(_KEYS))
    return target


def _choice(choices: Sequence[str]) -> dict[str, Any]:
    told = {"error_title": say("linking_column_decision"), "error_message": say("linking_sheet_choice")}
    return {"validate": "list", "source": list(choices), **told}


def _heading(name: str) -> str:
    """The heading of a column; those of the two entries end in A and B."""
    stem, _, side = name.rpartition("_")
    if side in ("a", "b") and stem:
        return f"{say(f'linking_column_{stem}')} {side.upper()}"
    return say(f"linking_column_{name}")


def _facts(register: Register) -> pd.DataFrame:
    """What the clerk may see of each record, by its id."""
    records = register.records.set_index("id")
    places = register.places.drop_duplicates("id").set_index("id").reindex(records.index)
    facts = {"hoja": places["hoja"], "fila": places["fila"]}
    day = next((name for name in ("fecha_registro", "fecha_solicitud") if name in records), None)
    facts["ingreso"] = records[day].dt.strftime("%Y-%m-%d").fillna("") if day else pd.Series("", index=records.index)
    for name in ("sexo", "edad", "id_caso"):
        own = records[name] if name in records else pd.Series("", index=records.index)
        facts[name] = own.astype("str").replace({"<NA>": ""})
    facts["nacionalidad"] = _nationalities(register).reindex(records.index).fillna("")
    facts["sexo"] = facts["sexo"].map(lambda code: _shown("sexo", code))
    return pd.DataFrame(facts)


def _nationalities(register: Register) -> pd.Series:
    child = register.children.get("nacionalidad")
    if child is None:
        return pd.Series(dtype="str")
    labels = child["nacionalidad"].astype("str").map(lambda code: _shown("nacionalidad", code))
    return labels.groupby(child["id"]).agg("; ".join)


def _shown(variable: str, code: str) -> str:
    return load_codebook().label(variable, code, "es") if code else ""


def _side(facts: Mapping[str, pd.DataFrame], pair: Mapping[Any, Any], side: str) -> dict[str, str]:
    own = facts[pair[f"lista_{side}"]].loc[pair[f"id_{side}"]]
    return {f"{name}_{side}": str(own[name]) for name in _SIDE}


def _write(page: Any, line: int, column: int, name: str, row: Mapping[Any, Any], look: Any) -> None:
    if name == "probabilidad":
        page.write_number(line, column, round(float(row[name]), 3), look)
    elif name in _FILLED:
        page.write_blank(line, column, None, look)
    elif name in COMPARISONS:
        page.write_string(line, column, say(f"linking_level_{name}_{row[name]}".lower()), look)
    else:
        page.write_string(line, column, str(row[name]), look)


def read_pairs(path: str | Path) -> tuple[Decision, ...]:
    """The decisions of a filled-in workbook of pairs; lines without one are left for another day.

    Raises
    ------
    InputError
        The workbook is not there or not one of ours, or holds faults: a decision that is neither, one without author
        or date, two decisions about one pair. All of them in one message.
    """
    path = Path(path)
    rows = _rows(path)
    with using("es"):
        words = {say("linking_same").casefold(): SAME, say("linking_other").casefold(): OTHER}
    faults = [fault for line, row in rows for fault in _faults(line, row, words)]
    seen: dict[tuple[str, ...], tuple[int, str]] = {}
    for line, row in rows:
        first, decision = seen.setdefault(tuple(row[name] for name in _KEYS), (line, row["decision"]))
        if decision != row["decision"]:
            faults.append(Phrase("linking_pair_twice", {"row": line, "first": first}))
    if faults:
        raise InputError("linking_pair_faults", file=path.name, n=len(faults), faults=Phrases(tuple(faults)))
    return tuple(_decision(row, words) for _, row in rows)


def _decision(row: Mapping[str, str], words: Mapping[str, str]) -> Decision:
    one, other = ((row[f"lista_{side}"], row[f"id_{side}"]) for side in "ab")
    return Decision(*one, *other, words[row["decision"].casefold()], row["autor"], row["fecha"])


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The lines with a decision, with their row numbers."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(path) as book:
            lines = book.get_sheet_by_name(SHEET).to_python()
    except (CalamineError, OSError):
        raise InputError("linking_pair_unreadable", file=path.name, sheet=SHEET) from None
    with using("es"):
        heads = {_heading(name): name for name in COLUMNS}
    names = [heads.get(str(cell)) for cell in (lines[_FIRST - 1] if len(lines) >= _FIRST else ())]
    missing = [name for name in (*_KEYS, "decision", "autor", "fecha") if name not in names]
    if missing:
        raise InputError("linking_pair_unreadable", file=path.name, sheet=SHEET)
    found = []
    for number, cells in enumerate(lines[_FIRST:], _FIRST + 1):
        row = {name: _text(cell) for name, cell in zip(names, cells, strict=False) if name}
        if row["decision"]:
            found.append((number, row))
    return found


def _text(cell: Any) -> str:
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    return str(cell).strip()


def _faults(line: int, row: Mapping[str, str], words: Mapping[str, str]) -> Iterator[Phrase]:
    if row["decision"].casefold() not in words:
        yield Phrase("linking_pair_word", {"row": line, "given": row["decision"]})
    for name in ("autor", "fecha"):
        if not row[name]:
            yield Phrase("linking_pair_missing", {"row": line, "column": Phrase(f"linking_column_{name}")})
