"""Places against the people in them: both slopes are those of the numbers shown, and hidden places leave no trace."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from tipanalysis.analysis import simpson_check
from tipanalysis.charts.slopes import draw_slopes
from tipanalysis.counts.count import count_by
from tipanalysis.words.errors import ReleaseError
from tipanalysis.words.settings import using

BY = ("canton_consulta", "origen", "referida")
TRAIT, EVENT = ("origen", "EXTRANJERA"), ("referida", "SI")


def world(places: dict[str, tuple[int, int, int, int]]) -> dict[tuple[str, ...], int]:
    """Cells from, for each place, foreign people and those of them referred, others and those of them."""
    return {
        (place, origin, answer): n
        for place, (people, sent, others, other_sent) in places.items()
        for origin, size, yes in (("EXTRANJERA", people, sent), ("NACIONAL", others, other_sent))
        for answer, n in (("SI", yes), ("NO", size - yes))
    }


OPPOSED = {"C01": (100, 5, 900, 90), "C02": (200, 30, 800, 160), "C03": (300, 75, 700, 210)}


def test_both_slopes_are_told_and_may_point_to_opposite_sides(release_of: Callable[..., Any]) -> None:
    picture = draw_slopes(release_of(BY, world(OPPOSED)), trait=TRAIT, event=EVENT)
    assert "donde el porcentaje «Extranjero» es 10 puntos mayor" in picture.alt
    assert re.search("»? es 9,5 puntos mayor", picture.alt)
    assert "5,0 puntos menor que en las demás personas" in picture.alt
    assert picture.alt.endswith("La pendiente de los lugares no dice nada de las personas que hay en ellos.")


def test_the_gap_within_places_is_the_one_of_simpson_s_check(release_of: Callable[..., Any]) -> None:
    cells = world({"C01": (100, 5, 900, 90), "C02": (500, 30, 500, 160), "C03": (30, 20, 700, 210)})
    table = pd.DataFrame([(*codes, n) for codes, n in cells.items()], columns=[*BY, "n"])
    counts = count_by(table, list(BY), weight="n")
    check = simpson_check(counts, "origen", BY[0], levels=("EXTRANJERA", "NACIONAL"), outcome=EVENT[0], event=EVENT[1])
    picture = draw_slopes(release_of(BY, cells), trait=TRAIT, event=EVENT, country="GTM")
    assert f"{-100 * check.mh.estimate:.1f} puntos menor que en las demás personas" in picture.alt


def test_a_place_with_a_hidden_number_is_not_drawn_and_leaves_no_trace(release_of: Callable[..., Any]) -> None:
    places = {**OPPOSED, "C04": (400, 120, 600, 200)}
    hidden = [("C04", "EXTRANJERA", "SI")]
    small, large = (
        draw_slopes(release_of(BY, world(places), hidden, planted=n), trait=TRAIT, event=EVENT) for n in (1, 976_431)
    )
    assert small == large
    assert "grupos: 1." in large.alt
    assert "976" not in re.sub(r"\D", "", large.alt + large.table)


def test_few_places_have_no_slope(release_of: Callable[..., Any]) -> None:
    two = {name: OPPOSED[name] for name in ("C01", "C02")}
    picture = draw_slopes(release_of(BY, world(two)), trait=TRAIT, event=EVENT)
    assert picture.alt.endswith("Con menos de 3 lugares que se puedan mostrar no hay pendientes.")


def test_both_languages_draw_the_same(release_of: Callable[..., Any]) -> None:
    release = release_of(BY, world(OPPOSED))
    spanish = draw_slopes(release, trait=TRAIT, event=EVENT)
    with using(lang="en"):
        english = draw_slopes(release, trait=TRAIT, event=EVENT)
    assert "Between places" in english.alt
    assert [len(axes.lines) for axes in spanish.figure.axes] == [len(axes.lines) for axes in english.figure.axes]


def test_it_wants_a_place_a_trait_and_an_outcome(release_of: Callable[..., Any]) -> None:
    with pytest.raises(ReleaseError) as refused:
        draw_slopes(release_of(BY[1:], {("NACIONAL", "SI"): 20}), trait=TRAIT, event=EVENT)
    assert str(refused.value) == (
        "Este gráfico compara lugares con las personas que hay en ellos: necesita un conteo según tres variables (el "
        "lugar, una característica y un resultado) y llegó uno según origen, referida. Cuente por esas tres."
    )
    with pytest.raises(ReleaseError) as refused:
        draw_slopes(release_of(BY, world(OPPOSED)), trait=("origen", "EXTRANJER"), event=EVENT)
    assert "«EXTRANJER» no es un nivel de «origen» en este cuadro." in str(refused.value)
