"""Numbers and dates in each country's habit, and back."""

from datetime import date

import numpy as np
import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.words.errors import InputError, SettingsError
from tipanalysis.words.numbers import (
    ParsedNumber,
    format_date,
    format_number,
    format_percent,
    format_range,
    number_marks,
    parse_number,
)
from tipanalysis.words.settings import COUNTRIES, LANGS, using

POINT_COUNTRIES = tuple(country for country in COUNTRIES if country != "CRI")


def test_costa_rica_writes_a_hard_space_and_a_comma() -> None:
    assert format_number(1234567.891, 2, country="CRI") == "1\xa0234\xa0567,89"
    assert format_number(1234.5, 1) == "1\xa0234,5"


@pytest.mark.parametrize("country", POINT_COUNTRIES)
def test_the_other_countries_write_a_comma_and_a_point(country: str) -> None:
    assert format_number(1234567.891, 2, country=country) == "1,234,567.89"


def test_language_does_not_touch_the_marks_of_a_number() -> None:
    with using(lang="en", country="CRI"):
        assert format_number(1234.5, 1) == "1\xa0234,5"
        assert format_percent(12.34) == "12,3%"
        assert format_range(1, 2.5) == "1,0 to 2,5"
    with using(lang="es", country="GTM"):
        assert format_percent(12.34) == "12.3\xa0%"
        assert format_range(1, 2.5) == "1.0 a 2.5"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(2.5, 0, "3"), (0.05, 1, "0.1"), (-2.5, 0, "-3"), (1.005, 2, "1.01"), (-0.04, 1, "0.0"), (99.95, 1, "100.0")],
)
def test_halves_are_rounded_away_from_zero_and_zero_has_no_sign(value: float, decimals: int, written: str) -> None:
    assert format_number(value, decimals, country="GTM") == written


def test_numpy_and_large_whole_numbers_keep_every_digit() -> None:
    assert format_number(np.int64(1234), country="GTM") == "1,234"
    assert format_number(np.float64(0.1), 1, country="GTM") == "0.1"
    assert format_number(10**18 + 1, country="GTM") == "1,000,000,000,000,000,001"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_refused(value: float) -> None:
    with pytest.raises(InputError) as caught:
        format_number(value)
    assert caught.value.both() == (
        f"«{value}» no es un número que se pueda escribir. Cuando falta un dato, se dice el motivo (por ejemplo, "
        "«No se "
        f"preguntó») y no una cifra.\n“{value}” is not a number that can be written. When a value is missing, say the "
        "reason (for example “Not asked”) and not a figure."
    )


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(SettingsError) as caught:
        format_number(1, country="FRA")
    assert str(caught.value) == (
        "«FRA» no es un país del paquete. Hay: CRI, BLZ, DOM, SLV, GTM, HND, MEX, NIC, PAN. "
        'Escriba, por ejemplo, settings(country="CRI").'
    )


def test_dates_follow_language_and_country() -> None:
    day = date(2024, 9, 5)
    assert format_date(day) == "5 de setiembre de 2024"
    assert format_date(day, "month") == "setiembre de 2024"
    assert format_date(day, "month_short") == "set 2024"
    assert format_date(day, "medium") == "5 set 2024"
    assert format_date(day, "short") == "5/9/24"
    assert format_date(day, "year") == "2024"
    assert format_date(day, country="GTM") == "5 de septiembre de 2024"
    assert format_date(day, lang="en") == "5 September 2024"
    assert format_date(day, "month", lang="en", country="BLZ") == "September 2024"


@pytest.mark.parametrize("month", [1, 5, 8, 10, 12])
def test_other_months_are_left_as_babel_writes_them(month: int) -> None:
    name = Locale.parse("es_CR").months["format"]["wide"][month]
    assert format_date(date(2024, month, 1), "month") == f"{name} de 2024"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_of_the_settings_has_habits(country: str, lang: str) -> None:
    assert format_percent(50, lang=lang, country=country)
    assert "2024" in format_date(date(2024, 1, 31), lang=lang, country=country)


@pytest.mark.parametrize(
    ("text", "costa_rica", "guatemala"),
    [
        ("12", ParsedNumber(12.0), ParsedNumber(12.0)),
        ("1.234", ParsedNumber(1234.0, True), ParsedNumber(1.234, True)),
        ("1,234", ParsedNumber(1.234, True), ParsedNumber(1234.0, True)),
        ("2,015", ParsedNumber(2.015, True), ParsedNumber(2015.0, True)),
        ("-1.234", ParsedNumber(-1234.0, True), ParsedNumber(-1.234, True)),
    ],
)
def test_one_mark_before_three_digits_is_read_by_habit_and_flagged(
    text: str, costa_rica: ParsedNumber, guatemala: ParsedNumber
) -> None:
    assert parse_number(text) == costa_rica
    assert parse_number(text, country="GTM") == guatemala


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,5", 1234.5),
        ("1\xa0234\xa0567", 1234567.0),
        ("1\u2009234", 1234.0),
        ("1\u202f234,25", 1234.25),
        ("1'234", 1234.0),
        ("1’234.5", 1234.5),
        ("'1234", 1234.0),
        ("’ 12", 12.0),
        ("  7 ", 7.0),
        ("1.234.567", 1234567.0),
        ("1,234,567", 1234567.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1,234.567", 1234.567),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("12.5", 12.5),
        ("12,5", 12.5),
        (",5", 0.5),
        ("1234,567", 1234.567),
        ("3.14159", 3.14159),
        ("-3", -3.0),
        ("−3", -3.0),
        ("+3", 3.0),
    ],
)
@pytest.mark.parametrize("country", ["CRI", "GTM"])
def test_one_reading_only_is_read_the_same_everywhere(text: str, value: float, country: str) -> None:
    assert parse_number(text, country=country) == ParsedNumber(value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "-",
            ".",
            "1.",
            "abc",
            "12 o 13",
            "1e5",
            "5%",
            "12 34",
            "1.23.456",
            "1.234.5",
            "1,23,456",
            "1 234 56",
            "(12)",
        ),
        *("5²", "１２", "1.2.3", "15/9/2024", "1.234.567.", "--3", "NaN", "inf", "1.234,567,890", "1_000", "1234 567"),
    ],
)
def test_garbage_gives_no_value(text: str) -> None:
    assert parse_number(text) == ParsedNumber(None)


@given(st.integers(-(10**12), 10**12), st.integers(0, 2), st.sampled_from(COUNTRIES))
def test_what_a_country_writes_it_reads_back(cents: int, decimals: int, country: str) -> None:
    value = round(cents / 100, decimals)
    parsed = parse_number(format_number(value, decimals, country=country), country=country)
    assert parsed.value == value


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    assert isinstance(parse_number(text), ParsedNumber)


def test_marks_of_a_country() -> None:
    assert number_marks() == (",", "\xa0")
    assert number_marks("BLZ") == (".", ",")
