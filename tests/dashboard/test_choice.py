"""What a visitor chooses: whatever is clicked, in whatever order, the views have it."""

from __future__ import annotations

import random

from tipanalysis.dashboard.choice import Choice
from tipanalysis.dashboard.views import Views


def test_no_order_of_clicks_leads_to_what_the_views_do_not_have(views: Views) -> None:
    draw = random.Random(7)
    choice = Choice("es", views.views[0].name)
    for _ in range(400):
        choice = draw.choice([_other_view, _other_filter, _other_across])(views, choice, draw)
        assert views.slice(choice.view, choice.filters, across=choice.across)


def _other_view(views: Views, choice: Choice, draw: random.Random) -> Choice:
    return choice.with_view(views, draw.choice(views.views).name)


def _other_filter(views: Views, choice: Choice, draw: random.Random) -> Choice:
    levels = views.choices(choice.view)
    if not levels:
        return choice
    variable = draw.choice(list(levels))
    return choice.with_filter(views, variable, draw.choice([*levels[variable], ""]))


def _other_across(views: Views, choice: Choice, draw: random.Random) -> Choice:
    return choice.with_across(views, draw.choice([*views.view(choice.view).filters, ""]))


def test_filters_go_with_the_visitor_to_views_that_have_them(views: Views) -> None:
    choice = Choice("es", "nivel_educativo").with_filter(views, "sexo", "MUJER")
    assert choice.with_view(views, "anio_acreditacion").filters == {"sexo": "MUJER"}
    assert choice.with_view(views, "sexo").filters == {}


def test_the_oldest_filter_makes_room_for_a_third(views: Views) -> None:
    choice = (
        Choice("es", "nivel_educativo").with_filter(views, "sexo", "MUJER").with_filter(views, "origen", "EXTRANJERA")
    )
    choice = choice.with_filter(views, "mayoria_edad", "00-17")
    assert choice.filters == {"origen": "EXTRANJERA", "mayoria_edad": "00-17"}


def test_a_variable_is_a_filter_or_goes_across_and_never_both(views: Views) -> None:
    across = Choice("es", "nivel_educativo").with_filter(views, "sexo", "MUJER").with_across(views, "sexo")
    assert (across.filters, across.across) == ({}, "sexo")
    filtered = across.with_filter(views, "sexo", "HOMBRE")
    assert (filtered.filters, filtered.across) == ({"sexo": "HOMBRE"}, "")


def test_everyone_is_the_same_view_without_filters(views: Views) -> None:
    choice = Choice("en", "nivel_educativo").with_filter(views, "sexo", "MUJER").with_across(views, "origen")
    assert choice.everyone() == Choice("en", "nivel_educativo")
