"""The map of reasons: each variable, each reason, nothing rounded away and nothing hidden shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tipanalysis.charts.reasons import draw_reasons
from tipanalysis.words.errors import ReleaseError


def rows(figure: Any) -> list[list[str]]:
    axes = figure.axes[0]
    texts = [text.get_text() for text in axes.texts]
    columns = len(axes.get_xticks())
    return [texts[at : at + columns] for at in range(0, len(texts), columns)]


@pytest.fixture
def releases(release_of: Callable[..., Any]) -> Callable[[int], dict[str, Any]]:
    def make(planted: int) -> dict[str, Any]:
        sex = {("MUJER",): 995, ("NP",): 4, ("ND",): 1}
        return {
            "sexo": release_of(("sexo",), sex, [("ND",)], planted=planted),
            "etapa": release_of(("etapa",), {("NP",): 999, ("NS",): 1}),
            "sector": release_of(("sector",), {("A",): 9}),
        }

    return make


def test_every_reason_stands_in_its_own_column(releases: Callable[[int], dict[str, Any]]) -> None:
    figure = draw_reasons(releases(9)).figure
    assert [tick.get_text().replace("\n", " ") for tick in figure.axes[0].get_xticklabels()] == [
        "No se preguntó",
        "No sabe",
        "No disponible en la fuente",
    ]
    assert rows(figure) == [["<1", "0", "•"], [">99", "<1", "0"], ["0", "0", "0"]]


def test_a_hidden_reason_leaves_no_trace(releases: Callable[[int], dict[str, Any]]) -> None:
    assert draw_reasons(releases(1)) == draw_reasons(releases(976_431))


def test_variables_without_gaps_show_zeros(release_of: Callable[..., Any]) -> None:
    picture = draw_reasons({"sector": release_of(("sector",), {("A",): 9})}, lang="en")
    assert rows(picture.figure) == [["0"]]
    assert "Only value shown: Economic sector of exploitation, Not asked, 0." in picture.alt


def test_tables_of_two_variables_are_refused(release_of: Callable[..., Any]) -> None:
    with pytest.raises(ReleaseError) as refused:
        draw_reasons({"sexo": release_of(("sexo", "etapa"), {("MUJER", "NP"): 9})})
    assert str(refused.value) == (
        "El gráfico de motivos necesita cuadros por una sola variable; el cuadro «sexo» es por: sexo, etapa. "
        "Cuente cada variable por separado."
    )
