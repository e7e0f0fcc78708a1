"""Numbers and dates as each country writes them, and numbers read back from what people typed.

Babel knows the habits; ``formats.csv`` says which of its locales a country follows and how each language
sets the percent sign, ``months.csv`` where usage differs from Babel (in Costa Rica, «setiembre»).
The country decides the marks of a number, the language decides the words of a date.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, SupportsFloat

from babel import Locale
from babel import dates as babel_dates
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from .errors import InputError, SettingsError
from .settings import current_settings, reader_lang
from .texts import say

PERCENT = 100
"""The scale on which percentages stand."""

DateStyle = Literal["long", "medium", "short", "month", "month_short", "year"]

_SKELETONS = {"month": "yMMMM", "month_short": "yMMM", "year": "y"}
_SPACES = "\u0020\u00a0\u2007\u2009\u202f"
_APOSTROPHES = "'\u2019\u02bc\u00b4`"


def format_number(value: SupportsFloat, decimals: int = 0, *, country: str | None = None) -> str:
    """A number with the marks of the country set (or ``country``), halves rounded away from zero.

    Parameters
    ----------
    value : finite number. Missing values have no format: say why they are missing instead.
    decimals : digits after the decimal mark, always written.

    Raises
    ------
    InputError
        Where ``value`` is not finite.

    Examples
    --------
    >>> format_number(1234.5, 1, country="GTM")
    '1,234.5'
    >>> format_number(1234.5, 1, country="CRI")
    '1\\xa0234,5'
    """
    return _written(_rounded(value, decimals), decimals, _habit(country)["number_locale"])


@lru_cache(maxsize=4096)
def _written(rounded: Decimal, decimals: int, locale: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(rounded, format=pattern, locale=locale))


def _rounded(value: SupportsFloat, decimals: int) -> Decimal:
    if not math.isfinite(float(value)):
        raise InputError("number_not_finite", given=value)
    exact = Decimal(value) if isinstance(value, int) else Decimal(repr(float(value)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded.is_zero() else rounded


def format_percent(
    value: SupportsFloat, decimals: int = 1, *, lang: str | None = None, country: str | None = None
) -> str:
    """A percentage; ``value`` stands on the scale from 0 to 100.

    Examples
    --------
    >>> format_percent(45.25, country="CRI")
    '45,3\\xa0%'
    >>> format_percent(45.25, lang="en", country="GTM")
    '45.3%'
    """
    form = _habit(country)[f"{reader_lang(lang)}_percent"]
    return form.format(number=format_number(value, decimals, country=country))


def format_range(
    low: SupportsFloat, high: SupportsFloat, decimals: int = 1, *, lang: str | None = None, country: str | None = None
) -> str:
    """Two ends of an interval in words.

    Examples
    --------
    >>> format_range(12.34, 45.6, country="CRI")
    '12,3 a 45,6'
    """
    ends = (format_number(end, decimals, country=country) for end in (low, high))
    return say("number_range", lang=lang, **dict(zip(("low", "high"), ends, strict=True)))


def format_date(day: date, style: DateStyle = "long", *, lang: str | None = None, country: str | None = None) -> str:
    """A date, or with ``style="month"``, ``"month_short"`` or ``"year"`` the part of it that is known.

    Examples
    --------
    >>> format_date(date(2024, 9, 15), country="CRI")
    '15 de setiembre de 2024'
    >>> format_date(date(2024, 9, 15), "month", lang="en")
    'September 2024'
    """
    lang = reader_lang(lang)
    country = country or current_settings().country
    locale = Locale.parse(_habit(country)[f"{lang}_locale"])
    if style in _SKELETONS:
        text = babel_dates.format_skeleton(_SKELETONS[style], day, locale=locale)
    else:
        text = babel_dates.format_date(day, style, locale=locale)
    for cldr, written in _month_names().get((country, lang), ()):
        text = re.sub(rf"\b{cldr}\b", written, text)
    return str(text)


@dataclass(frozen=True)
class ParsedNumber:
    """A number read from text: ``value`` is ``None`` where the text is no number.

    ``ambiguous``: the same characters mean another number in another country, so a person has to look.
    """

    value: float | None
    ambiguous: bool = False


def parse_number(text: str, *, country: str | None = None) -> ParsedNumber:
    """Read a number as the country set (or ``country``) writes it.

    Spaces of every kind and apostrophes separate thousands everywhere; a leading apostrophe (a spreadsheet's
    text mark) is dropped. One point or comma before exactly three digits is ambiguous: it is read in the
    country's habit and flagged. What cannot be a number gives ``value=None``, never an exception.

    Examples
    --------
    >>> parse_number("1.234", country="CRI")
    ParsedNumber(value=1234.0, ambiguous=True)
    >>> parse_number("1.234", country="GTM")
    ParsedNumber(value=1.234, ambiguous=True)
    >>> parse_number("1 234,5", country="CRI")
    ParsedNumber(value=1234.5, ambiguous=False)
    >>> parse_number("12 o 13")
    ParsedNumber(value=None, ambiguous=False)
    """
    sign, digits = _sign_and_digits(text)
    decimal_mark = get_decimal_symbol(_habit(country)["number_locale"])
    whole, fraction, ambiguous = _split(digits, decimal_mark)
    if whole is None:
        return ParsedNumber(None)
    return ParsedNumber(sign * float(f"{whole}.{fraction or '0'}"), ambiguous)


def _sign_and_digits(text: str) -> tuple[int, str]:
    trimmed = text.strip().lstrip(_APOSTROPHES).strip().replace("\u2212", "-")
    sign = -1 if trimmed.startswith("-") else 1
    return sign, trimmed[1:] if trimmed[:1] in ("-", "+") else trimmed


_PLAIN = re.compile(r"([0-9]+)")
_ONE_MARK = re.compile(r"([0-9]*)([.,])([0-9]+)")
_GROUPED = re.compile(rf"[0-9]{{1,3}}(?P<group>[.,{_SPACES}{_APOSTROPHES}])[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*")
_FRACTION = re.compile(r"(.*)([.,])([0-9]+)")


def _split(digits: str, decimal_mark: str) -> tuple[str | None, str, bool]:
    """Whole digits (``None``: no number), fraction digits, and whether another reading exists."""
    if _PLAIN.fullmatch(digits):
        return digits, "", False
    if one := _ONE_MARK.fullmatch(digits):
        return _split_at_one_mark(one[1], one[2], one[3], decimal_mark)
    if _GROUPED.fullmatch(digits):
        return _only_digits(digits), "", False
    fraction = _FRACTION.fullmatch(digits)
    if fraction and (grouped := _GROUPED.fullmatch(fraction[1])) and grouped["group"] != fraction[2]:
        return _only_digits(fraction[1]), fraction[3], False
    return None, "", False


def _split_at_one_mark(before: str, mark: str, after: str, decimal_mark: str) -> tuple[str, str, bool]:
    two_readings = len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0")
    if two_readings and mark != decimal_mark:
        return before + after, "", True
    return before or "0", after, two_readings


def _only_digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def number_marks(country: str | None = None) -> tuple[str, str]:
    """The decimal mark and the mark between thousands of a country.

    Examples
    --------
    >>> number_marks("GTM")
    ('.', ',')
    """
    locale = _habit(country)["number_locale"]
    return str(get_decimal_symbol(locale)), str(get_group_symbol(locale))


def _habit(country: str | None) -> Mapping[str, str]:
    country = country or current_settings().country
    habits = _habits()
    if country not in habits:
        raise SettingsError("settings_country_unknown", given=country, known=", ".join(habits))
    return habits[country]


@cache
def _habits() -> Mapping[str, Mapping[str, str]]:
    return {row["country"]: row for row in _rows("formats.csv")}


@cache
def _month_names() -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
    names: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
    for row in _rows("months.csv"):
        place = (row["country"], row["lang"])
        names[place] = (*names.get(place, ()), (row["cldr"], row["written"]))
    return names


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files(__package__).joinpath(name).read_text("utf-8").splitlines()))
