"""Scope: of whom a report speaks, and which of its variables a register holds."""

from __future__ import annotations

from collections.abc import Sequence

from ..register.register import Register
from ..words.errors import ReportError
from ..words.settings import COUNTRIES
from .parameters import years_of

ACCREDITED = "ACREDITADA"
EVENT = "id_caso"
_NOT_VICTIMS = ("NO_VICTIMA", "DEPENDIENTE")


def victims(register: Register) -> Register:
    """The records of accredited victims; where no accreditation is recorded, of all who are recorded as victims.

    Of a register that mixes offences, trafficking in persons only: smuggling of migrants is another one.
    """
    if "delito" in register.variables:
        register = register.where(delito="TRATA")
    if "condicion_victima" not in register.variables:
        return register
    conditions = register.records["condicion_victima"].astype("str")
    if (conditions == ACCREDITED).any():
        return register.where(condicion_victima=ACCREDITED)
    return register.where(condicion_victima=sorted(set(conditions) - set(_NOT_VICTIMS)))


def in_period(register: Register, variable: str, period: str) -> Register:
    """The records whose year lies in the period; a period without any is refused, naming the years there are."""
    chosen = register.where(**{variable: years_of(period)})
    if len(chosen) == 0:
        years = sorted({year for year in register.records[variable].astype("str") if year.isdigit()})
        span = f"{years[0]}-{years[-1]}" if years else "0"
        raise ReportError("reports_period_empty", given=period, known=span)
    return chosen


def applications(register: Register) -> Register:
    """The records of applications: all but those of dependants, who apply for nothing."""
    if "delito" in register.variables:
        register = register.where(delito="TRATA")
    if "condicion_victima" not in register.variables:
        return register
    conditions = set(register.records["condicion_victima"].astype("str"))
    return register.where(condicion_victima=sorted(conditions - {"DEPENDIENTE"}))


def year_of_victims(register: Register) -> str:
    """The variable that says in which year a victim counts: of accreditation, else of the record."""
    return "anio_acreditacion" if "anio_acreditacion" in register.variables else "anio_registro"


def unit_of_victims(register: Register) -> str | None:
    """Persons where the register tells them apart, else its own unit."""
    return "persona" if "id_persona" in register.variables else None


def event_of(register: Register) -> str | None:
    """The column that names the event in which people were found, where the source has one."""
    return EVENT if EVENT in register.variables else None


def present(register: Register, variables: Sequence[str]) -> tuple[str, ...]:
    """The variables that the register holds, in the order given."""
    return tuple(name for name in variables if name in register.variables)


def absent(register: Register, variables: Sequence[str]) -> tuple[str, ...]:
    """The variables that the register does not hold: what it cannot tell."""
    return tuple(name for name in variables if name not in register.variables)


def of_the_coalition(register: Register) -> bool:
    """Whether the register follows the law of a country for which the package holds law and population."""
    return register.provenance.country in COUNTRIES


def band_of(n: int, ends: Sequence[int], start: int = 0) -> str:
    """The band that holds a whole number; the last one is open.

    Examples
    --------
    >>> band_of(6, (5, 7, 15)), band_of(16, (5, 7, 15)), band_of(1, (2, 5), start=1)
    ('6-7', '16+', '1-2')
    """
    for end in ends:
        if n <= end:
            return f"{start}-{end}"
        start = end + 1
    return f"{start}+"
