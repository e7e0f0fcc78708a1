"""The pyramid: bars as long as the numbers, nobody left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tipanalysis.charts.marks import BLOCK
from tipanalysis.charts.pyramid import draw_pyramid
from tipanalysis.words.errors import ReleaseError

BY = ("grupo_edad_amplio", "sexo")
PEOPLE = {
    ("00-11", "MUJER"): 0,
    ("00-11", "HOMBRE"): 7,
    ("00-11", "INTERSEX"): 0,
    ("00-11", "NP"): 0,
    ("12-17", "MUJER"): 1200,
    ("12-17", "HOMBRE"): 2,
    ("12-17", "INTERSEX"): 0,
    ("12-17", "NP"): 6,
    ("ND", "MUJER"): 9,
    ("ND", "HOMBRE"): 0,
    ("ND", "INTERSEX"): 0,
    ("ND", "NP"): 5,
}
HIDDEN = [("12-17", "HOMBRE")]


def bars(figure: Any) -> dict[tuple[float, bool], float]:
    """Signed length of each bar, by its height in the chart and whether it is hatched as hidden."""
    axes = figure.axes[0]
    return {
        (round(bar.get_y() + bar.get_height() / 2, 2), bar.get_hatch() == "////"): bar.get_width()
        for container in axes.containers
        for bar in container.patches
        if bar.get_width()
    }


def test_bars_are_as_long_as_the_numbers_women_left_and_men_right(release_of: Callable[..., Any]) -> None:
    drawn = bars(draw_pyramid(release_of(BY, PEOPLE, HIDDEN)).figure)
    assert drawn == {(0.0, False): -9, (1.6, False): 7, (2.6, False): -1200, (2.6, True): BLOCK * 1200}


def test_every_number_is_written_and_everyone_outside_is_counted(
    release_of: Callable[..., Any], texts_in: Callable[..., list[str]]
) -> None:
    texts = texts_in(draw_pyramid(release_of(BY, PEOPLE, HIDDEN)).figure)
    assert {"0", "7", "1\u00a0200", "•", "9", "Mujer", "Hombre", "Personas", "DATOS SINTÉTICOS"} <= set(texts)
    assert "Además, fuera de la pirámide: Intersex: 0; No se preguntó: 11." in texts
    assert "• Cifra oculta para proteger a las personas (el bloque no indica tamaño)" in texts
    assert {"0 a 11 años", "12 a 17 años", "No disponible en la\nfuente"} <= set(texts)


def test_the_order_of_the_dimensions_makes_no_difference(release_of: Callable[..., Any]) -> None:
    turned = {(sex, age): n for (age, sex), n in PEOPLE.items()}
    one = draw_pyramid(release_of(BY, PEOPLE, HIDDEN))
    other = draw_pyramid(release_of(("sexo", "grupo_edad_amplio"), turned, [("HOMBRE", "12-17")]))
    assert (one.svg, one.title) == (other.svg, other.title)


def test_the_sentence_in_both_languages(release_of: Callable[..., Any]) -> None:
    release = release_of(BY, PEOPLE, HIDDEN)
    assert draw_pyramid(release).alt == (
        "Pirámide de edad y sexo. Personas según gran grupo de edad y sexo registrado. "
        "Mayor valor: Mujer, 12 a 17 años, 1\u00a0200. Menor valor: Mujer, 0 a 11 años, 0. Celdas ocultas: 1. "
        "Total de personas: 1\u00a0229. Sin dato: gran grupo de edad, 14; sexo registrado, 11. "
        "Fuente: Registro de prueba. Datos sintéticos: no describen a ninguna persona real."
    )
    assert draw_pyramid(release, lang="en", country="GTM").alt == (
        "Age and sex pyramid. Persons by broad age group and recorded sex. "
        "Largest value: Woman, 12 to 17 years, 1,200. Smallest value: Woman, 0 to 11 years, 0. Hidden cells: 1. "
        "Total persons: 1,229. No data: broad age group, 14; recorded sex, 11. "
        "Source: Registro de prueba. Synthetic data: they describe no real person."
    )


def test_single_years_lose_their_numbers_and_keep_every_fifth_name(
    release_of: Callable[..., Any], grid_of: Callable[..., Any], texts_in: Callable[..., list[str]]
) -> None:
    years = [str(age) for age in range(40)]
    release = release_of(("edad", "sexo"), grid_of([[*years, "NS"], ["MUJER", "HOMBRE"]], 1234))
    figure = draw_pyramid(release).figure
    names = [tick.get_text() for tick in figure.axes[0].get_yticklabels()]
    assert names == ["No sabe", "0", "5", "10", "15", "20", "25", "30", "35"]
    assert "1\u00a0234" not in texts_in(figure)


@pytest.mark.parametrize(
    ("by", "given"),
    [(("sexo",), "sexo"), (("grupo_edad", "finalidad"), "grupo_edad, finalidad"), (("sexo", "etapa"), "sexo, etapa")],
)
def test_other_dimensions_are_refused(release_of: Callable[..., Any], by: tuple[str, ...], given: str) -> None:
    with pytest.raises(ReleaseError) as refused:
        draw_pyramid(release_of(by, {("MUJER", "12-17")[: len(by)]: 9}))
    assert str(refused.value) == (
        f"La pirámide necesita un cuadro por «sexo» y una variable de edad; llegó un cuadro por: {given}. Variables "
        "de edad: grupo_edad, grupo_edad_amplio, mayoria_edad, edad, edad_captacion. Cuente así: "
        'count_by(registro, ["sexo", "grupo_edad"]).'
    )
