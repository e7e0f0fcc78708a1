"""The data files of the standard, read as they are: rows of text."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ..words.errors import CodebookError
from ..words.settings import LANGS

Row = dict[str, str]


@cache
def read_rows(name: str) -> tuple[Row, ...]:
    """The rows of ``data/<name>.csv``, every cell as text."""
    text = files(__package__).joinpath("data", f"{name}.csv").read_text("utf-8-sig")
    return tuple(csv.DictReader(text.splitlines()))


def has_rows(name: str) -> bool:
    """Whether there is a file ``data/<name>.csv``."""
    return files(__package__).joinpath("data", f"{name}.csv").is_file()


@cache
def read_toml(name: str) -> dict[str, Any]:
    """The content of ``data/<name>.toml``."""
    return tomllib.loads(files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


def list_names(folder: str, suffix: str) -> tuple[str, ...]:
    """Names, without ``suffix``, of the files in ``data/<folder>``, sorted."""
    found = (file.name for file in files(__package__).joinpath("data", folder).iterdir())
    return tuple(sorted(name.removesuffix(suffix) for name in found if name.endswith(suffix)))


def in_both(row: Mapping[str, Any], name: str) -> Mapping[str, str]:
    """The words of a row in every language: its cells ``<name>_es`` and ``<name>_en``."""
    return MappingProxyType({lang: str(row[f"{name}_{lang}"]) for lang in LANGS})


def require_country(iso3: str) -> None:
    """Refuse a country that has no file."""
    known = list_names("countries", ".toml")
    if iso3 not in known:
        raise CodebookError("standard_country_unknown", given=iso3, known=", ".join(known))


def read_day(text: str) -> date | None:
    """A day from ``2024-09-06``, or 1 January where only the year is known; ``None`` from an empty cell.

    Examples
    --------
    >>> read_day("2024-09-06"), read_day("2013"), read_day("")
    (datetime.date(2024, 9, 6), datetime.date(2013, 1, 1), None)
    """
    if not text:
        return None
    return date(int(text), 1, 1) if len(text) == 4 else date.fromisoformat(text)
