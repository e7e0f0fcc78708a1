"""The risk measured is that of the cube, and that of counting by hand."""

from __future__ import annotations

import pytest

import tipanalysis as tip
from extract.crowds import crowd, register_of
from tipanalysis.extract.people import people_of
from tipanalysis.extract.risk import measure_risk
from tipanalysis.words.errors import InputError

FIVE = {
    "sexo": ["MUJER", "MUJER", "MUJER", "HOMBRE", "HOMBRE"],
    "grupo_edad": ["18-24", "18-24", "15-17", "18-24", "NP"],
    "origen": ["NACIONAL", "NACIONAL", "EXTRANJERA", "EXTRANJERA", "NACIONAL"],
    "finalidad": ["SEXUAL", "LABORAL", "SEXUAL", "SEXUAL", "ND"],
}


def test_five_people_by_hand() -> None:
    risk = measure_risk(register_of(FIVE), ["sexo", "grupo_edad"], ["finalidad"], k=3)
    assert risk.combinations.to_dict("split")["data"] == [
        ["sexo", 1, 0, 2, 0],
        ["grupo_edad", 1, 2, 2, 2],
        ["sexo, grupo_edad", 2, 3, 5, 1],
    ]
    assert risk.sizes.to_dict("split")["data"] == [[1, 2, 3], [2, 3, 5]]
    assert risk.groups.round(4).to_dict("split")["data"] == [
        ["TOTAL", "TOTAL", 5, 3, 5, 0.8, 1.0],
        ["sexo", "HOMBRE", 2, 2, 2, 1.0, 1.0],
        ["sexo", "MUJER", 3, 1, 3, 0.6667, 1.0],
        ["origen", "EXTRANJERA", 2, 2, 2, 1.0, 1.0],
        ["origen", "NACIONAL", 3, 1, 3, 0.6667, 1.0],
    ]
    assert risk.diversity.to_dict("split")["data"] == [["finalidad", 1]]


def test_it_agrees_with_the_cube() -> None:
    names = ["sexo", "grupo_edad", "nacionalidad", "anio_registro"]
    register = crowd(2, 150, names)
    risk = measure_risk(register, names, k=4)
    cube = tip.cube(register, names, order=4)
    for row in risk.combinations.to_dict("records"):
        n = cube.cells(row["variables"].split(", ")).n
        assert (row["unique"], row["below"]) == (n[n == 1].sum(), n[n < 4].sum())


@pytest.mark.parametrize(
    ("quasi", "sensitive", "said"),
    [
        (
            [],
            ["etapa"],
            "Un extracto necesita que alguien decida qué variables podría saber otra persona de antemano (por ejemplo "
            "sexo, edad, nacionalidad). Indíquelas; de este registro pueden salir: sexo, etapa.",
        ),
        (
            ["edad"],
            ["etapa"],
            "«edad» no sale en un extracto: solo salen códigos y años, nunca claves, fechas, edades exactas, "
            "cantidades ni textos. De este registro pueden salir: sexo, etapa.",
        ),
        (
            ["id_persona"],
            ["etapa"],
            "«id_persona» no sale en un extracto: solo salen códigos y años, nunca claves, fechas, edades exactas, "
            "cantidades ni textos. De este registro pueden salir: sexo, etapa.",
        ),
        (
            ["sexo", "sexo"],
            ["etapa"],
            "«sexo» y «sexo» dicen lo mismo con distinto detalle: recodificar una sería en vano. Deje solo una, la más "
            "detallada que haga falta.",
        ),
        (
            ["etnia"],
            ["etapa"],
            "El registro no tiene la variable: etnia. Hay: sexo, etapa. Revise cómo está escrito el nombre o corrija "
            "el mapa de la fuente.",
        ),
    ],
)
def test_what_may_not_leave_is_refused(quasi: list[str], sensitive: list[str], said: str) -> None:
    people = {"id_persona": ["P1", "P2"], "sexo": ["MUJER"] * 2, "etapa": ["DENUNCIA"] * 2, "edad": ["20", "31"]}
    with pytest.raises(InputError) as refused:
        measure_risk(register_of(people), quasi, sensitive)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    "names", [["grupo_edad", "mayoria_edad"], ["origen", "nacionalidad"], ["canton_residencia", "provincia_residencia"]]
)
def test_a_variable_that_follows_from_another_is_refused(names: list[str]) -> None:
    register = register_of({**FIVE, **{name: ["ND"] * 5 for name in names}})
    for one, other in (names, names[::-1]):
        with pytest.raises(InputError, match="dicen lo mismo con distinto detalle"):
            people_of(register, [one], [other])


def test_counts_are_no_people() -> None:
    register = register_of({**FIVE})
    register.records["peso"] = [1, 1, 3, 1, 1]
    with pytest.raises(InputError, match="«Prueba» guarda cantidades, no personas"):
        measure_risk(register, ["sexo"])


def test_at_most_eight_variables() -> None:
    with pytest.raises(InputError, match="Se indicaron 9 variables que otra persona podría saber; caben 8"):
        measure_risk(register_of(FIVE), [f"v{i}" for i in range(9)])


@pytest.mark.parametrize("k", [1, 0, 2.5, True])
def test_k_is_a_whole_number_of_two_or_more(k: object) -> None:
    with pytest.raises(InputError, match="El valor de k debe ser un número entero de al menos 2"):
        measure_risk(register_of(FIVE), ["sexo"], k=k)
