"""The source map: how one institution's file is read, from one TOML file that a person can edit."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..words.errors import SourceMapError
from ..words.suggest import nearest

NOTHING: Mapping[str, str] = MappingProxyType({})
NO_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class FileSpec:
    """What the file is; whatever is left empty is found out on reading."""

    kind: str = ""
    encoding: str = ""
    delimiter: str = ""
    table: str = ""
    epoch: int = 1900
    """Year from which a spreadsheet counts its days: 1900 or 1904."""


@dataclass(frozen=True)
class SheetSpec:
    """Sheets whose name matches ``name`` (a regular expression); ``header_row`` 0 means: find it."""

    name: str = ".*"
    header_row: int = 0
    header_rows: int = 1
    constants: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True)
class ColumnSpec:
    """One column and the variable it feeds.

    ``variable`` is ``id``, ``peso``, a variable of the codebook or one of the map's own. ``codes`` and
    ``missing`` translate values of this column before the codebook is asked; ``markers = false`` switches
    the common markers of missing values off. ``mark`` is the code that a ticked cell stands for; ``fills``
    the codes that cell colours stand for. ``separators`` divide a cell that holds several values.
    """

    header: str
    variable: str
    aliases: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    missing: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    markers: bool = True
    separators: tuple[str, ...] = (";", "/", "\n")
    order: str = "dmy"
    mark: str = ""
    fills: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    required: bool = True
    zero: bool = False
    """Whether an age of 0 is a baby (true) or a number typed for want of one (false)."""
    form: str = ""
    """``expediente`` brings ``ERI-012-2019`` and ``12/2019`` to ``2019-012``."""

    @property
    def headers(self) -> tuple[str, ...]:
        """Every name the column goes by."""
        return (self.header, *self.aliases)


@dataclass(frozen=True)
class FilterSpec:
    """Rows to keep, or to leave out, by the codes of a variable."""

    variable: str
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True)
class IdentifierSpec:
    """Columns that point to a person: all are dropped; those in ``person`` make the pseudonym when a key is given."""

    drop: tuple[str, ...] = ()
    person: tuple[str, ...] = ()


@dataclass(frozen=True)
class LocalVariable:
    """A variable that only this source has: its codes with labels in both languages."""

    name: str
    es: str
    en: str
    kind: str = "code"
    codes: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True)
class SourceMap:
    """How a file becomes a Register; checked whole when made, all faults reported together."""

    id: str
    unit: str
    titles: Mapping[str, str]
    columns: tuple[ColumnSpec, ...]
    country: str = ""
    synthetic: bool = False
    licence: str = ""
    notes: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    file: FileSpec = field(default_factory=FileSpec)
    sheets: tuple[SheetSpec, ...] = (SheetSpec(),)
    filters: tuple[FilterSpec, ...] = ()
    constants: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    identifiers: IdentifierSpec = field(default_factory=IdentifierSpec)
    local: tuple[LocalVariable, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: NO_WORDS)
    """The institution's own words, by variable: they hold in every column of the variable."""
    ignore: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        from .source_check import find_faults

        _refuse(self.id, find_faults(self))

    def local_variable(self, name: str) -> LocalVariable | None:
        """The map's own variable of that name, if it has one."""
        return next((variable for variable in self.local if variable.name == name), None)


def _refuse(name: str, faults: Sequence[str]) -> None:
    if faults:
        raise SourceMapError("register_map_faults", map=name, n=len(faults), faults="\n  - ".join(faults))


def load_source_map(source: str | Path | SourceMap) -> SourceMap:
    """The source map of that name among those of the package, or the one in a TOML file.

    Raises
    ------
    SourceMapError
        No such map, not TOML, or faults in it: all of them, with the nearest name where one is misspelt.

    Examples
    --------
    >>> load_source_map("ctdc_kanon").unit
    'persona'
    """
    if isinstance(source, SourceMap):
        return source
    if isinstance(source, str) and source in list_source_maps():
        return _bundled(source)
    path = Path(source)
    if path.suffix.lower() != ".toml" or not path.is_file():
        known = list_source_maps()
        raise SourceMapError(
            "register_map_unknown", given=path.name, near=nearest(path.name, known), known=", ".join(known)
        )
    return parse_source_map(_text_of(path), name=path.name)


def list_source_maps() -> tuple[str, ...]:
    """The names of the source maps that come with the package.

    Examples
    --------
    >>> "co_policia" in list_source_maps()
    True
    """
    names = (file.name for file in files(__package__).joinpath("sources").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def _bundled(name: str) -> SourceMap:
    text = files(__package__).joinpath("sources", f"{name}.toml").read_text("utf-8")
    return parse_source_map(text, name=f"{name}.toml")


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise SourceMapError("register_map_unreadable", map=path.name) from None


def parse_source_map(text: str, *, name: str) -> SourceMap:
    """A source map from TOML text; ``name`` is what messages call it."""
    from .source_check import build_map

    try:
        table: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceMapError("register_map_not_toml", map=name, reason=str(error)) from None
    values, faults = build_map(table)
    _refuse(name, faults)
    return SourceMap(**values)
