"""Tables at the edge give a picture with a sentence, never an exception or a warning."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from tipanalysis.charts.bars import draw_bars
from tipanalysis.charts.heatmap import draw_heatmap
from tipanalysis.charts.missingness import draw_missingness
from tipanalysis.charts.pyramid import draw_pyramid
from tipanalysis.charts.series import draw_series

YEARS = [str(year) for year in range(2010, 2025)]
MANY = [f"lugar número {at} de una lista muy larga" for at in range(30)]
LONG = ["Un nombre de institución que nadie acortó nunca " * 5, "palabra" * 40, "corto $x_1$ & <b>"]
SEXES = ["MUJER", "HOMBRE", "NP"]


def draw_map(release: Any) -> Any:
    return draw_missingness({"x": release})


CHARTS: Mapping[str, tuple[Callable[[Any], Any], tuple[str, ...], Sequence[Sequence[str]]]] = {
    "pyramid": (draw_pyramid, ("grupo_edad", "sexo"), (["12-14", "15-17"], SEXES)),
    "bars": (draw_bars, ("lugar",), (["a", "b"],)),
    "bars of two": (draw_bars, ("sexo", "lugar"), (SEXES, ["a", "b"])),
    "series": (draw_series, ("anio_registro",), (["2018", "2019"],)),
    "series of two": (draw_series, ("anio_registro", "lugar"), (["2018", "2019"], ["a", "b"])),
    "heatmap": (draw_heatmap, ("lugar", "sexo"), (["a", "b"], SEXES)),
    "missingness": (draw_map, ("anio_registro", "sexo"), (["2018", "2019"], SEXES)),
}


def says(picture: Any, texts: Sequence[str], sentence: str) -> bool:
    return sentence in picture.alt and any(sentence in text.replace("\n", " ") for text in texts)


@pytest.mark.parametrize("name", CHARTS)
def test_an_empty_table(name: str, release_of: Any, texts_in: Any) -> None:
    draw, by, _ = CHARTS[name]
    picture = draw(release_of(by, {}))
    assert says(
        picture, texts_in(picture.figure), ("No hay nada que dibujar: ninguna fila del cuadro tiene un valor conoci")
    )


@pytest.mark.parametrize("name", [name for name in CHARTS if name != "missingness"])
def test_a_table_of_zeros(name: str, release_of: Any, grid_of: Any, texts_in: Any) -> None:
    draw, by, levels = CHARTS[name]
    picture = draw(release_of(by, grid_of(levels, 0)))
    assert says(picture, texts_in(picture.figure), "Todos los valores mostrados son 0.")


@pytest.mark.parametrize("name", CHARTS)
def test_a_table_of_hidden_cells(name: str, release_of: Any, grid_of: Any, texts_in: Any) -> None:
    draw, by, levels = CHARTS[name]
    cells = grid_of(levels, 3)
    picture = draw(release_of(by, cells, list(cells)))
    assert says(picture, texts_in(picture.figure), "Todas las cifras están ocultas para proteger a las personas.")
    assert len(picture.alt) >= 40 and any(letter.isdigit() for letter in picture.alt)


@pytest.mark.parametrize("name", CHARTS)
def test_a_table_of_one_level(name: str, release_of: Any, grid_of: Any) -> None:
    draw, by, levels = CHARTS[name]
    picture = draw(release_of(by, grid_of([each[:1] for each in levels], 9)))
    assert "Único valor mostrado: " in picture.alt


def test_a_table_without_dimensions_is_one_bar(release_of: Any) -> None:
    picture = draw_bars(release_of((), {(): 41}))
    assert picture.alt.startswith("Gráfico de barras. Total de personas. Único valor mostrado: Total, 41.")


@pytest.mark.parametrize("levels", [LONG, MANY], ids=["long", "many"])
@pytest.mark.parametrize("name", [name for name, (_, by, _) in CHARTS.items() if "lugar" in by])
def test_long_and_many_names(name: str, levels: Sequence[str], release_of: Any, grid_of: Any) -> None:
    draw, by, plain = CHARTS[name]
    all_levels = [levels if variable == "lugar" else each for variable, each in zip(by, plain, strict=True)]
    picture = draw(release_of(by, grid_of(all_levels, 12)))
    width, height = picture.figure.get_size_inches()
    assert "Todos los valores mostrados son 12." in picture.alt and width < 11 and height < 40


@pytest.mark.parametrize("name", [name for name, (_, by, _) in CHARTS.items() if "anio_registro" in by])
def test_fifteen_years(name: str, release_of: Any, grid_of: Any) -> None:
    draw, by, levels = CHARTS[name]
    picture = draw(release_of(by, grid_of([YEARS, *levels[1:]], 12)))
    assert picture.figure.get_size_inches()[0] < 11
