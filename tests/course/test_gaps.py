"""What there is to choose in the code of an exercise: where its beginning and its solution differ in words."""

from __future__ import annotations

import ast

import pytest

from tipanalysis.course.choices import code_label, is_meaningful
from tipanalysis.course.gaps import Trial, trial_of


def trial(starting: str, solution: str, name: str = "n", *, whole: bool = False) -> Trial:
    return trial_of([starting], [solution], name, is_word=is_meaningful, whole=whole)


@pytest.mark.parametrize(
    ("starting", "solution", "gaps"),
    [
        ('f("sexo", unit="persona")', 'f("origen", unit="persona")', [('"sexo"', '"origen"', "f")]),
        ('a.f(unit="solicitud")', 'a.f(unit="persona")', [('"solicitud"', '"persona"', "unit")]),
        ("f(uno, dos)", "f(uno, tres)", [("dos", "tres", "f")]),
        ("len(uno.g())", "len(dos.g())", [("uno", "dos", "g")]),
        ("uno.at(0.5)", "uno.at(0.99)", [("0.5", "0.99", "at")]),
        ('r.where(y=["a", "b"])', 'r.where(y=["c"])', [('["a", "b"]', '["c"]', "y")]),
        ("f([____, ____])", 'f(["sexo", "origen"])', [("____", '"sexo"', "f"), ("____", '"origen"', "f")]),
        ("f([____])", 'f(["sexo", "origen"])', [("[____]", '["sexo", "origen"]', "f")]),
        ("tip.draw_bars(a)", "tip.draw_series(a)", [("tip.draw_bars", "tip.draw_series", "draw_bars")]),
        ("f(a)", "f(a)", []),
    ],
)
def test_where_two_pieces_of_code_differ(starting: str, solution: str, gaps: list[tuple[str, str, str]]) -> None:
    found = trial(starting, solution)
    assert [(gap.given, gap.wanted, gap.about) for gap in found.gaps] == gaps
    assert found.code == starting
    assert found.filled([gap.wanted for gap in found.gaps]) == solution
    assert found.filled([gap.given for gap in found.gaps]) == starting


def test_several_gaps_words_with_accents_and_the_comment_beside_them() -> None:
    starting = 'niñez = f("año", 1)  # cambie el año\ng(uno)  # y el registro'
    solution = 'niñez = f("época", 1)  # cambie el año\ng(dos)  # y el registro'
    found = trial(starting, solution)
    assert [(gap.given, gap.wanted, gap.note) for gap in found.gaps] == [
        ('"año"', '"época"', "cambie el año"),
        ("uno", "dos", "y el registro"),
    ]
    assert found.filled(['"época"', "dos"]) == solution


@pytest.mark.parametrize(
    "starting", ["n = ____", "n = [____]", "n = [____]  # por ejemplo: [1]", "n = ____  # un número"]
)
def test_an_answer_left_blank_is_nothing_to_try(starting: str) -> None:
    assert trial(starting, "a, b = 1, 2\nn = a + b") == Trial("")


def test_a_blank_answer_below_something_to_try() -> None:
    found = trial('c = f("sexo")\nn = ____', 'c = f("origen")\nn = 3')
    assert [gap.wanted for gap in found.gaps] == ['"origen"']
    assert found.filled(['"origen"']) == 'c = f("origen")\nn = ____'


def test_where_they_differ_in_more_the_words_of_the_solution_are_the_gaps() -> None:
    found = trial("f(a)", 'b = g(a, "sexo", unit="persona", title="otra cosa")\nf(b)')
    assert [(gap.given, gap.wanted, gap.about) for gap in found.gaps] == [
        ("____", '"sexo"', "g"),
        ("____", '"persona"', "unit"),
    ]
    assert "f(b)" in found.filled(['"origen"', '"evento"'])
    ast.parse(found.filled(['"origen"', '"evento"']))


def test_a_table_is_made_by_the_code() -> None:
    found = trial("n = ____", 'n = tip.count_by(a, ["sexo", "origen"], unit="persona")', whole=True)
    assert [gap.wanted for gap in found.gaps] == ['"sexo"', '"origen"', '"persona"']


@pytest.mark.parametrize(
    ("code", "about", "label"),
    [
        ('"mayoria_edad"', "count_by", "Minoría o mayoría de edad"),
        ('"mencion"', "unit", "Menciones"),
        ('"MUJER"', "sexo", "Mujer"),
        ('["MUJER", "HOMBRE"]', "sexo", "Mujer, Hombre"),
        ('"Forced labour"', "sources_of", "Forced labour"),
        ("codigo_penal", "losses", "codigo penal"),
        ("0.99", "at", "0.99"),
    ],
)
def test_code_is_called_what_a_reader_calls_it(code: str, about: str, label: str) -> None:
    assert code_label(code, about) == label
