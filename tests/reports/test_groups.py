"""The intersectional profile: everything it says comes from shown numbers, and from enough of them."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.release.protect import protect_together
from tipanalysis.release.release import Release
from tipanalysis.reports import groups
from tipanalysis.reports.parameters import Parameter
from tipanalysis.reports.shown import Shown
from tipanalysis.words.errors import ReleaseError, ReportError

GIRLS = {"sexo": "MUJER", "mayoria_edad": "00-17"}
Rows = list[tuple[str, str, str, int]]


def register(rows: Rows, third: str = "ambito") -> Register:
    """People by sex, age and a third variable."""
    many = [row[:3] for row in rows for _ in range(row[3])]
    records = pd.DataFrame(many, columns=["sexo", "mayoria_edad", third], dtype="str")
    records.insert(0, "id", [f"R{n}" for n in range(len(records))])
    origin = Provenance("prueba", "Registro de prueba", "prueba.csv", "0" * 64, country="CRI", rows_read=len(records))
    return Register(records, "registro", origin)


def released(rows: Rows, traits: dict[str, str] = GIRLS) -> dict[str, Release]:
    return protect_together(groups.group_tables(register(rows), traits, ["sexo"], None))


WIDE = [
    ("MUJER", "00-17", "INTERNA", 30),
    ("MUJER", "00-17", "TRANSFRONTERIZA", 10),
    ("HOMBRE", "18+", "INTERNA", 15),
    ("HOMBRE", "18+", "TRANSFRONTERIZA", 45),
]


def test_the_group_stands_beside_everyone_else_and_nobody_twice() -> None:
    inside, across = groups.beside_others(released(WIDE))
    assert (inside.x, inside.n, inside.y, inside.m) == (30, 40, 15, 60)
    assert (round(inside.share, 1), round(inside.other, 1), round(inside.gap, 1)) == (75.0, 25.0, 50.0)
    assert 0 < inside.low < inside.gap < inside.high
    assert (inside.verdict, across.verdict) == ("more", "less")


def test_a_hidden_number_is_in_no_comparison() -> None:
    rows = [("MUJER", "00-17", "INTERNA", 3), ("MUJER", "00-17", "TRANSFRONTERIZA", 47), *WIDE[2:]]
    tables = released(rows)
    shown = Shown(tables["grupo_ambito"])
    assert shown.n(ambito="INTERNA") is None
    assert groups.beside_others(tables) == []
    assert "no se compara" in str(groups.beside_table(tables))


def test_fewer_than_twenty_people_are_counted_and_not_compared() -> None:
    rows = [("MUJER", "00-17", "INTERNA", 8), ("MUJER", "00-17", "TRANSFRONTERIZA", 8), *WIDE[2:]]
    tables = released(rows)
    assert {each.verdict for each in groups.beside_others(tables)} == {"few"}
    (line,) = groups.findings(tables, GIRLS, None)
    assert line == (
        "«Mujer · Niñas, niños y adolescentes (0 a 17 años)»: 16 de 76 personas víctimas del período. Con menos de 20 "
        "personas no se comparan porcentajes: cualquier diferencia puede ser azar."
    )


def test_a_hidden_group_is_told_and_not_sized() -> None:
    rows = [("MUJER", "00-17", "INTERNA", 2), ("HOMBRE", "18+", "INTERNA", 60)]
    (line,) = groups.findings(released(rows), GIRLS, None)
    assert line.startswith("«Mujer · Niñas, niños y adolescentes (0 a 17 años)»: son tan pocas personas")
    assert not any(character.isdigit() for character in line.replace("0 a 17", ""))


def test_alike_groups_are_not_made_out_to_differ() -> None:
    rows = [("MUJER", "00-17", "INTERNA", 20), ("MUJER", "00-17", "TRANSFRONTERIZA", 20), *WIDE[2:3]]
    rows = [*rows, ("HOMBRE", "18+", "TRANSFRONTERIZA", 15)]
    tables = released(rows)
    assert {each.verdict for each in groups.beside_others(tables)} == {"open"}
    assert "En ninguna respuesta" in groups.findings(tables, GIRLS, None)[-1]


def test_a_variable_that_the_source_lacks_is_refused() -> None:
    with pytest.raises(ReportError) as refusal:
        groups.group_tables(register(WIDE), {"origen": "NACIONAL"}, ["sexo"], None)
    assert str(refusal.value) == (
        "Esta fuente no registra Origen nacional o extranjero; el grupo y el cruce solo pueden usar lo que la fuente "
        "registra. Elija otras variables."
    )


def accredited(rows: list[tuple[str, str, int, int]]) -> dict[str, Release]:
    """Releases of applicants and accredited by sex and age: ``n`` applied, ``x`` accredited."""
    many = [(sex, age, "ACREDITADA" if at < x else "NO_VICTIMA") for sex, age, n, x in rows for at in range(n)]
    frame = pd.DataFrame(many, columns=["sexo", "mayoria_edad", "condicion_victima"], dtype="str")
    frame.insert(0, "id", [f"R{n}" for n in range(len(frame))])
    origin = Provenance("prueba", "Registro de prueba", "prueba.csv", "0" * 64, country="CRI", rows_read=len(frame))
    return protect_together(
        groups.accreditation_tables(Register(frame, "registro", origin), ["sexo", "mayoria_edad"], None)
    )


def test_the_group_furthest_behind_is_found_from_shown_numbers() -> None:
    tables = accredited(
        [("MUJER", "00-17", 90, 20), ("MUJER", "18+", 90, 70), ("HOMBRE", "00-17", 80, 60), ("HOMBRE", "18+", 80, 62)]
    )
    profile = groups.accreditation_profile(tables, ["sexo", "mayoria_edad"])
    assert profile is not None
    assert profile.total == 340
    assert profile.furthest.group == {"sexo": ("MUJER",), "mayoria_edad": ("00-17",)}
    text = str(groups.profile_table(profile, tables))
    assert "20 de 90 (22,2" in text


def test_people_of_hidden_groups_are_outside_the_profile() -> None:
    tables = accredited(
        [("MUJER", "00-17", 90, 20), ("MUJER", "18+", 90, 70), ("HOMBRE", "00-17", 80, 60), ("HOMBRE", "18+", 6, 3)]
    )
    profile = groups.accreditation_profile(tables, ["sexo", "mayoria_edad"])
    assert profile is None or profile.total < 266


def test_only_a_release_is_read() -> None:
    with pytest.raises(ReleaseError):
        Shown(count_by(pd.DataFrame({"sexo": ["MUJER"]}), "sexo"))  # type: ignore[arg-type]


FORM = (
    "se esperaban de dos a tres variables distintas de una sola respuesta, separadas por comas, por ejemplo "
    "sexo,mayoria_edad,origen."
)
NOT_ONE = "no es una variable del catálogo con códigos y una sola respuesta."


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("variables", "sexo,origen", None),
        ("variables", "sexo", f"--x: llegó «sexo»; {FORM}"),
        ("variables", "sexo,sexo", f"--x: llegó «sexo,sexo»; {FORM}"),
        ("variables", "sexo,orijen", f"--x: «orijen» {NOT_ONE} ¿Quiso decir «origen»?"),
        ("variables", "sexo,finalidad", f"--x: «finalidad» {NOT_ONE}"),
        ("group", "sexo=MUJER,origen:NACIONAL", None),
        (
            "group",
            "sexo",
            "--x: llegó «sexo»; se esperaba variable:código, separados por comas, por ejemplo "
            "sexo:MUJER,mayoria_edad:00-17.",
        ),
        (
            "group",
            "sexo:MUGER",
            "--x: «MUGER» no es un código de Sexo registrado. ¿Quiso decir «MUJER»? Hay: MUJER, HOMBRE, INTERSEX.",
        ),
    ],
)
def test_a_group_and_its_variables_are_checked_before_anything_runs(kind: str, value: str, told: str | None) -> None:
    found = Parameter.declared("x", kind=kind, default="", es="qué", en="what").problem(value)
    assert (found and str(found)) == told
