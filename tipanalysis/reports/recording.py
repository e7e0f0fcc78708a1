"""Recording: what came out goes into the ledger when its files are in their place, and not before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from .. import __version__
from ..release.handed_out import HandedOut
from ..release.held import as_held
from ..release.ledger import open_ledger
from ..release.publication import Publication
from ..release.release import Release
from ..words.errors import ReportError
from .handover import CELLS


class Recording:
    """The ledger of one run, as it was when the run began; without a ledger nothing is written down."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._ledger = open_ledger(path) if path else None
        self._since = self._ledger.state() if self._ledger else ""

    @contextmanager
    def adding(self, bench: Path, report: str) -> Iterator[int]:
        """Write down what the notebook left on the bench, if the block ends well; gives how many tables are new.

        Refused if the ledger has changed since the run began: what came in between was not taken into account.
        """
        with self.noting(report, _tables(bench) if self._ledger else {}) as added:
            yield added

    @contextmanager
    def noting(self, report: str, tables: Mapping[str, Release], extracts: tuple[HandedOut, ...] = ()) -> Iterator[int]:
        """The same for tables and extracts at hand."""
        if self._ledger is None:
            yield 0
            return
        now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
        with self._ledger.adding(Publication(report, now, __version__, tables, extracts), self._since) as added:
            yield added


def _tables(bench: Path) -> dict[str, Release]:
    left = bench / CELLS
    if not left.is_file():
        raise ReportError("reports_nothing_handed_over")
    return {name: as_held(plain) for name, plain in json.loads(left.read_text("utf-8")).items()}
