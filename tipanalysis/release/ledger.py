"""The ledger: what was released before, so that a new release is protected and attacked together with it.

It is kept in a file of lines beside the reports, or in a store. What is new is added all at once, when the files of the
report are in their place: an interrupted report leaves the ledger as it was.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .publication import Publication
from .release import Release

LEDGER_VARIABLE = "TIPANALYSIS_LEDGER"
"""Environment variable that names the ledger where no option does."""
_STORES = (".duckdb", ".db")


class Ledger(Protocol):
    """Where publications are written down: :class:`~tipanalysis.release.ledger_file.LedgerFile` or ``LedgerStore``."""

    @property
    def name(self) -> str:
        """Name of the file, without its folder."""

    def state(self) -> str:
        """Something that changes whenever something is added."""

    def publications(self) -> tuple[Publication, ...]:
        """All publications, oldest first."""

    def adding(self, publication: Publication, since: str) -> AbstractContextManager[int]:
        """Add a publication when the block ends well, and nothing if it does not; gives how many tables are new.

        Refused if the ledger is no longer in the state ``since``, or somebody else is adding at the moment.
        """


def open_ledger(path: str | Path) -> Ledger:
    """The ledger in the file ``path``: a store if it is one or ends in ``.duckdb``, else a file of lines.

    Either is made when something is first added.
    """
    place = Path(path)
    if place.suffix.lower() in _STORES or _is_store(place):
        from .ledger_store import LedgerStore

        return LedgerStore(place)
    from .ledger_file import LedgerFile

    return LedgerFile(place)


def _is_store(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(12)[8:] == b"DUCK"
    except OSError:
        return False


def given_ledger(path: str | Path | None) -> Path | None:
    """The ledger given, else the environment's, else none."""
    chosen = os.environ.get(LEDGER_VARIABLE) if path is None else path
    return Path(chosen) if chosen else None


@dataclass(frozen=True)
class Earlier:
    """What was published before of a source, oldest first, each table named by its report and day."""

    publications: tuple[Mapping[str, Release], ...] = ()
    extracts: tuple[Publication, ...] = ()
    """Those publications in which records were handed out."""

    @property
    def tables(self) -> dict[str, Release]:
        """All tables by name, as ``protect_together`` takes them; of two of a name none is lost."""
        found: dict[str, Release] = {}
        for publication in self.publications:
            for name, table in publication.items():
                found[f"{name} ({len(found) + 1})" if name in found else name] = table
        return found


def published_before(source: str, path: str | Path | None = None) -> Earlier:
    """What the ledger holds of a source; nothing without a ledger.

    Parameters
    ----------
    source : name of the source, such as ``"eri"``; its register may have grown since
    path : the ledger; else that of ``TIPANALYSIS_LEDGER``

    Examples
    --------
    >>> published_before("eri").publications
    ()
    """
    place = given_ledger(path)
    if place is None:
        return Earlier()
    known = open_ledger(place).publications()
    chosen = [
        {name: table for name, table in publication.named().items() if table.provenance.source == source}
        for publication in known
    ]
    extracts = (each for each in known if any(extract.source == source for extract in each.extracts))
    return Earlier(tuple(tables for tables in chosen if tables), tuple(extracts))
