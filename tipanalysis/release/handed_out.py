"""Extracts in the ledger: what was handed out, remembered when tables or another extract of the same people come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class HandedOut:
    """An extract as the ledger knows it: of whom it is, what it tells and what protects it; never a record.

    ``years``: of registration, where the register has them. ``quasi``, ``sensitive``: variables as they are told.
    ``k`` and ``diversity`` are 0 for invented records, ``epsilon`` is 0 for true ones. ``seal``: of the records, so
    that the same extract made again is known.
    """

    source: str
    checksum: str
    unit: str
    records: int
    years: tuple[int, ...]
    quasi: tuple[str, ...]
    sensitive: tuple[str, ...]
    k: int
    diversity: int
    epsilon: float
    seal: str

    @property
    def invented(self) -> bool:
        """Whether nobody is behind its records."""
        return self.epsilon > 0

    def as_plain(self) -> dict[str, Any]:
        """The same as plain data, for a file."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


def as_handed_out(plain: Mapping[str, Any]) -> HandedOut:
    """The extract that :meth:`HandedOut.as_plain` wrote down.

    Raises
    ------
    KeyError, TypeError, ValueError
        If something is missing or of another kind.
    """
    return HandedOut(
        source=str(plain["source"]),
        checksum=str(plain["checksum"]),
        unit=str(plain["unit"]),
        records=int(plain["records"]),
        years=tuple(map(int, plain["years"])),
        quasi=tuple(map(str, plain["quasi"])),
        sensitive=tuple(map(str, plain["sensitive"])),
        k=int(plain["k"]),
        diversity=int(plain["diversity"]),
        epsilon=float(plain["epsilon"]),
        seal=str(plain["seal"]),
    )
