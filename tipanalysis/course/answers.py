"""Answers in a form that can be compared: a number, a text, a yes or no, a list, a set or a table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from numbers import Real
from typing import Any

import pandas as pd


class Kind(StrEnum):
    """What sort of thing an answer is."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    LIST = "list"
    SET = "set"
    TABLE = "table"


@dataclass(frozen=True)
class Answer:
    """An answer in its normal form.

    ``value`` is a float, a text without capitals and accents, a bool, or a tuple: of items for a list, of sorted items
    for a set, of ``(codes, n)`` for a table. An item is a float or a text.
    """

    kind: Kind
    value: Any

    def same(self, other: Answer, tolerance: float) -> bool:
        """Whether both count as one answer; numbers may differ by ``tolerance``."""
        return self.kind == other.kind and _alike(self.value, other.value, tolerance)


def _alike(one: Any, other: Any, tolerance: float) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(_alike(a, b, tolerance) for a, b in zip(one, other, strict=True))
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= tolerance
    return type(one) is type(other) and bool(one == other)


def answer_of(value: Any) -> Answer:
    """The normal form of an expected answer, by what it is.

    Examples
    --------
    >>> answer_of({"CRI", "nic"}).value
    ('cri', 'nic')
    >>> answer_of({"MUJER": 12, "HOMBRE": 0}).value
    ((('mujer',), 12.0),)
    """
    for kind in (Kind.TRUTH, Kind.NUMBER, Kind.TEXT, Kind.TABLE, Kind.LIST, Kind.SET):
        read = read_answer(value, kind)
        if read is not None:
            return read
    raise TypeError(f"no answer: {type(value).__name__}")


def read_answer(value: Any, kind: Kind) -> Answer | None:
    """What a participant gave, read as one kind of answer; ``None`` if it is nothing of that kind.

    Examples
    --------
    >>> read_answer(" Mujer ", Kind.TEXT).value
    'mujer'
    >>> read_answer("12", Kind.NUMBER) is None
    True
    """
    read = _READERS[kind](value)
    return None if read is None else Answer(kind, read)


def _number(value: Any) -> float | None:
    if _is_truth(value) or not isinstance(value, Real):
        return None
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def _is_truth(value: Any) -> bool:
    return type(value).__name__ in ("bool", "bool_")


def _truth(value: Any) -> bool | None:
    return bool(value) if _is_truth(value) else None


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
        return " ".join(plain.casefold().split())
    number = _number(value)
    return None if number is None else f"{number:g}"


def _item(value: Any) -> float | str | None:
    """A code that looks like a number is one: 2018 and «2018» are the same year."""
    text = _text(value)
    return float(text) if text is not None and re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else text


def _list(value: Any) -> tuple[float | str, ...] | None:
    if not isinstance(value, list | tuple | pd.Series | pd.Index) and type(value).__name__ != "ndarray":
        return None
    return _items(value)


def _items(values: Iterable[Any]) -> tuple[float | str, ...] | None:
    items = [_item(value) for value in values]
    known = tuple(item for item in items if item is not None)
    return known if len(known) == len(items) else None


def _set(value: Any) -> tuple[float | str, ...] | None:
    items = _items(value) if isinstance(value, set | frozenset) else _list(value)
    return None if items is None else tuple(sorted(set(items), key=lambda item: (isinstance(item, str), item)))


def _table(value: Any) -> tuple[tuple[tuple[str, ...], float], ...] | None:
    """Rows as codes and their number; neither the order of the variables nor rows of nobody make a difference."""
    rows = _rows(value)
    if rows is None:
        return None
    read = [(tuple(sorted(filter(None, map(_text, codes)))), _number(n)) for codes, n in rows]
    return tuple(sorted((codes, n) for codes, n in read if n)) if all(n is not None for _, n in read) else None


def _rows(value: Any) -> list[tuple[tuple[Any, ...], Any]] | None:
    frame = value if isinstance(value, pd.DataFrame | pd.Series) else getattr(value, "frame", value)
    if isinstance(frame, pd.DataFrame):
        by = list(getattr(value, "by", [name for name in frame.columns if frame[name].dtype.kind not in "iuf"]))
        column = "n" if "n" in frame.columns else next((name for name in frame.columns if name not in by), None)
        return None if column is None else list(zip(frame[by].itertuples(index=False), frame[column], strict=True))
    if isinstance(frame, pd.Series | Mapping):
        return [(codes if isinstance(codes, tuple) else (codes,), n) for codes, n in frame.items()]
    return None


_READERS = {
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
    Kind.TRUTH: _truth,
    Kind.LIST: _list,
    Kind.SET: _set,
    Kind.TABLE: _table,
}


def kind_given(value: Any) -> str:
    """The kind of thing that came, to be told in plain words; ``other`` where there is no word for it."""
    if isinstance(value, set | frozenset):
        return Kind.SET
    for kind in (Kind.TRUTH, Kind.NUMBER, Kind.TABLE, Kind.LIST):
        if read_answer(value, kind) is not None:
            return kind
    return Kind.TEXT if isinstance(value, str) else "other"
