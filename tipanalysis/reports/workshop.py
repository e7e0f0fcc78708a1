"""The workshop of one run: a folder nobody sees until everything in it is finished."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from ..words.errors import OutputError

FOLDER_VARIABLE = "TIPANALYSIS_REPORT_FOLDER"
"""Environment variable that tells a running notebook where to hand its tables over."""


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
        return Path(mkdtemp(prefix=".en_proceso_", dir=out))
    except OSError:
        raise OutputError("reports_folder_unwritable", given=out) from None


def deliver(folder: Path, out: Path) -> tuple[Path, ...]:
    """Move every finished file from the workshop into ``out``, one rename each, replacing older ones."""
    delivered = []
    for file in sorted(folder.iterdir()):
        if not file.name.startswith("_"):
            target = out / file.name
            try:
                file.replace(target)
            except OSError:
                raise OutputError("reports_file_locked", given=target) from None
            delivered.append(target)
    return tuple(delivered)
