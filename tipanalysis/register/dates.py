"""Dates as clerks write them: orders, month names, serial numbers, part dates, placeholders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .signs import load_signs, plain

PIVOT = 40
"""Two-digit years below this are of this century."""
PRECISIONS = ("DIA", "MES", "TRIMESTRE", "ANIO")
_TIME = r"(?:[ t]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?\s?m\.?)?(?:z|[+-]\d{2}:?\d{2})?)?"
_SERIALS = (18_000, 60_000)
"""Day numbers of a spreadsheet between 1949 and 2064."""


@dataclass(frozen=True)
class DateReading:
    """A date with its precision, or the reason it is missing; ``rule`` and ``fault`` as for ages."""

    day: date | None = None
    precision: str = ""
    reason: str = ""
    rule: str = ""
    fault: str = ""


def parse_date(text: str, *, order: str = "dmy", epoch: int = 1900) -> DateReading:
    """The date that ``text`` states; a part date stands on its first day, with its precision.

    ``order`` says how 03/04/2019 is read in this file (``dmy``, ``mdy`` or ``ymd``). An impossible date is
    never turned round: it is a fault.

    Examples
    --------
    >>> parse_date("2 set. 2019").day.isoformat(), parse_date("2017").precision
    ('2019-09-02', 'ANIO')
    >>> parse_date("31/02/2018").fault
    'fecha_imposible'
    """
    key = plain(text)
    readers = (_iso, _serial, _numbers, _named, _part)
    for read in readers:
        reading = read(key, order, epoch)
        if reading is not None:
            return _placeholder_out(reading)
    return DateReading(reason="ERR", rule="valor_desconocido", fault="fecha_desconocida")


def _placeholder_out(reading: DateReading) -> DateReading:
    if reading.day in (date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(9999, 12, 31)):
        return DateReading(reason="IGN", rule="marcador_faltante")
    return reading


def _iso(key: str, order: str, epoch: int) -> DateReading | None:
    match = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME, key)
    return _made(match[1], match[2], match[3], rule="") if match else None


def _serial(key: str, order: str, epoch: int) -> DateReading | None:
    match = re.fullmatch(r"(\d{5})(?:[.,]\d+)?", key)
    if not match or not _SERIALS[0] <= int(match[1]) <= _SERIALS[1]:
        return None
    start = date(1899, 12, 30) if epoch == 1900 else date(1904, 1, 1)
    return DateReading(start + timedelta(days=int(match[1])), "DIA", rule="fecha_serial")


def _numbers(key: str, order: str, epoch: int) -> DateReading | None:
    match = re.fullmatch(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})" + _TIME, key)
    if not match:
        return None
    first, second, third = match.groups()[:3]
    year, fault = _century(third)
    day, month = (second, first) if order == "mdy" else (first, second)
    if order == "ymd" and len(third) == 2:
        (year, fault), month, day = _century(first), second, third
    reading = _made(year, month, day, rule="fecha_formato")
    return reading if not fault or reading.reason else DateReading(reading.day, "DIA", rule="fecha_siglo", fault=fault)


def _century(year: str) -> tuple[str, str]:
    """The whole year, and a fault where two digits leave the century in doubt."""
    if len(year) == 4:
        return year, ""
    number = int(year)
    doubtful = "fecha_siglo_dudoso" if 30 <= number < 50 else ""
    return str((2000 if number < PIVOT else 1900) + number), doubtful


def _made(year: str, month: str, day: str, *, rule: str) -> DateReading:
    if {int(year), int(month), int(day)} == {0} or (int(month) == 0 and int(day) == 0):
        return DateReading(reason="IGN", rule="marcador_faltante")
    try:
        return DateReading(date(int(year), int(month), int(day)), "DIA", rule=rule)
    except ValueError:
        return DateReading(reason="ERR", rule="revisar", fault="fecha_imposible")


def _named(key: str, order: str, epoch: int) -> DateReading | None:
    months = "|".join(sorted(load_signs("month"), key=len, reverse=True))
    between = r"(?:\s*(?:-|/|\.|,|\bdel?\b)\s*|\s+)"
    numbers = rf"(?:\w+ )?(\d{{1,2}}){between}({months})\.?{between}(\d{{4}}|\d{{2}}){_TIME}"
    match = re.fullmatch(numbers, key)
    if match:
        day, month, year = match.groups()[:3]
    else:
        match = re.fullmatch(rf"({months})\.?\s+(\d{{1,2}}),?\s+(\d{{4}})", key)
        if not match:
            return None
        month, day, year = match.groups()
    whole, fault = _century(year)
    reading = _made(whole, load_signs("month")[month], day, rule="fecha_formato")
    return DateReading(reading.day, "DIA", rule="fecha_siglo", fault=fault) if fault and reading.day else reading


def _part(key: str, order: str, epoch: int) -> DateReading | None:
    """Year, month and year, or a part of the year."""
    if re.fullmatch(r"(?:19|20)\d{2}", key):
        return DateReading(date(int(key), 1, 1), "ANIO", rule="fecha_parcial")
    months = load_signs("month")
    match = re.fullmatch(
        rf"({'|'.join(sorted(months, key=len, reverse=True))})\.?[\s/-]*(?:del? )?\s*(\d{{4}}|\d{{2}})", key
    )
    if match:
        return DateReading(date(int(_century(match[2])[0]), int(months[match[1]]), 1), "MES", rule="fecha_parcial")
    match = re.fullmatch(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})", key)
    if match:
        year, month = int(match[1] or match[4]), int(match[2] or match[3])
        if not 1 <= month <= 12:
            return DateReading(reason="ERR", rule="revisar", fault="fecha_imposible")
        return DateReading(date(year, month, 1), "MES", rule="fecha_parcial")
    parts = load_signs("part_of_year")
    match = re.fullmatch(rf"(?:a )?({'|'.join(parts)})l? ?(?:ano )?(\d{{4}})", key)
    if match:
        return DateReading(date(int(match[2]), int(parts[match[1]]), 1), "TRIMESTRE", rule="fecha_parcial")
    return None
