"""How quality is measured: fields, blocks, time limits, groups and measures, read from a data file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True)
class TimeLimit:
    """So many working days from the day in ``start`` to the day in ``end``; 0 stands for the country's law."""

    variable: str
    start: str
    end: str
    days: int


@dataclass(frozen=True)
class Measure:
    """A share of records: those whose ``detail`` is one of the levels ``good``, of all but those ``outside``.

    From ``strong`` per cent on it is a strength, below ``weak`` a weakness.
    """

    name: str
    detail: str
    good: tuple[str, ...]
    outside: tuple[str, ...]
    strong: float
    weak: float

    @property
    def not_measured(self) -> str:
        """The level of ``defecto`` of the records outside the denominator."""
        return f"{self.name}_fuera"


@dataclass(frozen=True)
class Scheme:
    """Everything that the measuring of quality is told by its data file."""

    complete_percent: float
    least_fields: int
    least_records: int
    rules_elsewhere: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    told_by: Mapping[str, str]
    limits: tuple[TimeLimit, ...]
    measures: tuple[Measure, ...]


@cache
def load_scheme() -> Scheme:
    """The scheme of ``data/calidad.toml``, read once.

    Examples
    --------
    >>> [measure.name for measure in load_scheme().measures]
    ['persona', 'evento', 'validez', 'unicidad', 'coherencia', 'resolucion', 'registro']
    """
    told = tomllib.loads(files(__package__).joinpath("data", "calidad.toml").read_text("utf-8"))
    return Scheme(
        complete_percent=told["bloque_completo"],
        least_fields=told["campos_de_un_bloque"],
        least_records=told["registros_de_un_grupo"],
        rules_elsewhere=tuple(told["reglas_de_otra_medida"]),
        groups=MappingProxyType({name: tuple(codes) for name, codes in told["grupos"].items()}),
        told_by=MappingProxyType(told["por_otro"]),
        limits=tuple(TimeLimit(row["variable"], row["desde"], row["hasta"], row["dias"]) for row in told["plazo"]),
        measures=tuple(_measure(row) for row in told["medida"]),
    )


def _measure(row: Mapping[str, object]) -> Measure:
    return Measure(
        name=str(row["nombre"]),
        detail=str(row["detalle"]),
        good=tuple(row["cumple"]),  # type: ignore[arg-type]
        outside=tuple(row["fuera"]),  # type: ignore[arg-type]
        strong=float(row["fuerte"]),  # type: ignore[arg-type]
        weak=float(row["debil"]),  # type: ignore[arg-type]
    )
