"""The territory: places with what is not known beside them, rates by hand, and a country without a map or residents."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from tipanalysis.counts.population import load_population
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.release.protect import protect_together
from tipanalysis.release.release import Release
from tipanalysis.reports import territory
from tipanalysis.words.settings import using

YEAR = "anio_registro"
COLUMNS = ("sexo", "ambito", "provincia_explotacion", "provincia_captacion", "provincia_residencia", "pais_explotacion")
Person = tuple[str, ...]
HARD = "\N{NO-BREAK SPACE}"


def register(people: Mapping[Person, int], country: str = "CRI", years: tuple[str, ...] = ("2021", "2022")) -> Register:
    """So many people of each kind, spread over the years in turn."""
    many = [person for person, n in people.items() for _ in range(n)]
    records = pd.DataFrame(many, columns=list(COLUMNS)).assign(
        **{YEAR: [years[at % len(years)] for at in range(len(many))]}
    )
    records = records.astype("str").astype("category")
    records.insert(0, "id", [f"R{n}" for n in range(len(records))])
    origin = Provenance("prueba", "Registro de prueba", "prueba.csv", "0" * 64, country=country, rows_read=len(records))
    return Register(records, "registro", origin)


def released(source: Register) -> dict[str, Release]:
    return protect_together(territory.territory_tables(source, YEAR))


def person(**given: str) -> Person:
    usual = dict(zip(COLUMNS, ("MUJER", "INTERNA", "SJ", "SJ", "SJ", "CRI"), strict=True))
    return tuple({**usual, **given}.values())


PEOPLE = {
    person(): 40,
    person(provincia_residencia="L", provincia_explotacion="L", sexo="HOMBRE"): 30,
    person(provincia_explotacion="ND", provincia_captacion="ND"): 60,
    person(provincia_captacion="NA_", ambito="TRANSFRONTERIZA", provincia_residencia="EXTERIOR"): 20,
    person(pais_explotacion="MEX", provincia_explotacion="NA_", ambito="TRANSFRONTERIZA"): 10,
    person(pais_explotacion="PAN", provincia_explotacion="NA_", ambito="TRANSFRONTERIZA"): 6,
}


def test_the_first_screen_tells_where_and_how_many_have_no_place() -> None:
    told = territory.findings(released(register(PEOPLE)), YEAR, "2021–2022")
    assert told == [
        "Registrados en 2021–2022: 166 registros.",
        "Donde más se registró la explotación fue en «San José» (60 de 166 personas). De 60 de 150 no se sabe dónde "
        f"(40,0{HARD}%). A 16 no les corresponde, por ejemplo porque fue fuera del país.",
        "Donde más se registró la captación fue en «San José» (86 de 166 personas). De 60 de 146 no se sabe dónde "
        f"(41,1{HARD}%). A 20 no les corresponde, por ejemplo porque fue fuera del país.",
        "Donde más personas residían fue en «San José» (116 de 166 personas). No falta el dato de nadie.",
        "Por residentes, la cifra más alta es la de «San José» (3,62 personas al año por 100 000) y la más baja, de "
        "las que se muestran, la de «Limón» (3,19). La diferencia puede ser azar.",
        "Explotadas fuera de Costa Rica, contando juntos todos los países: 16 de 166 personas.",
        f"La trata transfronteriza consta en 26,5{HARD}% de «Mujer» y 0,0{HARD}% de «Las demás personas y las sin "
        "dato». La diferencia, de 13,3 a 34,5 puntos, es mayor de lo que explica el azar.",
        "Dónde se identificó a cada persona no está en el registro: los lugares de este informe son otros.",
    ]


def test_more_people_without_a_place_than_in_any_place_are_told_first() -> None:
    people = {**PEOPLE, person(provincia_explotacion="ND"): 50}
    told = territory.findings(released(register(people)), YEAR, "2021")[1]
    assert "De 110 de 200 no se sabe dónde" in told
    assert "son más que en cualquiera de los lugares, y el orden puede ser otro" in told


def test_a_rate_is_people_by_residents_and_years() -> None:
    """Two years, the residents of 2022; the limits are those of the count."""
    found = territory.residence_rates(released(register(PEOPLE)), YEAR)
    assert found is not None
    assert (found.year, found.years) == (2022, 2)
    rates = {place.code: place for place in found.places}
    residents = load_population("CRI").find(2022, provincia="L").n
    assert rates["L"].residents == residents
    assert rates["L"].found is not None and residents is not None
    assert rates["L"].found.estimate == pytest.approx(100_000 * 30 / (2 * residents))
    assert rates["A"].n == 0
    assert set(rates) == {"SJ", "A", "C", "H", "G", "P", "L"}


def test_the_residents_of_the_nearest_census_divide() -> None:
    early = territory.residence_rates(released(register(PEOPLE, years=("2010", "2014"))), YEAR)
    assert early is not None
    assert (early.year, early.years) == (2011, 5)


def test_a_country_without_map_and_residents_is_told_what_is_missing() -> None:
    people = {
        person(provincia_explotacion="GT-01", provincia_residencia="GT-01", pais_explotacion="GTM"): 40,
        person(provincia_explotacion="GT-09", provincia_residencia="ND", pais_explotacion="GTM"): 30,
    }
    tables = released(register(people, "GTM"))
    told = territory.findings(tables, YEAR, "2021–2022")
    assert (
        "No hay cifras de residentes por lugar del país de este registro en el programa: no se calcula ninguna tasa y "
        "los lugares con más habitantes parecen tener más."
    ) in told
    assert str(territory.map_told(tables["personas"])) == (
        "No hay mapa de Guatemala en el programa; se muestran barras con las mismas cifras."
    )
    assert "Guatemala" in territory.draw_place(tables["provincia_explotacion"]).alt
    assert territory.rates_table(tables, YEAR).text.startswith("No hay cifras de residentes")
    with using(lang="en", country="GTM"):
        assert territory.findings(tables, YEAR, "2021–2022")[1].startswith(
            "Exploitation was recorded most often in “Guatemala”"
        )


def test_what_a_source_does_not_record_is_named() -> None:
    source = register(PEOPLE)
    few = Register(source.records.drop(columns=list(COLUMNS[1:5])), "registro", source.provenance)
    told = territory.findings(released(few), YEAR, "2021")
    assert any(
        line.startswith(
            "Esta fuente no registra: provincia de explotación, provincia de captación y provincia de residencia."
        )
        for line in told
    )
    assert territory.draw_border(released(few)).text == "Esta fuente no registra: Ámbito de la trata."


def test_nobody_is_told_of_zeros_only() -> None:
    """Three people in Cartago are hidden, and Cartago is not among the places without anybody."""
    tables = released(register({**PEOPLE, person(provincia_residencia="C"): 3, person(provincia_residencia="H"): 6}))
    told = territory.nobody_told(tables["provincia_residencia"]).text
    assert told == ("Nadie consta en: Alajuela, Guanacaste y Puntarenas. Es un cero del registro, no del lugar.")


def test_what_is_hidden_changes_nothing_on_the_page() -> None:
    """Three people in one place and two in another, or the other way round: the same cells shown, the same words."""
    pages = []
    for a, b in ((3, 2), (2, 3)):
        people = {**PEOPLE, person(provincia_residencia="C"): a, person(provincia_residencia="H"): b}
        tables = released(register(people))
        rates = str(territory.rates_table(tables, YEAR))
        pages.append(
            [*territory.findings(tables, YEAR, "2021"), rates, territory.draw_place(tables["provincia_residencia"]).alt]
        )
    assert pages[0] == pages[1]
    assert pages[0][-2].count("no se muestra") >= 4


def test_borders_are_not_compared_with_a_hidden_number_or_few_people() -> None:
    few = {person(): 40, person(sexo="HOMBRE", ambito="TRANSFRONTERIZA"): 12}
    hidden = {**PEOPLE, person(sexo="HOMBRE", ambito="TRANSFRONTERIZA"): 3}
    for people in (few, hidden):
        assert territory.border_told(released(register(people))).startswith(
            "Si unas personas cruzan fronteras más que otras"
        )
