"""Country files: what is known is data, what is not is left out and says so."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.standard.cldr import country_codes
from tipanalysis.standard.country import NumberHabit, load_country
from tipanalysis.standard.rows import read_rows
from tipanalysis.words.errors import CodebookError
from tipanalysis.words.settings import COUNTRIES, using

HERE = load_country("CRI")
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("iso3", COUNTRIES)
def test_each_of_the_nine_has_a_file(iso3):
    country = load_country(iso3)
    assert country.iso3 in country_codes()
    assert country.name("es") and country.name("en")
    assert country.complete == (iso3 == "CRI")


@pytest.mark.parametrize("iso3", [iso3 for iso3 in COUNTRIES if iso3 != "CRI"])
def test_a_country_still_to_be_filled_in_claims_nothing(iso3):
    country = load_country(iso3)
    assert (dict(country.laws), country.series_breaks, country.legal_working_days) == ({}, (), None)
    assert (dict(country.cantons), dict(country.holidays(2024))) == ({}, {})
    assert {each.source for each in country.provinces.values()} == {"ISO 3166-2, por verificar"}


def test_numbers_follow_the_habit_of_the_country_and_not_the_language():
    with using(lang="en"):
        habits = {iso3: load_country(iso3).numbers for iso3 in COUNTRIES}
    assert habits.pop("CRI") == NumberHabit(",", "\u00a0")
    assert set(habits.values()) == {NumberHabit(".", ",")}


def test_the_breaks_of_the_costa_rican_series():
    assert [(each.since, each.year_only, each.to_confirm) for each in HERE.series_breaks] == [
        (date(2009, 1, 1), True, True),
        (date(2013, 2, 8), False, False),
        (date(2018, 1, 1), True, True),
        (date(2024, 9, 6), False, False),
    ]
    for each in HERE.series_breaks:
        assert each.law in HERE.laws
        assert each.label("es") != each.label("en")
        assert HERE.laws[each.law].name("es") != HERE.laws[each.law].name("en")


def test_a_series_crosses_the_breaks_after_its_first_year():
    assert [each.year for each in HERE.breaks_between(2010, 2024)] == [2013, 2018, 2024]
    assert HERE.breaks_between(2018, 2023) == ()


def test_provinces_carry_the_codes_of_all_systems(book):
    assert [(each.code, each.name) for each in HERE.provinces.values()] == [
        ("SJ", "San José"), ("A", "Alajuela"), ("C", "Cartago"), ("H", "Heredia"), ("G", "Guanacaste"),
        ("P", "Puntarenas"), ("L", "Limón"),
    ]  # fmt: skip
    province = book["provincia_residencia"]
    for number, code in enumerate(HERE.provinces, 1):
        for text in (str(number), f"CR-{code}", HERE.provinces[code].name):
            assert province.find(text) == code


def test_84_cantons_in_seven_provinces(book):
    held = pd.Series([each.parent for each in HERE.cantons.values()]).value_counts()
    assert dict(held) == {"SJ": 20, "A": 16, "P": 13, "G": 11, "H": 10, "C": 8, "L": 6}
    order = list(HERE.provinces)
    for code, canton in HERE.cantons.items():
        assert order[int(code[0]) - 1] == canton.parent
    assert len({each.name for each in HERE.cantons.values()}) == 84
    assert book["canton_residencia"].codes()[:84] == tuple(HERE.cantons)


@pytest.mark.parametrize(
    ("code", "earlier", "year", "name"),
    [
        ("212", "Valverde Vega", 2018, "Sarchí"),
        ("606", "Aguirre", 2015, "Quepos"),
        ("211", "Alfaro Ruiz", 2010, "Zarcero"),
    ],
)
def test_renamed_cantons_keep_their_code(book, code, earlier, year, name):
    canton = HERE.cantons[code]
    assert canton.name_on(date(year - 1, 12, 31)) == earlier
    assert canton.name_on(date(year, 1, 1)) == name
    assert book["canton_residencia"].find(earlier) == book["canton_residencia"].find(name) == code


@pytest.mark.parametrize(("code", "year"), [("216", 2017), ("612", 2021), ("613", 2022)])
def test_new_cantons_begin_when_they_began(book, code, year):
    canton = book["canton_residencia"]
    assert code not in canton.codes(on=date(year - 1, 12, 31))
    assert code in canton.codes(on=date(year, 12, 31))


def test_holidays_change_with_the_years():
    names = {day: holiday.name("es") for day, holiday in HERE.holidays(2019).items()}
    assert names[date(2019, 10, 12)] == "Día de las Culturas"
    assert date(2019, 12, 1) not in names
    later = HERE.holidays(2023)
    assert date(2023, 10, 12) not in later
    assert {date(2023, 12, 1), date(2023, 8, 31), date(2023, 4, 6), date(2023, 4, 7)} <= set(later)
    assert list(later) == sorted(later)


def test_holidays_say_that_they_are_to_be_confirmed():
    assert all(row["source"].startswith("por confirmar") for row in read_rows("countries/CRI_holidays"))


def test_every_holiday_has_one_rule_and_two_names():
    for row in read_rows("countries/CRI_holidays"):
        assert bool(row["month"] and row["day"]) != bool(row["easter_offset"]), row
        assert row["name_es"] and row["name_en"]


def test_the_seven_days_of_the_law():
    assert HERE.legal_working_days == 7
    monday = date(2023, 6, 5)
    assert HERE.working_days_between(monday, monday) == 0
    assert HERE.working_days_between(monday, date(2023, 6, 14)) == 7
    assert HERE.working_days_between(date(2023, 4, 3), date(2023, 4, 14)) == 6  # Holy Week and 11 April


@given(DAYS, st.integers(0, 120))
def test_working_days_are_the_days_that_are_working_days(start, length):
    end = start + timedelta(days=length)
    days = [start + timedelta(days=step) for step in range(1, length + 1)]
    expected = sum(HERE.is_working_day(day) for day in days)
    assert HERE.working_days_between(start, end) == expected
    assert HERE.working_days_between(end, start) == -expected


@given(st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS), max_size=15))
def test_a_column_of_days_is_counted_like_each_of_its_days(pairs):
    starts, ends = (pd.Series([pair[side] for pair in pairs], dtype="datetime64[s]") for side in (0, 1))
    starts.index = starts.index + 5
    counted = HERE.working_days(starts, ends)
    assert counted.index.equals(starts.index)
    assert str(counted.dtype) == "Int64"
    for (start, end), days in zip(pairs, counted, strict=True):
        assert pd.isna(days) if start is None or end is None else days == HERE.working_days_between(start, end)


def test_weekends_only_where_no_calendar_is_on_file():
    assert load_country("GTM").working_days_between(date(2023, 12, 22), date(2023, 12, 29)) == 5


def test_an_unknown_country_lists_those_on_file():
    with pytest.raises(CodebookError) as caught:
        load_country("FRA")
    assert caught.value.both() == (
        "«FRA» no es un país con ficha. Hay: BLZ, CRI, DOM, GTM, HND, MEX, NIC, PAN, SLV. Para agregar uno, cree "
        "su archivo en tipanalysis/standard/data/countries/.\n“FRA” is not a country with a file here. Available: "
        "BLZ, CRI, DOM, GTM, HND, MEX, NIC, PAN, SLV. To add one, create its file in "
        "tipanalysis/standard/data/countries/."
    )
