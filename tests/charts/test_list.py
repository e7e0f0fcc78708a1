"""Every chart of the list: hides what is hidden, says so in both languages, and draws poor tables honestly."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from charts.forms import FORMS, Form
from tipanalysis.analysis.denominators import three_denominators
from tipanalysis.charts import style
from tipanalysis.charts.denominators import draw_denominators
from tipanalysis.counts.count import count_by
from tipanalysis.release.protect import protect_together
from tipanalysis.words.errors import ReleaseError
from tipanalysis.words.settings import using

PALETTE = {
    value.upper() for name, value in vars(style).items() if name.isupper() and re.fullmatch(r"#\w{6}", str(value))
} | {"#FFFFFF", "#000000", "#D55E00"}


@pytest.fixture
def maker(release_of: Callable[..., Any]) -> Callable[..., Callable[..., Any]]:
    """A function that makes the releases of a form: its cells in order, those of ``hidden`` planted."""

    def of(form: Form, numbers: Callable[[int], int], hidden: Any = (), **more: Any) -> Callable[..., Any]:
        cells = {codes: numbers(at) for at, codes in enumerate(product(*form.levels))}
        return lambda **changes: release_of(form.by, cells, hidden, **more, **changes)

    return of


def hostile(form: Form) -> list[tuple[str, ...]]:
    """One known cell, one not recorded, a margin and the grand total."""
    one = tuple(levels[0] for levels in form.levels)
    unknown = tuple(levels[-1] for levels in form.levels)
    margin = (form.levels[0][1], *["TOTAL"] * (len(form.by) - 1))
    return [one, unknown, *([margin] if len(form.by) > 1 else []), ("TOTAL",) * len(form.by)]


@pytest.mark.parametrize("name", FORMS)
def test_hidden_numbers_leave_no_trace_and_both_languages_draw_the_same_in_our_colours(name: str, maker: Any) -> None:
    form = FORMS[name]
    small, large = (form.draw(maker(form, lambda at: 20 + at, hostile(form), planted=n)) for n in (1, 976_431))
    assert small == large
    seen = re.sub(r"[\s\u00a0.,]", "", large.alt + " ".join(large.notes) + large.table + large.title)
    assert "976431" not in seen
    assert "oculta" in large.alt
    sizes = {axes: sizes_of_blocks(axes) for axes in large.figure.axes}
    assert any(sizes.values())
    assert [found for found in sizes.values() if len(found) > 1] == []

    with using(lang="en", country="CRI" if name == "draw_tiles" else "GTM"):
        english = form.draw(maker(form, lambda at: 20 + at, hostile(form)))
    for picture in (large, english):
        assert re.search(r"\d", picture.alt)
        assert len(picture.notes) >= 4
        assert "<table" in picture.table
    assert shapes(large) == shapes(english)
    assert "Datos sintéticos" in large.alt
    assert "Synthetic data" in english.alt
    assert name == "draw_tiles" or colours(large) <= PALETTE


def sizes_of_blocks(axes: Any) -> set[tuple[float, float]]:
    """Length and height of the blocks that stand for hidden numbers."""
    blocks = [patch for patch in axes.patches if patch.get_hatch() == "////"]
    return {(round(block.get_width(), 6), round(block.get_height(), 6)) for block in blocks}


def shapes(picture: Any) -> list[tuple[str, float]]:
    return [
        (type(patch).__name__, round(patch.get_path().get_extents(patch.get_patch_transform()).width, 6))
        for axes in picture.figure.axes
        for patch in axes.patches
        if patch.get_alpha() is None and patch.get_hatch() != "////"
    ]


def colours(picture: Any) -> set[str]:
    patches = [patch for axes in picture.figure.axes for patch in axes.patches]
    lines = [line for axes in picture.figure.axes for line in axes.get_lines()]
    return {to_hex(patch.get_facecolor()).upper() for patch in patches} | {
        to_hex(line.get_color()).upper() for line in lines
    }


@pytest.fixture
def drawn_but_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are laid out and drawn, where odd tables would warn; their bytes, which cost most, are left out."""

    def drawn(figure: Any, form: str) -> bytes:
        figure.draw_without_rendering()
        return b""

    monkeypatch.setattr("tipanalysis.charts.picture._saved", drawn)


