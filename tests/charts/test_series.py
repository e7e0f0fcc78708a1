"""The series: points at their numbers, lines broken where a year is hidden, bands where a definition changed."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan
from typing import Any

import pytest

from tipanalysis.charts.series import draw_series
from tipanalysis.register.provenance import Provenance
from tipanalysis.standard.country import load_country
from tipanalysis.words.errors import ReleaseError

RECEIVED = {("2016",): 30, ("2017",): 25, ("2018",): 3, ("2019",): 41, ("ND",): 6}
ACCREDITED = {("2016",): 12, ("2017",): 0, ("2018",): 15, ("2019",): 20}


@pytest.fixture
def both(release_of: Callable[..., Any]) -> dict[str, Any]:
    return {
        "Solicitudes recibidas": release_of(("anio_registro",), RECEIVED, [("2018",)], unit="solicitud"),
        "Víctimas acreditadas": release_of(("anio_acreditacion",), ACCREDITED),
    }


def lines(figure: Any) -> list[list[float | None]]:
    """The values of each long line, in the order drawn; ``None`` where it breaks."""
    drawn = [list(line.get_ydata()) for line in figure.axes[0].lines if len(line.get_xdata()) > 2]
    return [[None if isnan(y) else y for y in values] for values in drawn]


def test_lines_pass_through_the_numbers_and_break_where_one_is_hidden(both: dict[str, Any], texts_in: Any) -> None:
    figure = draw_series(both).figure
    assert lines(figure) == [[30, 25, None, 41], [12, 0, 15, 20]]
    block = [bar for bar in figure.axes[0].patches if bar.get_hatch() == "////"]
    assert [(round(bar.get_x() + bar.get_width() / 2), bar.get_height()) for bar in block] == [(2018, 0.05 * 41)]
    texts = texts_in(figure)
    assert {"30", "25", "•", "41", "12", "0", "15", "20", "Cantidad", "DATOS SINTÉTICOS"} <= set(texts)
    assert {"Solicitudes\nrecibidas", "Víctimas\nacreditadas"} <= set(texts)
    assert "Sin año: Solicitudes recibidas, No disponible en la fuente: 6." in texts


def test_lines_differ_in_colour_marker_and_stroke(both: dict[str, Any]) -> None:
    first, second = [line for line in draw_series(both).figure.axes[0].lines if len(line.get_xdata()) > 2]
    for of in ("get_color", "get_marker", "get_linestyle"):
        assert getattr(first, of)() != getattr(second, of)()


def test_changes_of_definition_inside_the_years_start_bands_and_are_explained(both: Any, texts_in: Any) -> None:
    figure = draw_series(both, breaks=load_country("CRI").series_breaks).figure
    bands = [patch for patch in figure.axes[0].patches if patch.get_hatch() is None]
    assert [(band.get_x(), band.get_x() + band.get_width()) for band in bands] == [(2017.5, 2019.5)]
    sentence = next(text for text in texts_in(figure) if text.startswith("Cambios"))
    assert sentence.replace("\n", " ").startswith(
        "Cambios de definición (las cifras de antes y de después no se deben comparar sin tenerlos en cuenta): "
        "2018: Reforma de 2018: los medios pasan a ser esenciales en personas adultas (por confirmar)."
    )


def test_a_year_that_is_not_over_is_hollow_and_told(both: dict[str, Any], texts_in: Any) -> None:
    figure = draw_series(both, partial_year=2019).figure
    hollow = [line for line in figure.axes[0].lines if line.get_markerfacecolor() == "white"]
    assert [(list(line.get_xdata()), list(line.get_ydata())) for line in hollow] == [([2019], [41]), ([2019], [20])]
    assert any("2019: año incompleto." in text for text in texts_in(figure))


def test_a_second_variable_gives_a_line_for_each_level_and_one_for_those_unknown(
    release_of: Callable[..., Any], texts_in: Any
) -> None:
    cells = {(year, sex): n for year, n in (("2016", 10), ("2017", 20)) for sex in ("MUJER", "HOMBRE", "NP", "ND")}
    cells = {key: n + len(key[1]) for key, n in cells.items()}
    three = {(year, code): n for (year, code), n in cells.items()} | {("2018", sex): 9 for _, sex in cells}
    release = release_of(("anio_registro", "sexo"), three, [("2017", "ND")])
    figure = draw_series(release).figure
    assert lines(figure) == [[15, 25, 9], [16, 26, 9], [24, None, 18]]
    assert {"Mujer", "Hombre", "Sin dato", "Personas"} <= set(texts_in(figure))


def test_of_many_lines_the_six_largest_are_drawn(release_of: Callable[..., Any], texts_in: Any) -> None:
    cells = {(str(year), f"lugar {at}"): at for year in range(2010, 2025) for at in range(30)}
    figure = draw_series(release_of(("anio_registro", "lugar"), cells)).figure
    assert [values[0] for values in lines(figure)] == [24, 25, 26, 27, 28, 29]
    assert "Solo en el cuadro, con valores menores u ocultos: 24 líneas más." in texts_in(figure)


def test_the_sentence_and_the_notes_name_each_release(both: dict[str, Any]) -> None:
    picture = draw_series(both, lang="en")
    assert picture.alt == (
        "Line chart, 2016 to 2019. Solicitudes recibidas and víctimas acreditadas by year. Largest value: Solicitudes "
        "recibidas 2019, 41. Smallest value: Víctimas acreditadas 2017, 0. Hidden cells: 1. Solicitudes recibidas: "
        "105. No data: year of registration, 6. Víctimas acreditadas: 47. No data: year of accreditation, 0. "
        "Source: Registro de prueba. Synthetic data: they describe no real person."
    )
    assert picture.notes[0] == "Solicitudes recibidas. Counting unit: applications; n = 105."
    assert picture.notes[-1] == "Source: Registro de prueba."
    assert len(picture.notes) == len(set(picture.notes))


@pytest.mark.parametrize("by", [("sexo",), ("anio_registro", "sexo", "etapa")])
def test_a_table_without_one_year_variable_is_refused(release_of: Callable[..., Any], by: tuple[str, ...]) -> None:
    with pytest.raises(ReleaseError) as refused:
        draw_series(release_of(by, {("2018", "MUJER", "A")[: len(by)]: 9}))
    assert str(refused.value) == (
        "La serie necesita un cuadro por una variable de año (su nombre empieza con «anio_») y a lo sumo otra más; "
        f"con varios cuadros, cada uno solo por año. Llegó un cuadro por: {', '.join(by)}. Cuente por el año."
    )


def test_no_table_is_refused() -> None:
    with pytest.raises(ReleaseError) as refused:
        draw_series({})
    assert refused.value.both() == (
        'No llegó ningún cuadro para la serie. Dé al menos uno, por ejemplo draw_series({"Solicitudes recibidas": '
        'cuadro}).\nThe series was given no table. Give at least one, for example draw_series({"Applications '
        'received": table}).'
    )


def test_the_sentence_says_which_line_counts_a_part(release_of: Callable[..., Any], both: dict[str, Any]) -> None:
    part = Provenance("eri", "Registro de prueba", "a.xlsx", "ab").narrowed("condicion_victima", ("ACREDITADA",))
    both["Víctimas acreditadas"] = release_of(("anio_registro",), RECEIVED, provenance=part)
    assert draw_series(both).alt.endswith(
        "Fuente: Registro de prueba. Datos sintéticos: no describen a ninguna persona real. Víctimas acreditadas: solo "
        "registros con condición de víctima: Víctima acreditada."
    )
