"""What a message from 9-1-1 to 1-1-7-6 may carry and who has to be told, read from two data files.

``data/mensaje.csv`` lists the fields: what is not in it does not travel. ``data/mensaje_rutas.csv`` says whom a value
makes it go to. Both are a proposal to practise with, until the institutions settle their protocol.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

from ..standard.codebook import load_codebook
from ..standard.country import load_country

SEPARATOR = "|"
DESTINATION = "destino"
NOT_ASKED = "NP"
_LANGUAGES = "lengua_materna"

Kind = Literal["shape", "time", "canton", "code", "codes", "language"]


@dataclass(frozen=True)
class Field:
    """One field of the message: how it is written, the codes that it may hold, and an example."""

    name: str
    kind: Kind
    allowed: tuple[str, ...]
    example: str

    @property
    def may_be_open(self) -> bool:
        """Whether the field has a code for what was not asked."""
        return NOT_ASKED in self.allowed

    def holds(self, value: str) -> bool:
        """Whether ``value`` is written as this field asks."""
        if self.kind == "shape":
            return re.fullmatch(self.allowed[0], value) is not None
        if self.kind == "time":
            return _is_time(value, self.allowed[0])
        return all(part in self.allowed for part in (value.split(SEPARATOR) if self.kind == "codes" else [value]))


def _is_time(value: str, shape: str) -> bool:
    """Written exactly so: the library would also take a month of one digit."""
    try:
        return datetime.strptime(value, shape).strftime(shape) == value
    except ValueError:
        return False


@dataclass(frozen=True)
class Route:
    """Who has to be told where a field holds a value; without a field, always."""

    field: str
    value: str
    destination: str

    def asked_by(self, message: Mapping[str, str]) -> bool:
        """Whether a message has to go this way."""
        return not self.field or message.get(self.field) == self.value


@cache
def load_fields() -> Mapping[str, Field]:
    """The fields of the message by name, in order.

    Examples
    --------
    >>> list(load_fields())[:3], "telefono" in load_fields()
    (['id_incidente', 'fecha_hora', 'canton'], False)
    """
    made = (
        Field(row["field"], cast(Kind, row["kind"]), _allowed(row["kind"], row["allowed"]), row["example"])
        for row in _rows("mensaje.csv")
    )
    return MappingProxyType({field.name: field for field in made})


def _allowed(kind: str, given: str) -> tuple[str, ...]:
    """The codes of a field: its own, or those of the standard."""
    if kind == "canton":
        return tuple(load_country(given).cantons)
    own = tuple(given.split(SEPARATOR)) if kind not in ("shape", "time") else (given,)
    return (*load_codebook()[_LANGUAGES].codes(), *own) if kind == "language" else own


@cache
def load_routes() -> tuple[Route, ...]:
    """Whom a message goes to, and why."""
    return tuple(Route(row["field"], row["value"], row["destination"]) for row in _rows("mensaje_rutas.csv"))


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
