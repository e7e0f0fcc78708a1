"""The parts of a source map: file, sheets, columns, filters, identifiers, words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

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
    """Columns that point to a person: all are dropped; those in ``person`` make the pseudonym when a key is given,
    those in ``names`` the keys by which the same person is found in other rows and lists."""

    drop: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


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
    """How a file becomes a Register; ``load_source_map`` checks it whole."""

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

    def local_variable(self, name: str) -> LocalVariable | None:
        """The map's own variable of that name, if it has one."""
        return next((variable for variable in self.local if variable.name == name), None)
