"""The trend: nothing said beyond interval, law and shown numbers; parts that add up; one page for the same cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import pytest

from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.release.protect import protect_together
from tipanalysis.release.release import Release
from tipanalysis.reports import change_parts, completeness, purposes, trend
from tipanalysis.reports.change_parts import ChangeParts
from tipanalysis.reports.scope import victims
from tipanalysis.reports.stretches import Stretch, compared, law_changes, stretches_between
from tipanalysis.words.settings import using

YEAR = "anio_registro"
Person = tuple[int, str, str, str]
"""Year, condition, sex and purpose."""
ACC, NOT = "ACREDITADA", "NO_VICTIMA"


def register(people: Mapping[Person, int], country: str = "CRI", unit: str = "solicitud") -> Register:
    """So many applications of each kind."""
    many = [person for person, n in people.items() for _ in range(n)]
    records = pd.DataFrame(many, columns=[YEAR, "condicion_victima", "sexo", "finalidad"]).astype("str")
    records.insert(0, "id", [f"R{n}" for n in range(len(records))])
    children = {"finalidad": records[["id", "finalidad"]]}
    columns = [YEAR, "condicion_victima", "sexo"]
    records = records.drop(columns="finalidad").astype(dict.fromkeys(columns, "category"))
    origin = Provenance("prueba", "Registro de prueba", "prueba.csv", "0" * 64, country=country, rows_read=len(records))
    return Register(records, unit, origin, children=children)


def yearly(numbers: Mapping[int, int], applied: int = 0) -> dict[Person, int]:
    """So many accredited women each year, and ten refused men or those who make up the number of applications."""
    people: dict[Person, int] = {}
    for year, n in numbers.items():
        people[year, ACC, "MUJER", "SEXUAL"] = n
        people[year, NOT, "HOMBRE", "LABORAL"] = applied - n if applied else 10
    return people


def released(source: Register) -> tuple[dict[str, Release], list[Stretch]]:
    years = sorted(int(year) for year in set(source.records[YEAR].astype("str")))
    stretches = stretches_between(years[0], years[-1], law_changes(source) or ())
    period = f"{years[0]}-{years[-1]}"
    tables = trend.trend_tables(victims(source), trend.applications_in(source, period), YEAR, stretches)
    return protect_together(tables), stretches


def lines(source: Register) -> list[str]:
    return trend.findings(*released(source), law_changes(source))


STEADY = {2018: 30, 2019: 31, 2020: 29, 2021: 30, 2022: 31, 2023: 30}
RISING = {2018: 20, 2019: 25, 2020: 31, 2021: 39, 2022: 49, 2023: 61}


@pytest.mark.parametrize(
    ("numbers", "verdict"),
    [
        (STEADY, "open"),
        (RISING, "more"),
        (dict(zip(RISING, reversed(RISING.values()), strict=True)), "less"),
        ({2018: 10, 2019: 60, 2020: 12, 2021: 55, 2022: 9, 2023: 62}, "scattered"),
        ({2018: 30, 2019: 31}, "few"),
        ({2018: 5, 2019: 6, 2020: 5}, "few"),
    ],
)
def test_a_slope_says_no_more_than_its_interval_and_its_years(numbers: dict[int, int], verdict: str) -> None:
    tables, stretches = released(register(yearly(numbers)))
    (stretch,) = stretches
    assert trend.slope_of(tables[trend.VICTIMS], stretch).verdict == verdict


def test_rising_records_are_told_as_records_with_their_interval() -> None:
    tables, (stretch,) = released(register(yearly(RISING)))
    slope = trend.slope_of(tables[trend.VICTIMS], stretch)
    assert (round(slope.ratio, 3), round(slope.low, 3), round(slope.high, 3)) == (1.251, 1.155, 1.355)
    assert trend.slope_told(slope, "las personas víctimas acreditadas") == (
        "De 2018 a 2023, sin cambios de ley conocidos, las personas víctimas acreditadas aumentaron "
        "25,1\N{NO-BREAK SPACE}% por año (intervalo de 15,5 a 35,5)."
    )


def test_years_that_cannot_be_told_apart_are_told_as_such() -> None:
    told = lines(register(yearly(STEADY)))
    assert told[0] == "En 2018–2023 constan 241 solicitudes recibidas y 181 personas víctimas acreditadas."
    assert "no se puede decir si cambiaron: la diferencia puede ser azar" in told[2]
    assert told[3].startswith("Entre estos años no consta ningún cambio de ley.")
    assert "no se puede decir si las personas víctimas acreditadas aumentaron o disminuyeron" in told[5]


def test_a_change_across_a_change_of_law_is_not_read_as_trafficking() -> None:
    numbers = {year: 20 if year < 2018 else 60 for year in range(2014, 2022)}
    told = lines(register(yearly(numbers)))
    assert told[2].startswith(
        "Por año, las personas víctimas acreditadas pasaron de 20,0 en 2014–2017 a 60,0 en 2018–2021"
    )
    assert told[2].endswith("El aumento de los registros es mayor de lo que explica el azar.")
    assert told[3] == (
        "La ley que dice a quién se cuenta cambió en 2018. Un cambio de las cifras que coincide con uno de la ley, o "
        "con otra manera de detectar, no se puede leer como más o menos trata de personas."
    )
    tables, stretches = released(register(yearly(numbers)))
    assert "atraviesa cambios de ley: no se interpreta" in str(trend.slope_table(tables, stretches))


@pytest.mark.parametrize(("country", "name"), [("GTM", "Guatemala"), ("", "el país de este registro")])
def test_a_country_without_its_laws_on_file_is_told_so(country: str, name: str) -> None:
    """Nothing fails, nothing of Costa Rica's law is said."""
    source = register(yearly(STEADY), country)
    told = lines(source)
    assert told[3].startswith(f"Los cambios de ley de {name} no están todavía en el programa")
    assert ("tasa" in released(source)[0]) is bool(country)
    with using(lang="en", country="GTM"):
        assert lines(source)[3].startswith("The changes of law of ")


