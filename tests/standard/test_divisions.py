"""The first division of each country: what it is called, how texts find it, and that its name is known everywhere."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.pages.labels import table_title, variable_label
from tipanalysis.standard.codebook import codebook_of, load_codebook
from tipanalysis.standard.country import load_country
from tipanalysis.words.settings import COUNTRIES

ABROAD = [iso3 for iso3 in COUNTRIES if iso3 != "CRI"]
HOW_MANY = {"CRI": 7, "BLZ": 6, "DOM": 32, "SLV": 14, "GTM": 22, "HND": 18, "MEX": 32, "NIC": 17, "PAN": 14}


def test_each_country_has_its_first_divisions():
    assert {iso3: len(load_country(iso3).provinces) for iso3 in COUNTRIES} == HOW_MANY


def test_no_code_stands_for_two_places():
    codes = [code for iso3 in COUNTRIES for code in load_country(iso3).provinces]
    assert len(codes) == len(set(codes)) == sum(HOW_MANY.values())


@pytest.mark.parametrize("iso3", ABROAD)
def test_codes_are_those_of_iso_and_names_differ(iso3):
    country = load_country(iso3)
    assert all(code.startswith(f"{country.iso2}-") for code in country.provinces)
    names = [each.name for each in country.provinces.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("text", ["Petén", "EL PETEN", "17", "GT-17", "GT-PE"])
def test_a_department_is_found_by_its_names_and_codes(text):
    assert load_codebook("GTM")["provincia_residencia"].find(text) == "GT-17"


def test_places_of_the_home_country_are_unknown_in_another():
    there = load_codebook("GTM")["provincia_residencia"]
    assert [there.find(text) for text in ("Chepe", "LIMON", "CR-L", "Jacó")] == [None] * 4
    assert not there.ambiguous("GAM")
    assert there.find("extranjero") == "EXTERIOR"


def test_places_of_another_country_are_unknown_at_home():
    home = load_codebook()["provincia_residencia"]
    assert [home.find(text) for text in ("Petén", "GT-17", "Quetzaltenango")] == [None] * 3
    assert home.codes() == ("SJ", "A", "C", "H", "G", "P", "L", "EXTERIOR")


def test_their_names_are_known_in_every_codebook():
    assert load_codebook().label("provincia_residencia", "GT-17") == "Petén"
    assert load_codebook("GTM").label("provincia_residencia", "L") == "Limón"


def test_levels_of_another_country_keep_their_order_and_come_only_where_they_occur():
    book = load_codebook()
    assert book.order("provincia_residencia", ["GT-17", "GT-01"])[7:11] == ("EXTERIOR", "GT-01", "GT-17", "NP")
    assert not any(code.startswith("GT") for code in book.order("provincia_residencia"))
    frame = pd.DataFrame({"provincia_residencia": ["GT-17", "GT-01", "GT-17", None]})
    counts = count_by(frame, "provincia_residencia", where={"provincia_residencia": ["GT-17", "GT-01"]})
    assert counts.frame.to_dict("list") == {"provincia_residencia": ["GT-01", "GT-17"], "n": [1, 2]}


@pytest.mark.parametrize(
    ("iso3", "es", "en"),
    [
        ("CRI", "Provincia de residencia", "Province of residence"),
        ("GTM", "Departamento de residencia", "Department of residence"),
        ("BLZ", "Distrito de residencia", "District of residence"),
        ("MEX", "Entidad federativa de residencia", "State of residence"),
        ("COL", "Provincia de residencia", "Province of residence"),
    ],
)
def test_the_division_is_called_as_the_country_calls_it(iso3, es, en):
    labels = (variable_label("provincia_residencia", lang, iso3) for lang in ("es", "en"))
    assert tuple(labels) == (es, en)


def test_only_what_speaks_of_provinces_changes_its_name():
    home, there = load_codebook(), codebook_of("GTM")
    changed = [name for name in home if home[name].labels != there[name].labels]
    assert changed == ["provincia_residencia", "provincia_captacion", "provincia_transito", "provincia_explotacion"]


def test_a_title_uses_the_word_of_the_country_of_the_records():
    assert (
        table_title("persona", ["provincia_explotacion"], "es", "SLV") == "Personas según departamento de explotación"
    )


def test_a_heading_is_understood_in_the_words_of_its_country():
    assert load_codebook("HND").find_variable("Departamento de residencia") == "provincia_residencia"
    assert load_codebook().find_variable("Departamento de residencia") is None
