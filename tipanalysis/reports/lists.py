"""Lists of other offices that a report is given: read, linked, and counted by who is on which."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..counts.counts import Counts
from ..counts.overlap import count_overlap
from ..register.file_kind import NAMES
from ..register.identifiers import given_key
from ..register.linking.link import link
from ..register.location import located
from ..register.read import read_register
from ..register.register import Register
from ..release.ledger import Earlier, published_before
from ..words.errors import ReportError
from .parameters import NONE

OVERLAP = "traslape"
"""The table of who is on which list."""


@dataclass(frozen=True)
class Lists:
    """The lists by the name of their file, and ``overlap``: persons by the lists that hold them.

    There is no overlap of one list, nor of lists without names by which a person can be found on another.
    """

    registers: Mapping[str, Register]
    overlap: Counts | None

    @property
    def sources(self) -> tuple[str, ...]:
        """What the ledger calls the lists and their overlap."""
        tables = (self.overlap,) if self.overlap is not None else ()
        return tuple(each.provenance.source for each in (*self.registers.values(), *tables))


def read_lists(path: str, source: str) -> Lists:
    """The lists in a folder (or one file), all read by the same source map; ``ninguna``: no lists.

    Names become keys of a secret, that of ``TIPANALYSIS_KEY`` or one drawn for this run, and are linked by the rules.
    Doubtful pairs are for ``tipanalysis link``, where a person decides.

    Raises
    ------
    ReportError
        A folder without files that can be read, or with two of the same name.

    Examples
    --------
    >>> read_lists("ninguna", "listas").sources
    ()
    """
    if path == NONE:
        return Lists({}, None)
    place = located(path)
    files = [place] if place.is_file() or (place / "datapackage.json").is_file() else _files(place)
    key = given_key(None) or secrets.token_hex(32)
    registers = {file.stem: _named(read_register(file, source, key=key), file.stem) for file in files}
    linkable = len(registers) > 1 and not any(register.keys.empty for register in registers.values())
    return Lists(registers, count_overlap(link(registers)) if linkable else None)


def _files(folder: Path) -> list[Path]:
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in NAMES)
    if not files:
        raise ReportError("lists_none", given=folder.name, known=", ".join(NAMES))
    names = [file.stem for file in files]
    if len(set(names)) < len(names):
        raise ReportError("lists_twice", given=folder.name, names=", ".join(names))
    return files


def _named(register: Register, name: str) -> Register:
    """The register with a source and a title of its own: each list is another group of people to gate and ledger."""
    origin = register.provenance
    return replace(
        register, provenance=replace(origin, source=f"{origin.source}:{name}", title=f"{origin.title} ({name})")
    )


def published_of(register: Register, lists: Lists) -> Earlier:
    """What was published before of a register and of the lists beside it, oldest first for each of them."""
    sources = dict.fromkeys((register.provenance.source, *lists.sources))
    found = [published_before(source) for source in sources]
    extracts = dict.fromkeys(id(extract) for each in found for extract in each.extracts)
    by_id = {id(extract): extract for each in found for extract in each.extracts}
    return Earlier(
        tuple(tables for each in found for tables in each.publications), tuple(by_id[one] for one in extracts)
    )
