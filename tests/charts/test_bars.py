"""Bars: lengths, intervals, reasons for missing at the bottom, the order asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from tipanalysis.analysis.shares import share_within
from tipanalysis.charts.bars import draw_bars
from tipanalysis.charts.marks import BLOCK
from tipanalysis.charts.style import BLUE, PALE, SKY
from tipanalysis.counts.count import count_by
from tipanalysis.release.protect import protect
from tipanalysis.words.errors import ReleaseError

PROVINCES = {("SJ",): 40, ("A",): 3, ("L",): 60, ("G",): 0, ("NP",): 12}


def rows(figure: Any) -> list[tuple[str, float, str]]:
    """From top to bottom: name, length and colour of each bar (length 0 and no colour where there is none)."""
    axes = figure.axes[0]
    drawn = {
        round(bar.get_y() + bar.get_height() / 2, 2): (bar.get_width(), to_hex(bar.get_facecolor()).upper())
        for container in axes.containers
        for bar in getattr(container, "patches", ())
    }
    names = zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)
    return [(tick.get_text(), *drawn.get(round(place, 2), (0, ""))) for place, tick in names]


def people() -> pd.DataFrame:
    cells = {("MUJER", "SEXUAL"): 30, ("MUJER", "LABORAL"): 10, ("HOMBRE", "SEXUAL"): 8, ("HOMBRE", "LABORAL"): 32}
    return pd.DataFrame([key for key, n in cells.items() for _ in range(n)], columns=["sexo", "finalidad"])


def test_counts_in_codebook_order_with_reasons_last(release_of: Callable[..., Any], texts_in: Any) -> None:
    picture = draw_bars(release_of(("provincia_residencia",), PROVINCES, [("A",)]))
    assert rows(picture.figure) == [
        ("San José", 40, BLUE),
        ("Alajuela", BLOCK * 60, "#FFFFFF"),
        ("Limón", 60, BLUE),
        ("Guanacaste", 0, BLUE),
        ("No se preguntó", 12, PALE),
    ]
    assert {"40", "60", "•", "0", "12", "Dato no registrado", "DATOS SINTÉTICOS"} <= set(texts_in(picture.figure))
    assert picture.title == "Personas según provincia de residencia"


def test_by_size_puts_the_longest_first_and_hidden_ones_after_those_shown(release_of: Callable[..., Any]) -> None:
    picture = draw_bars(release_of(("provincia_residencia",), PROVINCES, [("A",)]), by_size=True)
    assert [name for name, *_ in rows(picture.figure)] == [
        "Limón",
        "San José",
        "Guanacaste",
        "Alajuela",
        "No se preguntó",
    ]


def test_percentages_carry_their_intervals(texts_in: Any) -> None:
    release = protect(share_within(count_by(people(), "finalidad", unit="persona")))
    picture = draw_bars(release)
    frame = release.frame.set_index("finalidad")
    (error,) = [each for each in picture.figure.axes[0].containers if hasattr(each, "has_xerr")][:1]
    ends = error.lines[2][0].get_segments()[0][:, 0]
    assert list(ends) == pytest.approx([frame.loc["SEXUAL", "low"], frame.loc["SEXUAL", "high"]])
    assert rows(picture.figure) == [
        ("Explotación sexual", 47.5, SKY),
        ("Trabajo forzado o explotación\nlaboral", 52.5, SKY),
    ]
    assert "47,5\u00a0% (36,9 a 58,3)" in texts_in(picture.figure)
    assert picture.title == "Porcentaje de personas según finalidad de explotación"


def test_two_variables_make_one_block_for_each_level_of_the_first(texts_in: Any) -> None:
    counts = count_by(people(), ["sexo", "finalidad"], unit="persona")
    picture = draw_bars(protect(share_within(counts, among="sexo")), lang="en", country="GTM")
    assert [(name, round(width, 1)) for name, width, _ in rows(picture.figure)] == [
        ("Woman", 0),
        ("Sexual exploitation", 75),
        ("Forced labour or labour\nexploitation", 25),
        ("Man", 0),
        ("Sexual exploitation", 20),
        ("Forced labour or labour\nexploitation", 80),
    ]
    assert picture.alt == (
        "Bar chart. Percentage of persons by recorded sex and purpose of exploitation. Largest value: Man, Forced "
        "labour or labour exploitation, 80.0%. Smallest value: Man, Sexual exploitation, 20.0%. Total persons: 80. "
        "No data: recorded sex, 0; purpose of exploitation, 0. Source: data."
    )


def test_a_share_whose_denominator_is_hidden_is_hidden(release_of: Callable[..., Any]) -> None:
    frame = pd.DataFrame({"sexo": ["MUJER"], "n": [30], "status": ["shown"], "d": [None], "estimate": [None]})
    frame = frame.assign(low=None, high=None)
    picture = draw_bars(release_of(("sexo",), {("MUJER",): 30}, frame=frame, measure="share", per=100))
    assert rows(picture.figure) == [("Mujer", BLOCK, "#FFFFFF")]


def test_of_many_groups_the_largest_are_drawn_and_the_rest_is_told(
    release_of: Callable[..., Any], texts_in: Any
) -> None:
    release = release_of(("lugar",), {(f"lugar {at:02}",): at for at in range(60)}, [("lugar 59",)])
    picture = draw_bars(release)
    names = [name for name, *_ in rows(picture.figure)]
    assert (len(names), names[0], names[-1]) == (25, "lugar 58", "lugar 34")
    assert "Solo en el cuadro, con valores menores u ocultos: 35 grupos más." in texts_in(picture.figure)


def test_three_variables_are_refused(release_of: Callable[..., Any]) -> None:
    with pytest.raises(ReleaseError) as refused:
        draw_bars(release_of(("sexo", "etapa", "sector"), {("MUJER", "A", "B"): 9}))
    assert str(refused.value) == (
        "Las barras muestran una o dos variables; llegó un cuadro por: sexo, etapa, sector. Cuente por menos variables."
    )
