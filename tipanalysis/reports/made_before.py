"""Whether a report is made already: with the same parameters, data, notebook and versions, and all its files whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..register.file_kind import checksum
from ..release.ledger import open_ledger
from .manifest import facts_before
from .plan import PlannedReport


def is_made(plan: PlannedReport, ledger: Path | None = None) -> bool:
    """Whether making the report again would write what is there.

    With a ledger, a report is made only if it was written down there; without one, only if it was not protected
    together with earlier publications.
    """
    told = _manifest(plan.files["manifest"])
    if told is None or any(told.get(name) != fact for name, fact in facts_before(plan.spec, plan.values).items()):
        return False
    recorded = _is_recorded(plan, ledger) if ledger else not told.get("earlier")
    return recorded and _whole(plan, told.get("files"))


def _manifest(path: Path) -> dict[str, Any] | None:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def _is_recorded(plan: PlannedReport, ledger: Path) -> bool:
    return any(publication.report == plan.stem for publication in open_ledger(ledger).publications())


def _whole(plan: PlannedReport, told: Any) -> bool:
    """Whether all files but the manifest are there with the checksums that it names."""
    wanted = {path.name: path for part, path in plan.files.items() if part != "manifest"}
    if not isinstance(told, Mapping) or not set(told) >= set(wanted):
        return False
    return all(path.is_file() and checksum(path) == told[name] for name, path in wanted.items())
