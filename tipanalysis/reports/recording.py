"""Recording: what a report showed goes into the ledger when its files are in their place, and not before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from .. import __version__
from ..release.held import as_held
from ..release.ledger import open_ledger
from ..release.publication import Publication
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
        if self._ledger is None:
            yield 0
            return
        with self._ledger.adding(_publication(bench, report), self._since) as added:
            yield added


def _publication(bench: Path, report: str) -> Publication:
    left = bench / CELLS
    if not left.is_file():
        raise ReportError("reports_nothing_handed_over")
    tables = {name: as_held(plain) for name, plain in json.loads(left.read_text("utf-8")).items()}
    return Publication(report, datetime.now(UTC).replace(microsecond=0, tzinfo=None), __version__, tables)
