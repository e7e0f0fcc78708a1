"""The workshop of one run: a folder nobody sees until everything in it is finished."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from time import time

from ..words.errors import OutputError

FOLDER_VARIABLE = "TIPANALYSIS_REPORT_FOLDER"
"""Environment variable that tells a running notebook where to hand its tables over."""

_PREFIX = ".en_proceso_"
_LONGEST = 3600.0
"""Seconds without a change after which a workshop is nobody's any more."""


@contextmanager
def workshop(out: Path) -> Iterator[Path]:
    """A hidden folder inside ``out``; it goes away whatever happens, interrupted runs included."""
    folder = _made(out)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(out)
        return Path(mkdtemp(prefix=_PREFIX, dir=out))
    except OSError:
        raise OutputError("reports_folder_unwritable", given=out) from None


def _clear_leftovers(out: Path) -> None:
    """Take away what a run left that was killed: none takes as long as its folder has been untouched."""
    for folder in out.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            newest = max(path.stat().st_mtime for path in (folder, *folder.rglob("*")))
            if time() - newest > _LONGEST:
                shutil.rmtree(folder, ignore_errors=True)


def check_replaceable(targets: Iterable[Path]) -> None:
    """Refuse, before anything is replaced, if an older file is open elsewhere or must not be written."""
    for target in targets:
        try:
            if target.exists():
                target.open("r+b").close()
        except OSError:
            raise OutputError("reports_file_locked", given=target) from None


def deliver(folder: Path, out: Path) -> None:
    """Move every finished file from the workshop into ``out``, replacing older ones: all of them or none."""
    finished = {file: out / file.name for file in sorted(folder.iterdir()) if not file.name.startswith("_")}
    check_replaceable(finished.values())
    for file, target in finished.items():
        try:
            file.replace(target)
        except OSError:
            raise OutputError("reports_file_locked", given=target) from None
