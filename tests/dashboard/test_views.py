"""What a visitor may see: true where it is shown, nothing that is small, nothing that a subtraction gives."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest

import tipanalysis as tip
from tipanalysis.dashboard import prepare
from tipanalysis.dashboard.declared import View, declared_views
from tipanalysis.dashboard.prepare import prepare_views
from tipanalysis.dashboard.tables import view_tables
from tipanalysis.dashboard.views import Views
from tipanalysis.register.register import Register
from tipanalysis.release.attack_verdict import Finding
from tipanalysis.release.audit import Audit
from tipanalysis.reports.scope import applications, victims
from tipanalysis.standard.codebook import load_codebook
from tipanalysis.standard.fixed_codes import TOTAL
from tipanalysis.words.errors import DashboardError, PolicyError

Chosen = dict[str, str]


def every_choice(views: Views, view: View) -> Iterator[Chosen]:
    choices = views.choices(view.name)
    for many in range(view.most + 1):
        for names in combinations(view.filters, many):
            for codes in product(*(choices[name] for name in names)):
                yield dict(zip(names, codes, strict=True))


def numbers(views: Views, view: View, chosen: Chosen) -> dict[str, int | None]:
    return {row.code: row.n for row in views.slice(view.name, chosen).rows()}


def test_every_number_shown_is_the_count_and_none_of_them_is_small(views: Views, register: Register) -> None:
    people = {"victims": victims(register), "applications": applications(register)}
    checked = 0
    for view in views.views:
        unit = "persona" if view.of == "victims" else None
        for chosen in every_choice(views, view):
            counted = tip.count_by(people[view.of].where(**chosen), view.by, unit=unit)
            true = dict(zip(counted.frame[view.by], counted.frame["n"], strict=True)) | {TOTAL: counted.total}
            for code, n in numbers(views, view, chosen).items():
                assert n is None or (n == true.get(code, 0) and (n == 0 or n >= 5)), (view.name, chosen, code)
                checked += n is not None
    assert checked > 100


def test_no_small_number_is_a_total_less_the_other_filters(views: Views) -> None:
    """The simplest attack, by hand: everyone less all other codes of a filter."""
    left_open, known = 0, 0
    for view in views.views:
        for chosen in every_choice(views, view):
            for name in set(view.filters) - set(chosen) if len(chosen) < view.most else ():
                parts = [numbers(views, view, {**chosen, name: code}) for code in views.choices(view.name)[name]]
                for code, whole in numbers(views, view, chosen).items():
                    told = [part[code] for part in parts if part[code] is not None]
                    if whole is not None and len(told) == len(parts) - 1:
                        assert whole - sum(told) >= 5, (view.name, chosen, name, code)
                        known += 1
                    left_open += len(parts) - len(told)
    assert left_open > 50 > known


def test_an_attack_on_everything_together_finds_nothing(views: Views, register: Register) -> None:
    truth = dict(view_tables(register, views.views))
    attack = tip.audit(views.releases, truth=truth)
    assert (attack.passed, attack.explain()) == (True, ())
    assert attack.hidden > 100
    assert views.audit_summary("en") == attack.summary("en")


def test_protected_view_by_view_they_would_give_each_other_away(register: Register, few: tuple[View, ...]) -> None:
    """Why all tables go through the gate together."""
    tables = dict(view_tables(register, few[:1]))
    alone = {name: tip.protect(table) for name, table in tables.items()}
    assert not tip.audit(alone, truth=tables).passed


def test_columns_stand_beside_rows_and_add_up_to_what_stands_alone(views: Views) -> None:
    crossed = views.slice("nivel_educativo", {"origen": "NACIONAL"}, across="sexo")
    assert crossed.release.by == ("nivel_educativo", "sexo")
    alone = views.slice("nivel_educativo", {"origen": "NACIONAL"})
    assert [(row.code, row.n) for row in crossed.rows()] == [(row.code, row.n) for row in alone.rows()]
    head = crossed.csv("en").splitlines()[1]
    assert head == "Educational level,Woman,Man,Total"


def test_a_slice_says_of_whom_it_speaks_and_why_it_shows_nothing(views: Views) -> None:
    part = views.slice("nivel_educativo", {"sexo": "HOMBRE", "origen": "NACIONAL"})
    assert (
        part.title()
        == "Personas según nivel educativo · sexo registrado: Hombre · origen nacional o extranjero: Nacional"
    )
    reasons = {
        views.slice(view.name, chosen).reason() for view in views.views for chosen in every_choice(views, view)
    } - {""}
    assert tip.say("board_hidden_rows") in reasons or tip.say("board_hidden_group") in reasons
    for view in views.views:
        for chosen in every_choice(views, view):
            part = views.slice(view.name, chosen)
            assert part.shown or part.reason(), (view.name, chosen)


def test_the_download_says_what_is_shown_and_marks_what_is_not(views: Views) -> None:
    lines = views.slice("nivel_educativo", {"sexo": "HOMBRE"}).csv("en").split("\r\n")
    assert lines[:4] == [
        "Persons by educational level · recorded sex: Man",
        "Educational level,persons,% of total",
        'No schooling,8,"11,8%"',
        'Primary (ISCED 1),22,"32,4%"',
    ]
    assert "Bachelor's level (ISCED 6),•,•" in lines
    assert "Counting unit: persons; n = 68." in lines


@pytest.mark.parametrize(
    ("given", "chosen", "message"),
    [
        (
            "nivel_educativa",
            {},
            "«nivel_educativa» no es una vista del tablero. ¿Quiso decir «nivel_educativo»? Hay: anio_acreditacion, "
            "solicitudes, sexo, nivel_educativo.",
        ),
        (
            "nivel_educativo",
            {"etnia": "INDIGENA"},
            "La vista «Nivel educativo» no se puede filtrar así: etnia. Sus filtros son: sexo, mayoria_edad, "
            "origen; a la vez, como máximo 2. Quite un filtro o elija uno de ellos.",
        ),
        (
            "nivel_educativo",
            {"sexo": "MUJER", "mayoria_edad": "18+", "origen": "NACIONAL"},
            "La vista «Nivel educativo» no se puede filtrar así: sexo, mayoria_edad, origen. Sus filtros son: "
            "sexo, mayoria_edad, origen; a la vez, como máximo 2. Quite un filtro o elija uno de ellos.",
        ),
    ],
)
def test_what_there_is_not_is_refused(views: Views, given: str, chosen: Chosen, message: str) -> None:
    with pytest.raises(DashboardError) as error:
        views.slice(given, chosen)
    assert str(error.value) == message


def test_a_misspelt_code_chooses_nobody_without_a_word_never(views: Views) -> None:
    assert not views.can("nivel_educativo", {"sexo": "MUJERES"})
    assert views.can("nivel_educativo", {"sexo": "MUJER", "origen": ""}, across="origen")
    assert not views.can("nivel_educativo", {"sexo": "MUJER"}, across="sexo")


def test_without_a_policy_that_may_be_shown_there_is_no_dashboard(register: Register) -> None:
    with pytest.raises(DashboardError) as error:
        prepare_views(register, policy="internal")
    assert error.value.key == "board_policy_inside"
    with pytest.raises(PolicyError):
        prepare_views(register, policy="publicacion")


def test_views_that_an_attack_breaks_are_not_shown(
    register: Register, few: tuple[View, ...], views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Finding("sexo", (("sexo", "HOMBRE"),), 2, 2, 5, "recovered")
    monkeypatch.setattr(prepare, "protect_together", lambda tables, **rules: views.releases)
    monkeypatch.setattr(prepare, "audit", lambda *given, **named: Audit((broken,), 1))
    with pytest.raises(DashboardError) as error:
        prepare_views(register, views=few[:1])
    assert (error.value.key, "Hombre" in str(error.value)) == ("board_audit_failed", True)


def test_a_register_that_fills_no_view_is_told_so(register: Register, few: tuple[View, ...]) -> None:
    absent = (View("x", "perfil", "victims", "no_existe"),)
    with pytest.raises(DashboardError) as error:
        prepare_views(register, views=absent)
    assert error.value.key == "board_no_views"


def test_declared_views_name_what_the_codebook_knows() -> None:
    declared, book = declared_views(), load_codebook()
    names = [view.name for view in declared]
    assert len(set(names)) == len(names)
    for view in declared:
        assert {view.by, *view.filters} <= set(book), view.name
        assert view.by not in view.filters
        assert view.most <= len(view.filters)
        assert not view.beside or view.beside in names
        assert view.title("es") != view.name
        assert view.group_label("en")
