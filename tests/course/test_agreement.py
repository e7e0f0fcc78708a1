"""Two people code the same things: how far they agree, told in words."""

from __future__ import annotations

import random

import pytest

import tipanalysis as tip
from tipanalysis.course.agreement import Agreement, agreement
from tipanalysis.words.errors import LessonError
from tipanalysis.words.settings import using


def test_the_example_of_a_textbook() -> None:
    """Twenty yes, five and ten apart, fifteen no: observed 0.7, expected 0.5, kappa 0.4."""
    one = "si " * 25 + "no " * 25
    other = "si " * 20 + "no " * 5 + "si " * 10 + "no " * 15
    found = agreement(one, other)
    assert (found.n, found.agreed, found.kappa) == (50, 35, 0.4)
    assert found.differ == tuple(range(21, 36))


def test_it_is_the_same_from_both_sides_and_whatever_the_codes_are_called() -> None:
    draw = random.Random(3)
    for _ in range(50):
        one, other = (draw.choices("abcd", k=12) for _ in range(2))
        found = agreement(one, other)
        assert found == agreement(other, one)
        renamed = dict(zip("abcd", ("sexual", "laboral", "otras", "no"), strict=True))
        assert found == agreement(" ".join(renamed[code] for code in one), [renamed[code] for code in other])
        assert agreement(one, one).agreed == 12
        assert found.kappa is None or -1 <= found.kappa <= 1


def test_case_commas_and_line_ends_do_not_matter() -> None:
    assert agreement("Sexual, laboral;\n otras ", ["sexual", " LABORAL", "Otras"]).agreed == 3


def test_one_code_for_everything_says_nothing() -> None:
    assert agreement("no no no", "no no no") == Agreement(3, 3, (), None)


def test_it_tells_what_it_found_in_both_languages() -> None:
    found = agreement("a b c a", "a b b a")
    with using(lang="es", country="CRI"):
        assert (
            str(found)
            == repr(found)
            == (
                "Coincidieron en 3 de 4 (75\xa0%). Descontando lo que coincidiría por azar, kappa = 0,60 "
                "(1: acuerdo completo; 0: solo el del azar). Conversen sobre: 3."
            )
        )
        assert found._repr_html_().count("<p>") == 3
    with using(lang="en", country="GTM"):
        assert str(agreement("a a", "a a")) == (
            "They agreed on 2 of 2 (100%). Both people always used the same one code: agreeing like that says "
            "nothing about agreement."
        )


@pytest.mark.parametrize(("one", "other", "counts"), [("a b", "a", (2, 1)), ("", "", (0, 0)), ([], ["a"], (0, 1))])
def test_as_many_codes_on_both_sides(one: str, other: str, counts: tuple[int, int]) -> None:
    with pytest.raises(LessonError) as refusal:
        agreement(one, other)
    assert refusal.value.both() == (
        f"Hay {counts[0]} códigos de una persona y {counts[1]} de la otra. Hace falta un código por cada "
        "descripción, en el mismo orden, y tantos de una como de la otra.\n"
        f"There are {counts[0]} codes from one person and {counts[1]} from the other. Each description needs one "
        "code, in the same order, and as many from one as from the other."
    )


def test_the_package_offers_it() -> None:
    assert tip.agreement is agreement