def test_one_year_has_no_change() -> None:
    assert lines(register(yearly({2021: 40})))[-1] == (
        "Un solo año no permite hablar de un cambio. Elija un período de varios años."
    )


def test_a_hidden_year_leaves_no_slope_and_no_ratio() -> None:
    tables, stretches = released(register(yearly({**STEADY, 2020: 3, 2021: 2})))
    (stretch,) = stretches
    assert trend.slope_of(tables[trend.VICTIMS], stretch).verdict == "hidden"
    assert trend.across(tables[trend.VICTIMS], compared(stretches)) is None
    assert "no se muestra" in str(trend.slope_table(tables, stretches))
    told = trend.findings(tables, stretches, ())
    assert told[2].startswith(
        "Si las personas víctimas acreditadas cambiaron entre 2018–2020 y 2021–2023 no se puede decir"
    )


def test_what_is_hidden_changes_nothing_on_the_page() -> None:
    """Three people in one year and two in another, or the other way round: the same cells shown, the same words."""
    one, other = (register(yearly({**STEADY, 2018: a, 2019: b}, 50)) for a, b in ((3, 2), (2, 3)))
    (first, stretches), (second, _) = released(one), released(other)
    told = [
        [
            *trend.findings(tables, stretches, ()),
            str(trend.slope_table(tables, stretches)),
            str(change_parts.parts_table(tables, compared(stretches))),
            str(completeness.years_table(tables, tables[trend.VICTIMS])),
            str(purposes.purposes_table(tables, stretches)),
        ]
        for tables in (first, second)
    ]
    assert told[0] == told[1]


MORE_GIRLS = {
    (2018, ACC, "MUJER", "SEXUAL"): 20,
    (2018, NOT, "MUJER", "SEXUAL"): 20,
    (2018, ACC, "HOMBRE", "LABORAL"): 54,
    (2018, NOT, "HOMBRE", "LABORAL"): 6,
    (2019, ACC, "MUJER", "SEXUAL"): 48,
    (2019, NOT, "MUJER", "SEXUAL"): 32,
    (2019, ACC, "HOMBRE", "LABORAL"): 30,
    (2019, NOT, "HOMBRE", "LABORAL"): 10,
}


def test_the_parts_of_a_change_add_up_and_are_those_of_kitagawa() -> None:
    """By another route: the mean of both orders in which one thing changes after the other."""
    tables, stretches = released(register(MORE_GIRLS))
    (found,) = change_parts.change_parts(tables, compared(stretches))
    size, share, granted = (100, 120), ((0.4, 0.6), (80 / 120, 40 / 120)), ((0.5, 0.9), (0.6, 0.75))

    def accredited(v: int, c: int, r: int) -> float:
        return size[v] * sum(part * rate for part, rate in zip(share[c], granted[r], strict=True))

    rates = [accredited(at, at, at) / size[at] for at in (0, 1)]
    mean_rate, mean_size = sum(rates) / 2, sum(size) / 2
    by_who = [(accredited(0, 1, r) - accredited(0, 0, r)) / size[0] for r in (0, 1)]
    by_rate = [(accredited(0, c, 1) - accredited(0, c, 0)) / size[0] for c in (0, 1)]
    assert (found.before, found.after) == (pytest.approx(74), pytest.approx(78))
    assert found.volume == pytest.approx(20 * mean_rate)
    assert found.composition == pytest.approx(mean_size * sum(by_who) / 2)
    assert found.within == pytest.approx(mean_size * sum(by_rate) / 2)
    assert found.volume + found.composition + found.within == pytest.approx(found.change)


def test_the_parts_are_told_with_their_signs() -> None:
    tables, stretches = released(register(MORE_GIRLS))
    assert change_parts.parts_told(tables, compared(stretches)) == (
        "De 2018 a 2019, las acreditaciones por año (contadas por el año de la solicitud) cambiaron en +4,0: +13,9 "
        "porque cambió el número de solicitudes y -9,9 porque cambió la parte que se acredita. De esa segunda parte, a "
        "que fueran otras las personas que solicitaron se debe: por sexo registrado, -8,1."
    )


