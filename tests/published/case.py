"""A number that someone else published, and how we come to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

HALF = 0.5000001


@dataclass(frozen=True)
class Published:
    """One printed number: ``case`` groups those of one source, ``printed`` has the digits of the source."""

    case: str
    source: str
    quantity: str
    printed: str
    compute: Callable[[], float | int | str | bool]

    @property
    def ours(self) -> str:
        """Our value with the digits of the source."""
        value = self.compute()
        if isinstance(value, (str, bool)):
            return str(value)
        return f"{value:.{self.decimals}f}"

    @property
    def decimals(self) -> int:
        return len(self.printed.partition(".")[2])

    @property
    def agrees(self) -> bool:
        """Whether ours is the printed number, up to half of its last digit."""
        value = self.compute()
        if isinstance(value, (str, bool)):
            return str(value) == self.printed
        return abs(value - float(self.printed)) <= HALF * 10**-self.decimals


def all_published() -> Iterator[Published]:
    """Every number of the modules ``cases_*.py`` beside this one, in order."""
    for path in sorted(Path(__file__).parent.glob("cases_*.py")):
        yield from import_module(f"published.{path.stem}").CASES


def fields_of(
    case: str, source: str, label: str, printed: Mapping[str, str], result: Callable[[], Any]
) -> list[Published]:
    """One number for each field named in ``printed`` of a result."""

    def number(field: str, value: str) -> Published:
        return Published(case, source, f"{label} {field}", value, lambda: getattr(result(), field))

    return [number(field, value) for field, value in printed.items()]
