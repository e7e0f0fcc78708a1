"""What the charts of the list draw is what their tables say, computed by hand."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from matplotlib.colors import to_hex

from tipanalysis.charts.accreditation import draw_accreditation
from tipanalysis.charts.combinations import draw_combinations
from tipanalysis.charts.composition import draw_composition
from tipanalysis.charts.control import draw_control
from tipanalysis.charts.flows import draw_flows
from tipanalysis.charts.mentions import draw_mentions
from tipanalysis.charts.mosaic import draw_mosaic
from tipanalysis.charts.not_known import draw_not_known
from tipanalysis.charts.pyramid import draw_pyramid
from tipanalysis.charts.ranking import draw_ranking
from tipanalysis.charts.style import BLUE, GREY, ORANGE, PALE
from tipanalysis.charts.tiles import draw_tiles
from tipanalysis.charts.waiting import draw_waiting
from tipanalysis.words.errors import ReleaseError

Make = Callable[..., Any]
SCOPE = {
    ("MUJER", "INTERNA"): 30,
    ("MUJER", "TRANSFRONTERIZA"): 50,
    ("MUJER", "ND"): 20,
    ("HOMBRE", "INTERNA"): 3,
    ("HOMBRE", "TRANSFRONTERIZA"): 12,
    ("HOMBRE", "ND"): 5,
}


def pieces(axes: Any) -> list[tuple[float, float, float, str]]:
    """Middle, start, length and colour of each piece that is no block of a hidden number."""
    return [
        (
            round(bar.get_y() + bar.get_height() / 2, 2),
            round(bar.get_x(), 2),
            round(bar.get_width(), 2),
            to_hex(bar.get_facecolor()).upper(),
        )
        for bar in axes.patches
        if bar.get_hatch() != "////"
    ]


def test_a_composition_is_of_everyone_with_what_was_not_recorded(release_of: Make, texts_in: Any) -> None:
    picture = draw_composition(release_of(("sexo", "ambito"), SCOPE, [("HOMBRE", "INTERNA")]))
    assert pieces(picture.figure.axes[0]) == [
        (0.5, 0.0, 30.0, BLUE),
        (0.5, 30.0, 50.0, ORANGE),
        (0.5, 80.0, 20.0, PALE),
        (1.5, 0.0, 60.0, ORANGE),
        (1.5, 60.0, 25.0, PALE),
    ]
    assert {"n = 100", "n = 20", "Sin dato", "Trata interna"} <= set(texts_in(picture.figure))


def test_small_levels_go_together_and_are_hidden_together(release_of: Make) -> None:
    cells = {(f"nivel {at}",): 50 - at for at in range(9)}
    picture = draw_composition(release_of(("lugar",), cells), shares=False)
    drawn = pieces(picture.figure.axes[0])
    assert [length for _, _, length, _ in drawn] == [50, 49, 48, 47, 46, 45 + 44 + 43 + 42]
    assert drawn[-1][-1] == GREY
    hidden = draw_composition(release_of(("lugar",), cells, [("nivel 8",)]), shares=False)
    assert [length for _, _, length, _ in pieces(hidden.figure.axes[0])] == [50, 49, 48, 47, 46]


def test_parts_that_one_person_can_have_several_of_are_refused(release_of: Make) -> None:
    with pytest.raises(ReleaseError) as refused:
        draw_composition(release_of(("finalidad",), {("SEXUAL",): 9}, multi=("finalidad",)))
    assert str(refused.value) == (
        "Las partes no suman el total: en «Finalidad de explotación» una misma persona puede tener varias respuestas. "
        'Cuente menciones: count_by(registro, [..., "finalidad"], unit="mencion").'
    )


def test_the_areas_of_a_mosaic_are_in_proportion(release_of: Make) -> None:
    axes = draw_mosaic(release_of(("sexo", "ambito"), SCOPE)).figure.axes[0]
    areas = [bar.get_width() * bar.get_height() for bar in axes.patches]
    assert [area / areas[0] * 30 for area in areas] == pytest.approx([30, 50, 20, 3, 12, 5])


def test_bands_are_as_wide_as_their_flow_and_hidden_ones_are_not_there(release_of: Make, texts_in: Any) -> None:
    picture = draw_flows(release_of(("sexo", "ambito"), SCOPE, [("HOMBRE", "INTERNA")]))
    assert "Las bandas dibujan 117 de 120 personas; las demás están en flujos ocultos." in texts_in(picture.figure)
    bands = [patch.get_path().vertices for patch in picture.figure.axes[0].patches if patch.get_alpha()]
    wide = sorted(points[7][1] - points[0][1] for points in bands)
    assert [each / wide[0] for each in wide] == pytest.approx([1, 12 / 5, 4, 6, 10])
    for left, right in ((0, 7), (3, 4)):
        ends = sorted((points[left][1], points[right][1]) for points in bands)
        assert all(end <= start + 1e-9 for (_, end), (start, _) in pairwise(ends))


def test_tiles_lie_where_the_file_says_and_provinces_without_people_are_zeros(release_of: Make, texts_in: Any) -> None:
    picture = draw_tiles(release_of(("provincia_residencia",), {("SJ",): 40, ("L",): 7, ("NP",): 9}, [("L",)]))
    corners = [(round(tile.get_x(), 2), round(tile.get_y(), 2)) for tile in picture.figure.axes[0].patches]
    assert corners == [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (1, 1), (2, 1), (0, 2.35)]
    assert texts_in(picture.figure).count("0") == 5
    assert "Mayor valor: San José, 40. Menor valor: Guanacaste, 0. Celdas ocultas: 1." in picture.alt


def test_a_country_without_a_layout_is_told_how_to_make_one(release_of: Make) -> None:
    with pytest.raises(ReleaseError) as refused:
        draw_tiles(release_of(("provincia_residencia",), {("SJ",): 40}), country="GTM")
    assert str(refused.value) == (
        "No hay mapa de cuadros para «GTM»; lo hay para: CRI. Agregue el archivo «GTM_tiles.csv», con código, fila y "
        "columna de cada provincia, en tipanalysis/standard/data/countries/, o use draw_bars."
    )


WAITS = {("0-3",): 20, ("4-7",): 40, ("8-14",): 25, ("15+",): 5, ("PENDIENTE",): 10}


def steps(picture: Any) -> list[float]:
    return [round(float(y), 1) for y in picture.figure.axes[0].get_lines()[0].get_ydata()]


def test_who_waits_is_in_the_whole_so_the_curve_ends_below_100(release_of: Make, texts_in: Any) -> None:
    picture = draw_waiting(release_of(("dias_habiles_resolucion",), WAITS), limit=7)
    assert steps(picture) == [0, 20, 60, 85, 85]
    assert "resueltas en 7 días o menos, 60,0\u00a0%" in picture.alt
    assert any("Siguen en trámite: 10,0\u00a0%." in text for text in texts_in(picture.figure))


def test_a_hidden_step_is_not_drawn_unless_the_numbers_after_it_are_shown(release_of: Make) -> None:
    drawn = [
        steps(draw_waiting(release_of(("dias_habiles_resolucion",), WAITS, [(code,) for code in hidden])))
        for hidden in (["0-3", "4-7"], ["0-3", "8-14"], ["0-3", "15+"])
    ]
    assert [[None if step != step else step for step in each] for each in drawn] == [
        [0, None, 60, 85, 85],
        [0, None, None, 85, 85],
        [0, None, None, None, None],
    ]


def test_days_that_are_no_days_are_refused(release_of: Make) -> None:
    with pytest.raises(ReleaseError) as refused:
        draw_waiting(release_of(("dias_habiles_resolucion",), {("pronto",): 9, ("5",): 9}))
    assert str(refused.value).endswith("llegaron: pronto. Agrupe los días en tramos antes de contar.")


def test_the_steps_of_an_accreditation_are_parts_of_what_was_received(release_of: Make, texts_in: Any) -> None:
    cells = {("EN_ESTUDIO",): 10, ("ACREDITADA",): 60, ("DENEGADA",): 20, ("DESISTIDA",): 3, ("ND",): 10}
    texts = texts_in(draw_accreditation(release_of(("estado_solicitud",), cells, [("DESISTIDA",)])).figure)
    assert {"103 (100\u00a0%)", "80 (78\u00a0%)", "60 (58\u00a0%)"} <= set(texts)
    assert any("en estudio: 10; desistida: •; no disponible en la fuente: 10" in " ".join(t.split()) for t in texts)


def test_mentions_add_up_to_100_and_units_to_more(release_of: Make, texts_in: Any) -> None:
    units = release_of(("finalidad",), {("SEXUAL",): 80, ("LABORAL",): 40})
    units.margins.loc[:, "n"] = 100
    picture = draw_mentions(units, release_of(("finalidad",), {("SEXUAL",): 80, ("LABORAL",): 40}, unit="mencion"))
    told = " ".join(" ".join(text.split()) for text in texts_in(picture.figure))
    assert "Los porcentajes suman: Personas: 120,0 % y Menciones: 100,0 %." in told.replace("\u00a0", " ")


def test_the_bands_of_chance_are_those_of_poisson_and_years_outside_are_named(release_of: Make) -> None:
    cells = {(str(year),): n for year, n in zip(range(2015, 2021), [20, 25, 22, 23, 60, 90], strict=True)}
    picture = draw_control(release_of(("anio_registro",), cells), partial_year=2020)
    (narrow, wide) = [
        patch.get_extents().transformed(picture.figure.axes[0].transData.inverted()) for patch in bands(picture)
    ]
    assert [(round(narrow.y0), round(narrow.y1)), (round(wide.y0), round(wide.y1))] == [(20, 41), (15, 48)]
    assert "Línea: media de 5 años, 30,0. Se apartan de la media más de lo que explica el azar: 2019." in picture.alt


def bands(picture: Any) -> list[Any]:
    return [patch for patch in picture.figure.axes[0].patches if patch.get_alpha()]


def test_with_two_years_there_is_no_band(release_of: Make) -> None:
    picture = draw_control(release_of(("anio_registro",), {("2019",): 20, ("2020",): 30}))
    assert picture.alt.endswith("Con menos de 3 años mostrados no se calculan las bandas del azar.")
    assert bands(picture) == []


def test_what_is_not_known_leaves_out_those_to_whom_the_question_does_not_apply(
    release_of: Make, texts_in: Any
) -> None:
    cells = {("SI",): 20, ("NO",): 20, ("NP",): 10, ("NA_",): 50}
    texts = texts_in(draw_not_known({"embarazo": release_of(("embarazo",), cells)}).figure)
    assert "20,0\u00a0% (10 de 50)" in texts


def test_combinations_stand_by_size_and_those_not_known_last(release_of: Make) -> None:
    cells = {("SI", "SI"): 8, ("SI", "NO"): 30, ("NO", "SI"): 3, ("NO", "NO"): 0, ("ND", "ND"): 6}
    picture = draw_combinations(release_of(("finalidad_SEXUAL", "finalidad_LABORAL"), cells, [("NO", "SI")]))
    bars = [(bar.get_width(), bar.get_hatch() == "////") for bar in picture.figure.axes[1].patches]
    assert bars == [(30, False), (8, False), (1.5, True), (6, False)]
    assert "Mayor valor: Explotación sexual, 30." in picture.alt


def test_a_ranking_leaves_the_small_to_the_table(release_of: Make, texts_in: Any) -> None:
    cells = {("NIC",): 40, ("CRI",): 60, ("COL",): 9, ("NP",): 12}
    picture = draw_ranking(release_of(("nacionalidad",), cells), most=2)
    assert [tick.get_text() for tick in picture.figure.axes[0].get_yticklabels()] == [
        "Costa Rica",
        "Nicaragua",
        "No se preguntó",
    ]
    assert any("1 grupos más" in text for text in texts_in(picture.figure))


def test_a_pyramid_of_single_years_counts_the_older_in_words(release_of: Make, texts_in: Any) -> None:
    cells = {(str(age), sex): 10 + age for age in range(20, 28) for sex in ("MUJER", "HOMBRE")}
    picture = draw_pyramid(release_of(("edad", "sexo"), cells), oldest=24)
    assert [tick.get_text() for tick in picture.figure.axes[0].get_yticklabels()] == ["20", "21", "22", "23", "24"]
    assert "Además, de 25 años o más: 216." in texts_in(picture.figure)
    with pytest.raises(ReleaseError, match="solo sirve con edades simples"):
        draw_pyramid(release_of(("grupo_edad", "sexo"), {("12-14", "MUJER"): 9}), oldest=24)
