"""A ledger for those without a store: a text file with one line for each table that was released."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..words.errors import InputError, OutputError, ReleaseError
from .handed_out import HandedOut, as_handed_out
from .held import as_held, as_plain
from .publication import Publication, gathered
from .release import Release

_OF_THE_PUBLICATION = ("report", "date", "version")
_WORDS = ("table", "title", "file")
"""What a table is called: the same numbers under other names are the same table."""
EXTRACT = "extract"
"""Stands in a line that tells of an extract and not of a table."""
_DATE = "%Y-%m-%dT%H:%M:%SZ"


class LedgerFile:
    """A file of JSON lines. It is only ever replaced by a longer one, as a whole.

    While one report adds to it, the longer file stands beside it under the name ``…nuevo``; as long as that is
    there nobody else can add.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """Name of the file, without its folder."""
        return self.path.name

    def state(self) -> str:
        """The SHA-256 of what is written; empty where there is no file."""
        return sha256(self._written()).hexdigest() if self.path.exists() else ""

    def publications(self) -> tuple[Publication, ...]:
        """All publications, oldest first."""
        lines = enumerate(self._written().decode("utf-8", "replace").splitlines(), start=1)
        return gathered(self._read(number, line) for number, line in lines if line.strip())

    def _written(self) -> bytes:
        try:
            return self.path.read_bytes() if self.path.exists() else b""
        except OSError:
            raise InputError("ledger_unreadable", file=self.name) from None

    def _read(self, number: int, line: str) -> tuple[tuple[str, datetime, str], str, Release | HandedOut]:
        try:
            plain = json.loads(line)
            report, date, version = (str(plain[key]) for key in _OF_THE_PUBLICATION)
            told = (report, datetime.strptime(date, _DATE), version)
            if EXTRACT in plain:
                return told, "", as_handed_out(plain[EXTRACT])
            return told, str(plain["table"]), as_held(plain)
        except (ValueError, KeyError, TypeError, ReleaseError):
            raise InputError("ledger_broken", file=self.name, line=number) from None

    @contextmanager
    def adding(self, publication: Publication, since: str) -> Iterator[int]:
        """Add a publication when the block ends well; a table that stands there already is not written again."""
        building = self.path.with_name(f"{self.name}.nuevo")
        new = self._reserve(building)
        try:
            with new:
                lines = self._new_lines(publication, since)
                new.write(self._written() + b"".join(lines))
                new.flush()
                os.fsync(new.fileno())
            yield len(lines)
            self._replace(building)
        finally:
            with suppress(OSError):
                building.unlink(missing_ok=True)

    def _reserve(self, building: Path) -> Any:
        try:
            return building.open("xb")
        except FileExistsError:
            raise OutputError("ledger_busy", file=self.name, building=building.name) from None
        except OSError:
            raise OutputError("ledger_unwritable", file=self.name, folder=self.path.parent) from None

    def _new_lines(self, publication: Publication, since: str) -> list[bytes]:
        if self.state() != since:
            raise OutputError("ledger_moved", file=self.name)
        known = {_seal(json.loads(line)) for line in self._written().splitlines() if line.strip()}
        values = (publication.report, publication.date.strftime(_DATE), publication.version)
        told = dict(zip(_OF_THE_PUBLICATION, values, strict=True))
        plain = [{**told, "table": name, **as_plain(table)} for name, table in publication.tables.items()]
        plain += [{**told, EXTRACT: extract.as_plain()} for extract in publication.extracts]
        return [json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in plain if _seal(one) not in known]

    def _replace(self, building: Path) -> None:
        try:
            building.replace(self.path)
        except OSError:
            raise OutputError("ledger_not_added", file=self.name) from None


def _seal(plain: Mapping[str, Any]) -> str:
    """The same for the same table, whenever and in whatever report it came out."""
    shown = {key: value for key, value in plain.items() if key not in (*_OF_THE_PUBLICATION, *_WORDS)}
    return json.dumps(shown, ensure_ascii=False, sort_keys=True)
