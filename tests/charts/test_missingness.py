"""The map of unrecorded data: shares of those who could have answered, hidden with any part of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tipanalysis.charts.missingness import draw_missingness
from tipanalysis.words.errors import ReleaseError

MEANS = {
    ("2018", "ENGANO"): 40,
    ("2018", "NP"): 30,
    ("2018", "ND"): 10,
    ("2018", "NA_"): 20,
    ("2019", "ENGANO"): 30,
    ("2019", "NP"): 2,
    ("2019", "ND"): 10,
    ("2019", "NA_"): 20,
    ("ND", "ENGANO"): 0,
    ("ND", "NP"): 0,
    ("ND", "ND"): 9,
    ("ND", "NA_"): 0,
}
SEX = {
    ("2018", "MUJER"): 100,
    ("2018", "PNR"): 0,
    ("2019", "MUJER"): 499,
    ("2019", "PNR"): 1,
    ("2020", "MUJER"): 0,
    ("2020", "PNR"): 0,
}


@pytest.fixture
def both(release_of: Callable[..., Any]) -> dict[str, Any]:
    return {
        "medio": release_of(("anio_registro", "medio"), MEANS, [("2019", "NP")]),
        "sexo": release_of(("anio_registro", "sexo"), SEX),
    }


def rows(figure: Any) -> dict[str, list[str]]:
    axes = figure.axes[0]
    texts = [text.get_text() for text in axes.texts]
    names = [tick.get_text() for tick in axes.get_yticklabels()]
    columns = len(axes.get_xticks())
    return {name: texts[at * columns : (at + 1) * columns] for at, name in enumerate(names)}


def test_shares_of_those_asked_with_the_most_frequent_reason(both: dict[str, Any], texts_in: Any) -> None:
    figure = draw_missingness(both).figure
    assert [tick.get_text() for tick in figure.axes[0].get_xticklabels()] == [
        "2018",
        "2019",
        "2020",
        "No\ndisponible\nen la\nfuente",
    ]
    assert rows(figure) == {
        "Medio comisivo": ["50\nNP", "•", "—", "100\nND"],
        "Sexo registrado": ["0", "<1\nPNR", "—", "—"],
    }
    said = " ".join(texts_in(figure)).replace("\n", " ")
    assert "Cada celda: porcentaje de registros sin dato y el código del motivo más frecuente." in said
    assert "Motivos: NP, no se preguntó; PNR, prefiere no responder; ND, no disponible en la fuente." in said


def test_almost_all_is_not_all(release_of: Callable[..., Any]) -> None:
    release = release_of(("anio_registro", "sexo"), {("2018", "MUJER"): 1, ("2018", "NP"): 999})
    assert rows(draw_missingness({"sexo": release}).figure) == {"Sexo registrado": [">99\nNP"]}


def test_columns_may_be_institutions(release_of: Callable[..., Any]) -> None:
    cells = {("Policía", "MUJER"): 10, ("Policía", "NP"): 10, ("Salud", "MUJER"): 0, ("Salud", "NP"): 7}
    release = release_of(("institucion", "sexo"), cells)
    assert rows(draw_missingness({"sexo": release}, across="institucion").figure) == {
        "Sexo registrado": ["50\nNP", "100\nNP"]
    }


def test_the_sentence_and_the_notes(both: dict[str, Any]) -> None:
    picture = draw_missingness(both)
    assert picture.alt == (
        "Mapa de calor de datos sin registrar. Porcentaje sin dato en cada variable, según año de registro. Mayor "
        "valor: "
        "Medio comisivo, No disponible en la fuente, 100,0\u00a0%. Menor valor: Sexo registrado, 2018, 0,0\u00a0%. "
        "Celdas ocultas: 1. Total de personas: 171. Fuente: Registro de prueba. Datos sintéticos: no describen a "
        "ninguna persona real."
    )
    assert picture.notes == (
        "DATOS SINTÉTICOS: inventados para practicar; no describen a ninguna persona real.",
        "Fuente: Registro de prueba.",
        "Denominador: total de personas de cada columna, sin los registros a los que la pregunta no se aplica.",
        "Un porcentaje se oculta si se oculta alguna de las cifras con que se calcula (política «publication»). "
        "Celdas ocultas del mapa: 1.",
    )
    assert draw_missingness(both, lang="en", country="GTM").alt.startswith(
        "Heat map of unrecorded data. Percentage with no data in each variable, by year of registration. Largest "
        "value: "
    )


def test_tables_without_a_common_dimension_are_refused(release_of: Callable[..., Any], both: dict[str, Any]) -> None:
    other = release_of(("sector", "etapa"), {("A", "B"): 9})
    with pytest.raises(ReleaseError) as refused:
        draw_missingness({**both, "etapa": other}, across="anio_registro")
    assert str(refused.value) == (
        "El mapa de datos sin registrar necesita cuadros por dos variables, con una en común; el cuadro «etapa» es "
        "por: sector, etapa; en común: «anio_registro». Cuente cada variable junto con la misma otra."
    )


def test_no_table_is_refused(both: dict[str, Any]) -> None:
    for nothing in ({}, both["sexo"]):
        with pytest.raises(ReleaseError) as refused:
            draw_missingness(nothing)
        assert refused.value.both() == (
            'No llegó ningún cuadro. Dé uno por variable, por ejemplo draw_missingness({"sexo": cuadro}).\nNo table '
            'was given. Give one for each variable, for example draw_missingness({"sexo": table}).'
        )
