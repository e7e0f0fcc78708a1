"""Comparisons drawn: what lies beyond chance, what does not, and nothing of what is hidden."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.analysis.comparison import compare, intersect
from tipanalysis.analysis.shares import share_within
from tipanalysis.charts.bars import draw_bars
from tipanalysis.charts.intervals import draw_intervals
from tipanalysis.counts.count import count_by
from tipanalysis.release.protect import protect
from tipanalysis.words.errors import ReleaseError
from tipanalysis.words.settings import using

LEVELS = ("INTERNA", "TRANSFRONTERIZA")


@pytest.fixture(autouse=True)
def spanish_in_costa_rica():
    with using(lang="es", country="CRI"):
        yield


def counts_of(**groups):
    rows = [
        (sexo, level) for sexo, pair in groups.items() for level, n in zip(LEVELS, pair, strict=True) for _ in range(n)
    ]
    return count_by(pd.DataFrame(rows, columns=["sexo", "ambito"]), ["sexo", "ambito"], unit="persona")


def drawn(**groups):
    return draw_intervals(protect(compare(counts_of(**groups), "sexo", reference="HOMBRE")))


def words(picture):
    figure = picture.figure
    axes = figure.axes[0]
    return [text.get_text() for text in axes.texts] + [figure.legends[0].get_title().get_text()]


def shapes(picture):
    return [line.get_marker() for line in picture.figure.axes[0].lines if line.get_marker() in ("o", "s")]


def test_a_difference_beyond_chance_is_a_full_circle():
    picture = drawn(MUJER=(80, 20), HOMBRE=(50, 50))
    assert shapes(picture) == ["o", "o"]
    assert words(picture)[:2] == ["30,0 (16,9 a 41,7)", "-30,0 (-41,7 a -16,9)"]
    assert "El intervalo no toca la línea" in words(picture)[-1] and "no se puede concluir" not in words(picture)[-1]


def test_a_difference_within_chance_is_a_hollow_square():
    picture = drawn(MUJER=(52, 48), HOMBRE=(50, 50))
    assert shapes(picture) == ["s", "s"]
    assert "no se puede concluir" in words(picture)[-1]


def test_a_comparison_with_a_hidden_number_is_a_block_that_says_nothing():
    picture = drawn(MUJER=(80, 20), HOMBRE=(50, 50), INTERSEX=(2, 1))
    widths = {patch.get_width() for patch in picture.figure.axes[0].patches}
    assert len(widths) == 1 and shapes(picture) == []
    assert "Celdas ocultas: 4" in picture.alt


def test_the_title_and_the_alternative_text_name_the_reference():
    picture = drawn(MUJER=(80, 20), HOMBRE=(50, 50))
    assert picture.title.startswith("Diferencia frente a Hombre: personas según sexo registrado")
    assert "Mayor valor: Mujer, Trata interna, 30,0." in picture.alt


def test_ratios_stand_on_a_logarithmic_axis_with_two_decimals():
    counts = counts_of(MUJER=(80, 20), HOMBRE=(40, 60))
    picture = draw_intervals(protect(compare(counts, "sexo", reference="HOMBRE", measure="ratio")))
    assert picture.figure.axes[0].get_xscale() == "log"
    assert words(picture)[0].startswith("2,00 (1,5")


def test_each_chart_takes_what_it_can_draw():
    counts = counts_of(MUJER=(80, 20), HOMBRE=(50, 50))
    with pytest.raises(ReleaseError) as caught:
        draw_intervals(protect(share_within(counts)))
    assert str(caught.value) == (
        "Este gráfico dibuja comparaciones entre grupos y llegó otra cosa. Haga la comparación con compare o "
        "intersect y protéjala con protect."
    )
    with pytest.raises(ReleaseError) as caught:
        draw_bars(protect(compare(counts, "sexo")))
    assert str(caught.value) == (
        "Este gráfico dibuja cantidades, porcentajes o tasas, y llegó una comparación entre grupos. Use draw_intervals."
    )


def test_nobody_to_compare_is_drawn_empty():
    nobody = pd.DataFrame({"sexo": [], "origen": [], "ambito": []})
    excess = intersect(count_by(nobody, ["sexo", "origen", "ambito"]), ("sexo", "origen"))
    picture = draw_intervals(protect(excess))
    assert picture.title == "Registros según sexo registrado, origen nacional o extranjero y ámbito de la trata"
    assert "No hay nada que dibujar: ninguna fila del cuadro tiene un valor conocido." in picture.alt
