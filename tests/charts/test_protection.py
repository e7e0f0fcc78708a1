"""Nothing that is hidden can be seen, measured, heard or found in the bytes of a chart."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from tipanalysis.charts.bars import draw_bars
from tipanalysis.charts.heatmap import draw_heatmap
from tipanalysis.charts.missingness import draw_missingness
from tipanalysis.charts.pyramid import draw_pyramid
from tipanalysis.charts.series import draw_series
from tipanalysis.counts.count import count_by
from tipanalysis.words.errors import ReleaseError

Draw = Callable[[Any], Any]


def draw_map(release: Any) -> Any:
    return draw_missingness({"sexo": release})


CHARTS: Mapping[str, tuple[Draw, tuple[str, str]]] = {
    "pyramid": (draw_pyramid, ("grupo_edad_amplio", "sexo")),
    "bars": (draw_bars, ("provincia_residencia", "sexo")),
    "series": (draw_series, ("anio_registro", "sexo")),
    "heatmap": (draw_heatmap, ("provincia_residencia", "sexo")),
    "missingness": (draw_map, ("anio_registro", "sexo")),
}
LEVELS = {
    "grupo_edad_amplio": ("12-17", "18-29", "ND"),
    "provincia_residencia": ("SJ", "L", "NP"),
    "anio_registro": ("2018", "2019", "ND"),
}


def hostile(release_of: Callable[..., Any], by: tuple[str, str], planted: int) -> Any:
    """Hidden: one known cell, one not recorded, the margin of an unknown level and the grand total."""
    one, two, unknown = LEVELS[by[0]]
    cells = {(level, sex): 20 for level in (one, two, unknown) for sex in ("MUJER", "HOMBRE", "INTERSEX", "NP")}
    hidden = [(one, "MUJER"), (one, "NP"), (two, "INTERSEX"), (unknown, "TOTAL"), ("TOTAL", "NP"), ("TOTAL", "TOTAL")]
    return release_of(by, cells, hidden, planted=planted)


@pytest.mark.parametrize("name", CHARTS)
def test_hidden_numbers_leave_no_trace(name: str, release_of: Callable[..., Any]) -> None:
    draw, by = CHARTS[name]
    small, large = draw(hostile(release_of, by, 1)), draw(hostile(release_of, by, 976_431))
    assert small == large
    seen = re.sub(r"[\s\u00a0.,]", "", large.alt + " ".join(large.notes) + large.table + large.title)
    assert "976431" not in seen
    assert "oculto" in large.alt


@pytest.mark.parametrize("column", ["estimate", "low", "high", "d"])
def test_hidden_estimates_leave_no_trace(column: str, release_of: Callable[..., Any]) -> None:
    frame = pd.DataFrame(
        {
            "sexo": ["MUJER", "HOMBRE"],
            "n": [30, 2],
            "status": ["shown", "hidden"],
            "d": [60, 60],
            "estimate": [50.0, 3.3],
            "low": [38.0, 0.9],
            "high": [62.0, 11.4],
        }
    )
    changed = frame.assign(**{column: [frame.loc[0, column], 87.65]})
    cells = {("MUJER",): 30, ("HOMBRE",): 2}
    drawn = [draw_bars(release_of(("sexo",), cells, frame=each, measure="share", per=100)) for each in (frame, changed)]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("draw", [draw_pyramid, draw_bars, draw_series, draw_heatmap, draw_missingness, draw_map])
@pytest.mark.parametrize("given", [pd.DataFrame({"n": [3]}), "tabla", None, "counts"], ids=["frame", "str", "None", ""])
def test_only_releases_are_drawn(draw: Draw, given: Any) -> None:
    if isinstance(given, str) and given == "counts":
        given = count_by(pd.DataFrame({"sexo": ["MUJER"]}), "sexo")
    with pytest.raises(ReleaseError) as refused:
        draw(given)
    assert str(refused.value) == (
        f"Solo se puede mostrar un cuadro protegido (Release); llegó un valor de tipo «{type(given).__name__}». "
        "Protéjalo antes: "
        "protect(conteo)."
    )


def test_one_table_that_is_not_a_release_stops_the_series(release_of: Callable[..., Any]) -> None:
    good = release_of(("anio_registro",), {("2018",): 9})
    with pytest.raises(ReleaseError) as refused:
        draw_series({"una": good, "otra": good.frame})
    assert str(refused.value) == (
        "Solo se puede mostrar un cuadro protegido (Release); llegó un valor de tipo «DataFrame». Protéjalo antes: "
        "protect(conteo)."
    )