@pytest.mark.usefixtures("drawn_but_not_written")
@pytest.mark.parametrize("name", FORMS)
def test_poor_tables_draw_an_honest_picture(name: str, maker: Any, release_of: Any, texts_in: Any) -> None:
    form = FORMS[name]
    empty = form.draw(lambda **changes: release_of(form.by, {}, **changes))
    assert "No hay nada que dibujar" in empty.alt or name in ("draw_tiles", "draw_not_known")
    everything = list(product(*(levels for levels in form.levels)))
    margins = [codes for codes in product(*([*levels, "TOTAL"] for levels in form.levels)) if "TOTAL" in codes]
    hidden = form.draw(maker(form, lambda at: 3, [*everything, *margins]))
    told = "Todas las cifras están ocultas para proteger a las personas."
    if name == "draw_tiles":  # a province without a row has nobody, and says so
        told = "Todos los valores mostrados son 0. Celdas ocultas: 2."
    assert told in hidden.alt
    assert told in " ".join(text.replace("\n", " ") for text in texts_in(hidden.figure))
    lone = {tuple(levels[0] for levels in form.levels): 9}
    assert "9" in form.draw(lambda **changes: release_of(form.by, lone, **changes)).alt
    unknown = {tuple(levels[-1] for levels in form.levels): 40}
    assert form.draw(lambda **changes: release_of(form.by, unknown, **changes)).alt


@pytest.mark.parametrize("name", [*FORMS, "draw_denominators"])
@pytest.mark.parametrize("kind", ["counts", "frame", "none"])
def test_only_releases_are_drawn(name: str, kind: str) -> None:
    counts = count_by(pd.DataFrame({"sexo": ["MUJER"]}), "sexo")
    value = {"counts": counts, "frame": counts.frame, "none": None}[kind]
    draw = FORMS[name].given if name in FORMS else draw_denominators
    with pytest.raises(ReleaseError) as refused:
        draw(value)
    assert str(refused.value) == (
        f"Solo se puede mostrar un cuadro protegido (Release); llegó un valor de tipo «{type(value).__name__}». "
        "Protéjalo antes: protect(conteo)."
    )


WRONG = {
    "draw_accreditation": ("sexo",),
    "draw_mosaic": ("sexo",),
    "draw_composition": ("sexo", "ambito", "origen", "mayoria_edad"),
    "draw_mentions": ("sexo", "ambito"),
    "draw_ranking": ("sexo", "ambito"),
    "draw_tiles": ("sexo",),
    "draw_flows": ("sexo",),
    "draw_waiting": ("sexo",),
    "draw_combinations": ("sexo", "ambito"),
    "draw_event_sizes": ("sexo", "ambito"),
    "draw_dependants": ("sexo",),
    "draw_services": ("sexo", "ambito"),
    "draw_comparators": ("sexo",),
    "draw_control": ("sexo",),
    "draw_not_known": ("sexo", "ambito"),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_table_of_another_form_is_refused_with_what_to_count(name: str, release_of: Any) -> None:
    by = WRONG[name]
    levels = {"sexo": "MUJER", "ambito": "INTERNA", "origen": "NACIONAL", "mayoria_edad": "18+"}
    cells = {tuple(levels[variable] for variable in by): 20}
    with pytest.raises(ReleaseError) as refused:
        FORMS[name].draw(lambda **changes: release_of(by, cells, **changes))
    spanish, english = refused.value.both().split("\n")
    assert ", ".join(by) in spanish and ", ".join(by) in english
    assert re.search(r"count_by|Cuente|Haga", spanish) and re.search(r"count_by|Count|Make", english)


def test_denominators_keep_hidden_estimates_hidden() -> None:
    people = {
        "sexo": ["MUJER"] * 60 + ["HOMBRE"] * 43,
        "ambito": ["INTERNA"] * 45 + ["TRANSFRONTERIZA"] * 55 + ["ND"] * 3,
    }
    counts = count_by(pd.DataFrame(people), ["sexo", "ambito"], unit="persona")
    picture = draw_denominators(protect_together(three_denominators(counts, "sexo")))
    assert [axes.get_xlabel() for axes in picture.figure.axes] == [
        "Porcentaje del total de personas",
        "Porcentaje dentro de cada grupo: sexo registrado",
    ]
    blocks = [patch for axes in picture.figure.axes for patch in axes.patches if patch.get_hatch() == "////"]
    assert blocks and "Celdas ocultas" in picture.alt
