"""A source map as TOML that a person can read, correct and load again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from ..words.errors import OutputError
from .source_parts import SourceMap

_TABLES = ("titles", "notes", "file", "identifiers", "constants")
_LISTS = ("sheets", "columns", "filters", "local")


def to_toml(source: SourceMap, remarks: Mapping[str, Iterable[str]] | None = None) -> str:
    """The map as TOML, without what stands at its default.

    ``remarks`` are comments: under ``""`` those at the head, under a column's header those above that column.

    Examples
    --------
    >>> from tipanalysis.register.source_map import load_source_map, parse_source_map
    >>> source = load_source_map("co_policia")
    >>> parse_source_map(to_toml(source), name="copia") == source
    True
    """
    remarks = remarks or {}
    lines = [f"# {text}".rstrip() for text in remarks.get("", ())]
    lines += ["", *_pairs(source, (*_TABLES, *_LISTS, "words"))]
    for name in _TABLES:
        value = getattr(source, name)
        body = (
            [f"{_key(key)} = {_value(item)}" for key, item in value.items()]
            if isinstance(value, Mapping)
            else _pairs(value)
        )
        lines += ["", f"[{name}]", *body] if body else []
    for name, codes in source.words.items():
        lines += ["", f"[words.{_key(name)}]", *(f"{_key(text)} = {_value(code)}" for text, code in codes.items())]
    for name in _LISTS:
        for item in getattr(source, name):
            body = _pairs(item)
            above = [f"# {text}" for text in remarks.get(getattr(item, "header", ""), ())]
            lines += ["", *above, f"[[{name}]]", *body] if body else []
    return "\n".join(lines).strip() + "\n"


def write_map(source: SourceMap, out: str | Path, remarks: Mapping[str, Iterable[str]] | None = None) -> Path:
    """Write a map as TOML, whole or not at all; its path. No value of the data is in it.

    Raises
    ------
    OutputError
        Where the file cannot be written, or exists: a map is never overwritten.

    Examples
    --------
    >>> import tempfile
    >>> from tipanalysis.register.source_map import load_source_map
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = write_map(load_source_map("co_policia"), Path(folder) / "copia.toml")
    ...     load_source_map(written) == load_source_map("co_policia")
    True
    """
    out = Path(out)
    if out.exists():
        raise OutputError("register_map_exists", file=out.name)
    text = to_toml(source, remarks)
    draft = out.with_name(f".{out.name}.partial")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(out)
    except OSError:
        draft.unlink(missing_ok=True)
        raise OutputError("register_map_unwritable", file=out.name, folder=out.parent.name or ".") from None
    return out


def _pairs(record: Any, without: Iterable[str] = ()) -> list[str]:
    return [
        f"{item.name} = {_value(getattr(record, item.name))}"
        for item in fields(record)
        if item.name not in without and getattr(record, item.name) != _default(item)
    ]


def _default(item: Any) -> Any:
    return item.default_factory() if item.default_factory is not MISSING else item.default


def _key(text: str) -> str:
    return text if text.isascii() and text.replace("_", "").isalnum() else _value(text)


def _value(value: Any) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items()) + " }"
    return "[" + ", ".join(_value(item) for item in value) + "]"
