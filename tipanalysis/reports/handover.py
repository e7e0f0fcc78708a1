"""What a running report notebook hands over to the runner: its released tables, or why it stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..pages.workbook import write_workbook
from ..release.release import Release
from ..words.errors import ReportError, TipError
from ..words.settings import LANGS
from ..words.texts import fill
from .workshop import FOLDER_VARIABLE

if TYPE_CHECKING:
    from ..release.audit import Audit

TABLES, PROBLEM, WORKBOOK = "_tablas.json", "_problema.json", "_libro.xlsx"


def explain_errors() -> None:
    """In a notebook, show our errors as their message, never as a traceback."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is not None:
        shell.set_custom_exc((TipError,), _show_problem)


def _show_problem(shell: Any, kind: type, error: TipError, traceback: Any, tb_offset: int | None = None) -> list[str]:
    folder = os.environ.get(FOLDER_VARIABLE)
    if folder:
        problem = {lang: fill(error.key, error.values, lang) for lang in LANGS}
        Path(folder, PROBLEM).write_text(json.dumps(problem, ensure_ascii=False), "utf-8")
    print(error.both())
    return [str(error)]


def hand_over(releases: Mapping[str, Release], verdict: Audit, *, title: str, notes: tuple[str, ...] = ()) -> None:
    """Leave the workbook and the protection status of every table for the runner.

    Run by hand, outside ``tipanalysis report``, it does nothing: nothing is written without being asked for.

    Raises
    ------
    ReportError
        If the audit could work out a small number: such a report is not written.
    """
    if not verdict.passed:
        raise ReportError("reports_audit_failed", reason=verdict.explain()[0])
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        return
    write_workbook(Path(folder, WORKBOOK), releases, title=title, notes=notes)
    summary = {
        "tables": [_status(name, release) for name, release in releases.items()],
        "audit": {"passed": verdict.passed, "summary": verdict.summary()},
    }
    Path(folder, TABLES).write_text(json.dumps(summary, ensure_ascii=False), "utf-8")


def _status(name: str, release: Release) -> dict[str, Any]:
    origin = release.provenance
    return {
        "name": name,
        "by": list(release.by),
        "unit": release.unit,
        "cells": len(release.frame) + len(release.margins),
        "hidden": release.hidden,
        "policy": release.policy.name,
        "where": {selection.variable: list(selection.codes) for selection in origin.where},
        "source": origin.source,
        "checksum": origin.checksum,
        "synthetic": origin.synthetic,
    }
