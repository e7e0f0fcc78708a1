"""The source map: how one institution's file is read, from one TOML file that a person can edit."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..words.errors import SourceMapError
from ..words.suggest import nearest
from ..words.texts import Phrase, Phrases
from .source_check import build_map, find_faults
from .source_parts import SourceMap

__all__ = ["SourceMap", "check_source_map", "list_source_maps", "load_source_map", "parse_source_map"]


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
        return check_source_map(source)
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
    try:
        table: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceMapError("register_map_not_toml", map=name, reason=str(error)) from None
    values, faults = build_map(table)
    _refuse(name, faults)
    return check_source_map(SourceMap(**values))


def check_source_map(source: SourceMap) -> SourceMap:
    """The same map, if its variables, codes and patterns hold; else SourceMapError with all that is wrong."""
    _refuse(source.id, find_faults(source))
    return source


def _refuse(name: str, faults: Sequence[Phrase]) -> None:
    if faults:
        raise SourceMapError("register_map_faults", map=name, n=len(faults), faults=Phrases(tuple(faults)))
