"""The manifest: everything needed to make the same report again and to defend it."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .. import __version__
from .inputs import input_checksums
from .spec import ReportSpec

_PACKAGES = ("pandas", "numpy", "scipy", "matplotlib", "narwhals", "papermill", "nbconvert", "babel")


def write_manifest(path: Path, spec: ReportSpec, values: Mapping[str, str], summary: Mapping[str, Any]) -> None:
    """Write parameters, versions, seeds, checksums and the protection status of every table, as JSON."""
    facts = {
        "report": spec.name,
        "title": spec.title(),
        **facts_before(spec, values),
        "data_sha256": sorted({table["checksum"] for table in summary["tables"]}),
        "synthetic": any(table["synthetic"] for table in summary["tables"]),
        "seeds": {"PYTHONHASHSEED": 0},
        "audit": summary["audit"],
        "suggestions": summary["suggestions"],
        "earlier": summary["earlier"],
        "extracts": summary["extracts"],
        "tables": summary["tables"],
        "files": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in _finished(path.parent)},
    }
    path.write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", "utf-8")


def facts_before(spec: ReportSpec, values: Mapping[str, str]) -> dict[str, Any]:
    """What the manifest will say that is known before the report runs: if all of it is the same, so is the report."""
    return {
        "parameters": {name: _without_folders(value) for name, value in values.items()},
        "inputs_sha256": input_checksums(spec, values),
        "notebook_sha256": hashlib.sha256(spec.notebook.read_bytes()).hexdigest(),
        "versions": {"tipanalysis": __version__, **_versions()},
    }


@cache
def _versions() -> Mapping[str, str]:
    """Of Python and of what numbers and pages hang on."""
    return {"python": platform.python_version(), **{package: version(package) for package in _PACKAGES}}


def _without_folders(value: str) -> str:
    return Path(value).name if Path(value).exists() else value


def _finished(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.iterdir()) if not file.name.startswith("_")]
