"""Our own reports, read back whole: the workbook gives the cells, the manifest beside it what they mean."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ..pages.notes import HIDDEN_MARK
from ..pages.values import NOT_APPLICABLE_MARK
from ..register.file_kind import checksum
from ..register.provenance import Provenance, Selection
from ..register.sheets import load_sheets
from ..release.held import held_release
from ..release.policy import load_policy
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import TOTAL
from ..words.errors import InputError
from ..words.numbers import PERCENT

ENDING = ".manifest.json"
_ENDINGS = (ENDING, ".xlsx", ".html", ".ipynb")
_FIRST_ROW = 4
"""Below a title, a line for a warning, an empty one and the heads."""


def manifests_of(path: Path) -> list[Path]:
    """The manifests behind a path: of a folder all of them, of a file of ours its own; none of any other."""
    if path.is_dir():
        return sorted(path.glob(f"*{ENDING}"))
    for ending in _ENDINGS:
        if path.name.endswith(ending):
            beside = path.with_name(path.name.removesuffix(ending) + ENDING)
            return [beside] if beside.is_file() else []
    return []


def read_ours(manifest: Path) -> dict[str, Release]:
    """The tables of a report, from its workbook and its manifest.

    Raises
    ------
    InputError
        If a file of the report is missing or is not the one that the manifest speaks of.
    """
    try:
        told = json.loads(manifest.read_text("utf-8"))
        for name, seal in told["files"].items():
            _check_unchanged(manifest.with_name(name), seal)
        book = next(manifest.with_name(name) for name in told["files"] if name.endswith(".xlsx"))
        _, *sheets = load_sheets(book, "xlsx")
        named = zip(told["tables"], sheets, strict=True)
        return {facts["name"]: _release(facts, sheet.rows[_FIRST_ROW:]) for facts, sheet in named}
    except (OSError, ValueError, KeyError, TypeError, IndexError, StopIteration):
        raise InputError("published_manifest_broken", file=manifest.name) from None


def _check_unchanged(file: Path, seal: str) -> None:
    if not file.is_file():
        raise InputError("published_file_missing", file=file.name)
    if checksum(file) != seal:
        raise InputError("published_file_changed", file=file.name)


def _release(facts: Mapping[str, Any], rows: Sequence[Sequence[str]]) -> Release:
    by = tuple(facts["by"])
    cells = list(_cells(by, rows, facts.get("measure", "count")))
    body = [cell for cell in cells if TOTAL not in cell.values()]
    margins = [cell for cell in cells if TOTAL in cell.values()]
    estimated = facts.get("measure", "count") in ("share", "rate")
    policy = load_policy(facts["policy"])
    return held_release(
        frame=_frame(by, body, estimated),
        margins=_frame(by, margins, estimated=False),
        by=by,
        unit=facts["unit"],
        provenance=Provenance(
            facts["source"],
            title="",
            file="",
            checksum=facts["checksum"],
            where=tuple(Selection(name, tuple(codes)) for name, codes in facts["where"].items()),
        ),
        policy=policy,
        measure=facts.get("measure", "count"),
        per=facts.get("per", 1),
        among=tuple(facts.get("among", ())),
        multi=tuple(facts.get("multi", _multi(by))),
    )


def _multi(by: Sequence[str]) -> list[str]:
    book = load_codebook()
    return [name for name in by if name in book and book[name].multi]


def _cells(by: Sequence[str], rows: Sequence[Sequence[str]], measure: str) -> Iterator[dict[str, Any]]:
    """Each line of a sheet: its codes, ``n``, and the denominator and estimate where there are any."""
    labels = max(1, len(by))
    for row in rows:
        numbers = [cell for cell in row[labels + len(by) :] if cell]
        if not numbers:
            return
        hidden = numbers[0] == HIDDEN_MARK
        status = "hidden" if hidden else "not_applicable" if numbers[0] == NOT_APPLICABLE_MARK else "shown"
        d, estimate = (_number(cell) for cell in (*numbers[1:3], "", "")[:2])
        scale = PERCENT if measure == "share" else 1
        yield {
            **dict(zip(by, row[labels : labels + len(by)], strict=True)),
            "n": _number(numbers[0]),
            "status": status,
            "d": d,
            "estimate": None if estimate is None or hidden else estimate * scale,
        }


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _frame(by: Sequence[str], cells: Sequence[Mapping[str, Any]], estimated: bool) -> pd.DataFrame:
    kinds = {**dict.fromkeys(by, "str"), "n": "Int64", "status": "str"}
    if estimated:
        kinds |= {"d": "Float64", "estimate": "float64"}
    return pd.DataFrame({name: pd.array([cell[name] for cell in cells], dtype=kind) for name, kind in kinds.items()})
