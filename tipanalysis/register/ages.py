"""Ages as clerks write them: years, months, approximations, ranges, birth years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .signs import load_signs, plain

OLDEST = 110
_PLACEHOLDERS = {"99", "999", "9999", "-1", "-99"}
_ABOUT = r"(?:aprox(?:imadamente)?\.?|alrededor de|unos|unas|cerca de|como|±|~|c(?:a)?\.)"


@dataclass(frozen=True)
class AgeReading:
    """An age in whole years, or the bounds within which it lies, or the reason it is missing.

    ``rule`` names how it was read (empty: as it stands); ``fault`` what a person must look at.
    """

    age: int | None = None
    low: int | None = None
    high: int | None = None
    reason: str = ""
    rule: str = ""
    fault: str = ""


def parse_age(text: str, *, zero: bool = False) -> AgeReading:
    """The age that ``text`` states.

    ``0`` is a baby only where the source says so (``zero``); ``99`` and ``999`` are placeholders; a birth
    year and an age beyond 110 are for review. An age known to lie in a range keeps its bounds.

    Examples
    --------
    >>> parse_age("17 años").age, parse_age("8 meses").age, parse_age("PME").high
    (17, 0, 17)
    >>> parse_age("17-18").low, parse_age("1998").fault
    (17, 'edad_anio_nacimiento')
    """
    key = plain(text).strip(" ()")
    if key in _PLACEHOLDERS:
        return AgeReading(reason="IGN", rule="marcador_faltante")
    if key in load_signs("minor"):
        return AgeReading(low=0, high=17, reason="ND", rule="edad_solo_menor")
    if key in load_signs("adult"):
        return AgeReading(low=18, high=OLDEST, reason="ND", rule="edad_solo_mayor")
    return _whole(key, zero) or _months(key) or _about(key) or _range(key) or _unknown()


def _unknown() -> AgeReading:
    return AgeReading(reason="ERR", rule="valor_desconocido", fault="edad_desconocida")


def _whole(key: str, zero: bool) -> AgeReading | None:
    match = re.fullmatch(r"(\d{1,4})(?:[.,](\d+))?\s*(?:anos?|a|an|years?)?(?: de edad| cumplidos)?", key)
    if not match:
        return None
    years, decimals = int(match[1]), match[2] or ""
    bare = match[0] == match[1]
    if 1900 <= years <= 2100:
        return AgeReading(reason="ERR", rule="revisar", fault="edad_anio_nacimiento")
    if years == 0 and not zero:
        return AgeReading(reason="IGN", rule="edad_cero", fault="edad_cero")
    if years > OLDEST:
        return AgeReading(reason="ERR", rule="revisar", fault="edad_imposible")
    rule = "" if bare else "edad_truncada" if decimals.strip("0") else "edad_con_texto"
    return AgeReading(years, years, years, rule=rule)


def _months(key: str) -> AgeReading | None:
    match = re.fullmatch(r"(\d{1,3})\s*(m|mes|meses|months?|dias?|semanas?|days?|weeks?)", key)
    if not match:
        return None
    unit = match[2]
    per_year = 365 if unit.startswith("d") else 52 if unit.startswith(("s", "w")) else 12
    years = int(match[1]) // per_year
    return AgeReading(years, years, years, rule="edad_en_meses")


def _about(key: str) -> AgeReading | None:
    number = r"(\d{1,2})\s*(?:anos?)?"
    match = re.fullmatch(
        rf"{_ABOUT}\s*{number}|{number}\s*\(?{_ABOUT}?\s*\.?\)?|{number}\s*\(?(?:estimad[ao]|est)\.?\)?", key
    )
    if not match:
        return None
    years = int(next(part for part in match.groups() if part))
    return AgeReading(years, years, years, rule="edad_estimada")


def _range(key: str) -> AgeReading | None:
    match = re.fullmatch(r"(?:entre )?(\d{1,2})\s*(?:-|–|—|a|o|y|/)\s*(\d{1,2})(?:\s*anos?)?", key)
    if match:
        low, high = sorted((int(match[1]), int(match[2])))
    elif match := re.fullmatch(r"(?:mas de|mayor de|>)\s*(\d{1,2})(?:\s*anos?)?", key):
        low, high = int(match[1]) + (not key.startswith("mayor")), OLDEST
    elif match := re.fullmatch(r"(?:menos de|menor de|<)\s*(\d{1,2})(?:\s*anos?)?", key):
        low, high = 0, int(match[1]) - 1
    else:
        return None
    if low == high:
        return AgeReading(low, low, low, rule="edad_con_texto")
    crosses = low < 18 <= high
    return AgeReading(low=low, high=high, reason="ND", rule="edad_intervalo", fault="edad_cruza_18" if crosses else "")
