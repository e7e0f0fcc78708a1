"""Exploring by choosing: whatever is chosen in whatever order, nothing small can be worked out from what was shown."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import pytest

from course.conftest import ROOT
from course.test_answering import named
from tipanalysis.counts.count import count_by
from tipanalysis.course.explore import Explorer, explore
from tipanalysis.course.explore_controls import explorer_controls
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.release.audit import audit
from tipanalysis.words.errors import LessonError, PolicyError
from tipanalysis.words.settings import LANGS, using
from tipanalysis.words.texts import say


@cache
def accredited() -> Register:
    register = read_register(ROOT / "datasets" / "registro_limpio")
    return register.where(condicion_victima="ACREDITADA", anio_acreditacion=["2018", "2019", "2020", "2021", "2022"])


@pytest.mark.parametrize("seed", range(3))
def test_nothing_small_can_be_worked_out_from_everything_shown(seed: int) -> None:
    draw, explorer = random.Random(seed), explore(accredited())
    for _ in range(5):
        rows, second = draw.sample(explorer.variables[:8], 2)
        explorer.html(rows, draw.choice(["", second]), unit=draw.choice(explorer.units[:2]))
    shown = explorer._shown
    assert shown
    verdict = audit({" ".join([unit, *sorted(names)]): release for (unit, names), release in shown.items()})
    assert verdict.passed, verdict.explain()


def test_what_was_shown_stays_as_it_was() -> None:
    explorer = explore(accredited())
    first = explorer.html("sexo", "origen")
    explorer.html("origen", "mayoria_edad")
    assert explorer.html("sexo", "origen") == first
    assert explorer.html("sexo", "origen") != explorer.html("origen", "sexo")


def test_one_level_of_the_second_variable_is_a_part_of_the_same_table() -> None:
    explorer = explore(accredited())
    explorer.html("mayoria_edad", "sexo")
    part = explorer.html("mayoria_edad", "sexo", "MUJER")
    assert len(explorer._shown) == 1
    assert "<h2>Personas según mayoría de edad — sexo registrado: Mujer</h2>" in part or "Mujer" in part
    assert explorer.levels("persona", "mayoria_edad", "sexo")[0] == ("Mujer", "MUJER")


def test_it_shows_a_table_a_picture_in_words_and_how_it_was_protected() -> None:
    shown = explore(accredited()).html("sexo")
    assert shown.count("<table") == shown.count("<caption") == 1
    assert 'alt="' in shown
    assert "Cada cuadro pasa por la protección de cifras pequeñas" in shown


def test_a_table_of_counts_is_explored_too() -> None:
    counts = count_by(accredited(), ["sexo", "mayoria_edad"], unit="persona")
    explorer = explore(counts)
    assert (explorer.variables, explorer.units) == (("sexo", "mayoria_edad"), ("persona",))
    assert "Mujer" in explorer.html("sexo")


def test_what_cannot_be_counted_is_told_in_words() -> None:
    explorer = explore(accredited())
    assert explorer.units == ("persona", "solicitud", "evento", "mencion")
    said = explorer.html("sexo", unit="mencion")
    assert 'role="status"' in said
    assert "Traceback" not in said


def test_what_can_no_longer_be_shown_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    explorer = explore(accredited())

    def refuse(*given: object, **named: object) -> Any:
        raise LessonError("explore_no_variables", given="x")

    monkeypatch.setattr("tipanalysis.course.explore.protect", refuse)
    assert "No hay ninguna variable con códigos" in explorer.html("sexo")


@pytest.mark.parametrize("given", [3, None, "registro"])
def test_anything_else_is_refused(given: Any) -> None:
    with pytest.raises(LessonError) as refusal:
        explore(given)
    kind = type(given).__name__
    assert refusal.value.both() == (
        f"`explore` recibe un registro o un cuadro de conteos, y llegó {kind}. Dele, por ejemplo, el registro que leyó "
        f"con `read_register`.\n`explore` takes a register or a table of counts, and was given {kind}. Give it, for "
        "example, the register that you read with `read_register`."
    )


def test_without_a_known_policy_nothing_is_shown() -> None:
    with pytest.raises(PolicyError):
        explore(accredited(), policy="ninguna")


def test_counts_without_a_coded_variable() -> None:
    with pytest.raises(LessonError, match="No hay ninguna variable con códigos"):
        explore(count_by(accredited()))


@pytest.mark.parametrize("lang", LANGS)
def test_a_person_chooses(lang: str) -> None:
    with using(lang=lang):
        explorer = Explorer(accredited(), explore(accredited()).policy)
        box = explorer_controls(explorer)
    lists = named(box, "Dropdown")
    names = ("rows", "second", "only", "unit")
    assert [each.description for each in lists] == [say(f"explore_{name}", lang=lang) for name in names]
    rows, second, only, unit = lists
    shown = named(box, "HTML")[0]
    first = shown.value
    assert only.layout.display == "none"
    rows.value = "mayoria_edad"
    assert shown.value != first
    second.value = "sexo"
    assert only.layout.display == ""
    assert len(only.options) > 2
    crossed = shown.value
    only.value = "MUJER"
    assert shown.value != crossed
    second.value = "mayoria_edad"  # the same in rows and columns is the rows alone
    assert only.value == ""
    unit.value = "solicitud"
    assert {"es": "Solicitudes", "en": "Applications"}[lang] in shown.value


def test_elsewhere_the_first_table_is_shown() -> None:
    shown = explore(accredited())._repr_mimebundle_()
    assert set(shown) == {"text/plain", "text/html"}
    assert "<caption" in shown["text/html"]


def test_where_a_person_works_there_are_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", "cuaderno")
    assert "application/vnd.jupyter.widget-view+json" in explore(accredited())._repr_mimebundle_()
