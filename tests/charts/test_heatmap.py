"""The heat map: a number in every cell, shades that keep their text readable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from matplotlib import colormaps
from matplotlib.colors import to_hex, to_rgb

from tipanalysis.charts.grid import ink_on
from tipanalysis.charts.heatmap import draw_heatmap
from tipanalysis.charts.style import SCALE
from tipanalysis.words.errors import ReleaseError

BY = ("forma_captacion", "sexo")
CELLS = {
    ("OFERTA_TRABAJO", "MUJER"): 1500,
    ("OFERTA_TRABAJO", "HOMBRE"): 750,
    ("OFERTA_TRABAJO", "NP"): 0,
    ("FAMILIA", "MUJER"): 0,
    ("FAMILIA", "HOMBRE"): 2,
    ("FAMILIA", "NP"): 900,
    ("ND", "MUJER"): 8,
    ("ND", "HOMBRE"): 9,
    ("ND", "NP"): 10,
}
HIDDEN = [("FAMILIA", "HOMBRE"), ("FAMILIA", "TOTAL")]


def cells(figure: Any) -> list[tuple[str, str]]:
    """From left to right and top to bottom: the text of each cell and its colour (``hidden`` if hatched)."""
    axes = figure.axes[0]
    colours = ["hidden" if patch.get_hatch() else to_hex(patch.get_facecolor()).upper() for patch in axes.patches]
    return list(zip((text.get_text() for text in axes.texts), colours, strict=True))


def shade(part: float) -> str:
    return str(to_hex(colormaps[SCALE](0.08 + 0.92 * part))).upper()


def test_every_cell_holds_its_number_and_only_known_values_are_shaded(release_of: Callable[..., Any]) -> None:
    white = "#FFFFFF"
    figure = draw_heatmap(release_of(BY, CELLS, HIDDEN)).figure
    assert cells(figure) == [
        ("1\u00a0500", shade(1)), ("750", shade(0.5)), ("0", white), ("2\u00a0250", white),
        ("0", white), ("•", "hidden"), ("900", white), ("•", "hidden"),
        ("8", white), ("9", white), ("10", white), ("27", white),
        ("1\u00a0508", white), ("761", white), ("910", white), ("3\u00a0179", white),
    ]  # fmt: skip
    assert [tick.get_text() for tick in figure.axes[0].get_xticklabels()] == [
        "Mujer",
        "Hombre",
        "No se\npreguntó",
        "Total",
    ]
    assert [tick.get_text() for tick in figure.axes[0].get_yticklabels()] == [
        "Oferta de trabajo",
        "Familia",
        "No disponible en la fuente",
        "Total",
    ]


def test_the_variable_asked_for_goes_down(release_of: Callable[..., Any]) -> None:
    figure = draw_heatmap(release_of(BY, CELLS, HIDDEN), rows="sexo").figure
    assert (figure.axes[0].get_ylabel(), figure.axes[0].get_xlabel()) == ("Sexo registrado", "Forma de captación")
    assert [text for text, _ in cells(figure)][:4] == ["1\u00a0500", "0", "8", "1\u00a0508"]


def test_text_stands_out_on_every_shade() -> None:
    def light(color: str) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(color)]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    for step in range(101):
        back = to_hex(colormaps[SCALE](step / 100))
        bright, dark = sorted((light(back), light(ink_on(to_rgb(back)))), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_shades_keep_their_order_in_grey() -> None:
    greys = [sum(w * part for w, part in zip((0.299, 0.587, 0.114), colormaps[SCALE](x / 50), strict=False))
             for x in range(51)]  # fmt: skip
    assert greys == sorted(greys, reverse=True)


def test_the_sentence_in_both_languages(release_of: Callable[..., Any]) -> None:
    release = release_of(BY, CELLS, HIDDEN, synthetic=False)
    assert draw_heatmap(release).alt == (
        "Mapa de calor. Personas según forma de captación y sexo registrado. Mayor valor: Oferta de trabajo, Mujer, "
        "1\u00a0500. Menor valor: Familia, Mujer, 0. Celdas ocultas: 1. Total de personas: 3\u00a0179. Sin dato: forma "
        "de captación, 27; sexo registrado, 910. Fuente: Registro de prueba."
    )
    assert draw_heatmap(release, lang="en", country="GTM").alt == (
        "Heat map. Persons by form of recruitment and recorded sex. Largest value: Job offer, Woman, 1,500. Smallest "
        "value: Family, Woman, 0. Hidden cells: 1. Total persons: 3,179. No data: form of recruitment, 27; "
        "recorded sex, 910. Source: Registro de prueba."
    )


@pytest.mark.parametrize(("by", "rows", "asked"), [(("sexo",), None, ""), (BY, "etapa", "etapa")])
def test_other_dimensions_are_refused(release_of: Any, by: tuple[str, ...], rows: str | None, asked: str) -> None:
    with pytest.raises(ReleaseError) as refused:
        draw_heatmap(release_of(by, {("OFERTA_TRABAJO", "MUJER")[: len(by)]: 9}), rows=rows)
    assert str(refused.value) == (
        f"El mapa de calor necesita un cuadro por dos variables; llegó un cuadro por: {', '.join(by)}; filas "
        f"pedidas: «{asked}». Cuente por dos variables y, si indica filas, nombre una de ellas."
    )
