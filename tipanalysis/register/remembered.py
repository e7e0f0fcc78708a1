"""What a batch of reports need not work out twice: results of pure functions, by everything that they depend on.

Nothing is remembered unless this process was given memories, which only the kernels of a batch are. A memory is a
file in the memory of the machine, without a name, that ends with the processes which hold it.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from struct import Struct
from typing import Any, TypeVar

import pandas as pd

Result = TypeVar("Result")
_HEAD = Struct("!32sQ")
"""How a result begins: with the digest of what it depends on, and its length."""


class Memory:
    """Results one after the other in an open file; those of a sealed one are only read."""

    def __init__(self, file: int, *, sealed: bool) -> None:
        self._file, self._sealed = file, sealed
        self._places: dict[bytes, tuple[int, int]] = {}
        self._end = 0
        size = os.fstat(file).st_size
        while self._end + _HEAD.size <= size:
            digest, length = _HEAD.unpack(os.pread(file, _HEAD.size, self._end))
            if self._end + _HEAD.size + length > size:
                break  # what was being written when its process ended
            self._note(digest, length)

    def _note(self, digest: bytes, length: int) -> None:
        self._places[digest] = (self._end + _HEAD.size, length)
        self._end += _HEAD.size + length

    def recall(self, digest: bytes) -> bytes | None:
        """The result for everything that ``digest`` stands for, if it was kept."""
        place = self._places.get(digest)
        return os.pread(self._file, place[1], place[0]) if place else None

    def keep(self, digest: bytes, made: bytes) -> None:
        """Write a result down for those who come later."""
        if not self._sealed:
            os.pwrite(self._file, _HEAD.pack(digest, len(made)) + made, self._end)
            self._note(digest, len(made))


_memories: list[Memory] = []


def remember(*memories: Memory) -> None:
    """Have this process use these memories from now on."""
    _memories[:] = memories


def remembered(what: Callable[[], object], work: Callable[[], Result]) -> Result:
    """What ``work()`` gives, which depends on nothing but ``what()``: from a memory if it was worked out before.

    Each caller gets an object of its own, as from ``work`` itself.

    Examples
    --------
    >>> remembered(lambda: ("half of", 8), lambda: 8 // 2)
    4
    """
    if not _memories:
        return work()
    asked = _written(what(), _Facts)
    if asked is None:
        return work()
    digest = hashlib.sha256(asked).digest()
    for memory in _memories:
        found = memory.recall(digest)
        if found is not None:
            known: Result = pickle.loads(found)
            return known
    made = work()
    kept = _written(made, pickle.Pickler)
    if kept is not None:
        for memory in _memories:
            memory.keep(digest, kept)
    return made


def _written(value: object, writer: type[pickle.Pickler]) -> bytes | None:
    """The value as bytes; ``None`` where it cannot be written down, and so not remembered either."""
    out = BytesIO()
    try:
        writer(out).dump(value)
    except (TypeError, AttributeError, ValueError, pickle.PicklingError):
        return None
    return out.getvalue()


class _Facts(pickle.Pickler):
    """Writes equal values alike, however they came to be: what is never read again needs no more."""

    def __init__(self, out: BytesIO) -> None:
        super().__init__(out)
        self.fast = True  # equal texts are written alike, whether they are one object or two

    def reducer_override(self, value: Any) -> Any:
        """A table is its columns and what stands in them, however it lies in memory."""
        if not isinstance(value, pd.DataFrame):
            return NotImplemented
        columns = [(str(name), str(value[name].dtype), value[name].tolist()) for name in value.columns]
        return tuple, ([*columns, value.index.tolist()],)


def without_title(table: Any) -> dict[str, Any]:
    """The fields of a value with a ``provenance``, but for the title of its source, which each language has its own."""
    return {**vars(table), "provenance": replace(table.provenance, title="")}
