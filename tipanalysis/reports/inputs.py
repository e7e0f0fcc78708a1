"""What a report was made from: the checksums of the files its parameters name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ..register.file_kind import checksum
from ..register.location import located
from .parameters import NONE
from .spec import ReportSpec

_FILES = ("file", "optional_file", "source")
"""Kinds of parameters that may name a file."""


def input_checksums(spec: ReportSpec, values: Mapping[str, str]) -> dict[str, str]:
    """SHA-256 by parameter of every file or folder that the values name."""
    named = {each.name: located(values[each.name]) for each in spec.parameters if each.kind in _FILES}
    return {name: path_checksum(path) for name, path in named.items() if values[name] != NONE and path.exists()}


def path_checksum(path: Path) -> str:
    """SHA-256 of a file; of a folder over the names and checksums of what is inside."""
    if not path.is_dir():
        return checksum(path)
    inside = (each for each in sorted(path.rglob("*")) if each.is_file())
    lines = (f"{checksum(each)}  {each.relative_to(path).as_posix()}\n" for each in inside)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
