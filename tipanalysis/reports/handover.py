"""What a running report notebook hands over to the runner: its released tables, or why it stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..pages.workbook import write_workbook
from ..release.attack_verdict import BROKEN
from ..release.held import as_plain
from ..release.ledger import Earlier, given_ledger
from ..release.release import Release
from ..words.errors import ReportError, TipError
from ..words.settings import LANGS
from ..words.texts import fill
from .workshop import FOLDER_VARIABLE

if TYPE_CHECKING:
    from ..release.audit import Audit
    from ..release.suggest import Suggestions

TABLES, PROBLEM, WORKBOOK, CELLS = "_tablas.json", "_problema.json", "_libro.xlsx", "_celdas.json"


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


def hand_over(
    releases: Mapping[str, Release],
    verdict: Audit,
    *,
    title: str,
    notes: tuple[str, ...] = (),
    earlier: Earlier | None = None,
    suggestions: Suggestions | None = None,
) -> None:
    """Leave the workbook and the protection status of every table for the runner.

    Run by hand, outside ``tipanalysis report``, it does nothing: nothing is written without being asked for.
    ``earlier`` is what was published before and given to ``protect_together`` and ``audit``; ``suggestions`` what would
    show more.

    Raises
    ------
    ReportError
        If the audit could work out a small number, or there is a ledger and nobody asked it what was published
        before: such a report is not written.
    """
    if not verdict.passed:
        key = "ledger_audit_failed" if _with_earlier(releases, verdict) else "reports_audit_failed"
        raise ReportError(key, reason=verdict.explain()[0])
    if given_ledger(None) and earlier is None:
        raise ReportError("ledger_not_asked")
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        return
    write_workbook(Path(folder, WORKBOOK), releases, title=title, notes=notes)
    summary = {
        "tables": [_status(name, release) for name, release in releases.items()],
        "audit": {"passed": verdict.passed, "summary": verdict.summary()},
        "suggestions": list(suggestions.sentences() if suggestions else ()),
        "earlier": [name for tables in (earlier.publications if earlier else ()) for name in tables],
        "extracts": _beside_extracts(releases, earlier) if earlier else [],
    }
    Path(folder, TABLES).write_text(json.dumps(summary, ensure_ascii=False), "utf-8")
    if given_ledger(None):
        cells = {name: as_plain(release) for name, release in releases.items()}
        Path(folder, CELLS).write_text(json.dumps(cells, ensure_ascii=False), "utf-8")


def _beside_extracts(releases: Mapping[str, Release], earlier: Earlier) -> list[dict[str, str]]:
    """What whoever has an extract of these people can do with the tables, in each language."""
    if not earlier.extracts:
        return []
    from ..extract.handing_out import warnings_beside

    return [{lang: phrase.spoken(lang) for lang in LANGS} for phrase in warnings_beside(releases, earlier)]


def _with_earlier(releases: Mapping[str, Release], verdict: Audit) -> bool:
    """Whether a table of an earlier publication helps to give the first broken cell away."""
    if given_ledger(None) is None:
        return False
    broken = next(finding for finding in verdict.findings if finding.verdict in BROKEN)
    return any(table not in releases for table in (broken.table, *(table for table, _ in broken.telling)))


def _status(name: str, release: Release) -> dict[str, Any]:
    origin = release.provenance
    return {
        "name": name,
        "by": list(release.by),
        "unit": release.unit,
        "cells": len(release.frame) + len(release.margins),
        "hidden": release.hidden,
        "policy": release.policy.name,
        "method": release.policy.method,
        "base": release.base,
        "measure": release.measure,
        "per": release.per,
        "among": list(release.among),
        "where": {selection.variable: list(selection.codes) for selection in origin.where},
        "source": origin.source,
        "checksum": origin.checksum,
        "synthetic": origin.synthetic,
    }
