"""Gaps between groups: the widest one, an interval that allows for the search, nothing hidden used."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.analysis.differences import proportion_difference
from tipanalysis.analysis.quality import largest_gap
from tipanalysis.charts.gaps import draw_gaps
from tipanalysis.counts.count import count_by
from tipanalysis.release.gaps import Comparison
from tipanalysis.release.protect import protect
from tipanalysis.words.errors import ReleaseError

GROUPS = {"A": (90, 100), "B": (50, 100), "C": (70, 100), "D": (0, 19)}


def test_the_two_farthest_groups_are_found_and_small_ones_left_out() -> None:
    gap = largest_gap(GROUPS)
    assert gap is not None
    assert (gap.high, gap.low, gap.pairs, gap.beyond_chance) == ("A", "B", 3, True)


def test_the_interval_is_that_of_newcombe_at_a_level_for_all_pairs() -> None:
    gap = largest_gap(GROUPS)
    alone = proportion_difference(90, 100, 50, 100, conf_level=1 - 0.05 / 3)
    usual = proportion_difference(90, 100, 50, 100)
    assert gap is not None
    assert gap.interval == alone
    assert gap.interval.lower < usual.lower < usual.upper < gap.interval.upper


def test_groups_alike_are_not_told_apart() -> None:
    gap = largest_gap({"A": (10, 20), "B": (20, 40)})
    assert gap is not None
    assert (gap.interval.estimate, gap.beyond_chance) == (0, False)


def test_one_group_is_no_comparison() -> None:
    assert largest_gap({"A": (10, 20), "D": (1, 19)}) is None
    assert largest_gap({}) is None


def people(flawed: dict[str, int], size: int = 60) -> pd.DataFrame:
    rows = [(sex, "NP" if n < few else "SI") for sex, few in flawed.items() for n in range(size)]
    return pd.DataFrame(rows, columns=["sexo", "defecto"])


def test_a_comparison_uses_only_what_is_shown() -> None:
    shown = Comparison("x", protect(count_by(people({"MUJER": 30, "HOMBRE": 10}), ["sexo", "defecto"])), "NP")
    assert shown.gap is not None
    assert (shown.gap.high, shown.gap.high_share) == ("HOMBRE", pytest.approx(50 / 60))
    hidden = Comparison("x", protect(count_by(people({"MUJER": 30, "HOMBRE": 2}), ["sexo", "defecto"])), "NP")
    assert hidden.gap is None


def test_those_outside_leave_the_denominator() -> None:
    release = protect(count_by(people({"MUJER": 30, "HOMBRE": 10}), ["sexo", "defecto"]))
    made = Comparison("x", release, flaw="SI", outside="NP")
    assert made.gap is not None
    assert made.gap.high_share == made.gap.low_share == 0
    assert made.gap.interval.n == 80


def test_the_chart_tells_its_gaps_in_words_and_marks_those_of_chance() -> None:
    release = protect(count_by(people({"MUJER": 30, "HOMBRE": 10}), ["sexo", "defecto"]))
    alike = protect(count_by(people({"MUJER": 30, "HOMBRE": 30}), ["sexo", "defecto"]))
    hidden = protect(count_by(people({"MUJER": 30, "HOMBRE": 2}), ["sexo", "defecto"]))
    picture = draw_gaps(
        [Comparison("Una", release, "NP"), Comparison("Otra", alike, "NP"), Comparison("T", hidden, "NP")]
    )
    assert picture.alt.startswith(
        "Gráfico de diferencias con su intervalo. Mayor diferencia entre grupos en cada medida. Mayor valor: Una: "
        "Hombre / Mujer, 33,3. Menor valor: Otra: "
    )
    markers = [line.get_marker() for line in picture.figure.axes[0].lines if line.get_marker() != "None"]
    assert markers == ["o", "s"]
    assert "no se pueden hacer, porque las cifras son pocas o están ocultas: 1." in " ".join(
        picture.figure.legends[0].get_title().get_text().split()
    )


def test_a_chart_of_nothing_is_refused() -> None:
    with pytest.raises(ReleaseError) as caught:
        draw_gaps([])
    assert str(caught.value) == (
        "No hay ninguna diferencia que dibujar. Dé al menos una comparación con dos grupos cuyas cifras se muestren y "
        "lleguen a 20."
    )
    one = protect(count_by(people({"MUJER": 30}), "sexo"))
    with pytest.raises(ReleaseError) as caught:
        Comparison("x", one, "NP")
    assert str(caught.value) == (
        "La comparación «x» necesita un cuadro de conteos por dos variables, la primera la de los grupos; llegó un "
        "cuadro por: sexo. Cuente por el grupo y por «defecto»."
    )