def test_who_was_not_accredited_is_a_number_of_its_own() -> None:
    """Two refused men among few: all applications less those of women, less those accredited, would give them away."""
    hidden = {**MORE_GIRLS, (2018, NOT, "HOMBRE", "LABORAL"): 2}
    tables, _ = released(register(hidden))
    names = [f"{kind}{trait}2018" for kind in ("acreditadas_", "no_acreditadas_") for trait in ("", "sexo_")]
    accredited, women, others, women_refused = (tables[name].total for name in names)
    assert (accredited, women) == (74, 20)
    assert others is None or women_refused is None


def test_nothing_is_shared_out_with_a_hidden_number_or_few_applications() -> None:
    hidden = {**MORE_GIRLS, (2018, NOT, "HOMBRE", "LABORAL"): 2}
    few = {person: max(n // 8, 5) for person, n in MORE_GIRLS.items() if person[0] == 2018 and person[2] == "MUJER"}
    few |= {person: n for person, n in MORE_GIRLS.items() if person[0] == 2019}
    for people in (hidden, few):
        tables, stretches = released(register(people))
        found: Sequence[ChangeParts] = change_parts.change_parts(tables, compared(stretches))
        assert found == []
        assert change_parts.parts_told(tables, compared(stretches)).startswith(
            "A qué se debe el cambio no se puede repartir"
        )


def test_numbers_rounded_apart_are_not_shared_out() -> None:
    """More accredited women than accredited people, as two roundings may have it."""
    tables, stretches = released(register(MORE_GIRLS))
    apart = {
        **tables,
        "acreditadas_sexo_2018": tables["no_acreditadas_2019"],
        "acreditadas_2018": tables["acreditadas_sexo_2018"],
    }
    assert change_parts.change_parts(apart, compared(stretches)) == []


def test_a_source_without_applications_shares_nothing_out() -> None:
    told = lines(register(yearly(STEADY), unit="registro"))
    assert told[0] == "En 2018–2023 constan 181 personas víctimas acreditadas."
    assert any(line.startswith("Esta fuente no cuenta las solicitudes junto a las acreditaciones") for line in told)


def test_more_without_a_value_is_not_a_fall() -> None:
    people = {(2018, ACC, "MUJER", "SEXUAL"): 45, (2018, ACC, "MUJER", "ND"): 5}
    people |= {(2019, ACC, "MUJER", "SEXUAL"): 25, (2019, ACC, "MUJER", "ND"): 25}
    tables, stretches = released(register(people))
    assert completeness.uneven_told(tables, tables[trend.VICTIMS]) == (
        "«Finalidad de explotación»: según el año, quedó sin dato desde 10,0\N{NO-BREAK SPACE}% de las personas (2018) "
        "hasta 50,0\N{NO-BREAK SPACE}% (2019). Lo que baja de un año a otro entre sus respuestas puede ser solo lo que "
        "no se anotó."
    )
    (blank,) = completeness.blanks(tables, compared(stretches))
    assert (blank.missing, blank.total, blank.verdict) == ((5, 25), (50, 50), "more")
    assert completeness.blanks_told(tables, compared(stretches)).startswith(
        "«Finalidad de explotación»: quedó sin dato 10,0"
    )


def test_a_purpose_lies_between_none_and_all_of_those_without_a_value() -> None:
    people = {(2018, ACC, "MUJER", "SEXUAL"): 40, (2018, ACC, "MUJER", "ND"): 10, (2019, ACC, "MUJER", "SEXUAL"): 15}
    tables, stretches = released(register(people))
    table = str(purposes.purposes_table(tables, compared(stretches)))
    assert "Explotación sexual · 40 de 50: 80,0 a 100,0 % · 15 de 15; pocas" in table
    people |= {(2019, ACC, "MUJER", "LABORAL"): 20, (2019, ACC, "MUJER", "ND"): 2, (2019, ACC, "MUJER", "OTRAS"): 3}
    tables, stretches = released(register(people))
    assert (
        "Trabajo forzado o explotación laboral · 0 de 50: 0,0 a 20,0 % · 20 de 40: 50,0\N{NO-BREAK SPACE}% o más"
        in str(purposes.purposes_table(tables, compared(stretches)))
    )


def test_periods_are_cut_where_the_law_changed_and_halved_where_it_did_not() -> None:
    changes = law_changes(register({(2018, ACC, "MUJER", "SEXUAL"): 1}))
    assert changes is not None
    cut = stretches_between(2010, 2024, changes)
    assert [(stretch.name, len(stretch)) for stretch in cut] == [
        ("2010–2012", 3),
        ("2013–2017", 5),
        ("2018–2023", 6),
        ("2024", 1),
    ]
    assert compared(cut) == cut
    assert stretches_between(2018, 2022, changes) == [Stretch(2018, 2022)]
    assert [part.name for part in compared([Stretch(2018, 2021)])] == ["2018–2019", "2020–2021"]
    assert compared([Stretch(2021, 2021)]) == [Stretch(2021, 2021)]
