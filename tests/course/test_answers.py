"""Answers of every kind: what is understood, what counts as the same, and the key kept from the last build."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from course.conftest import ROOT
from tipanalysis.counts.count import count_by
from tipanalysis.course.answers import Kind, answer_of, kind_given, read_answer
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.key import NAME, _kept, key_of, write_key
from tipanalysis.course.lesson import Lesson, load_lesson
from tipanalysis.register.read import read_register

SAME: tuple[tuple[Any, Any], ...] = (
    (12, 12.0),
    (12, np.int64(12)),
    ("Sí", " si "),
    ("2018", 2018),
    (True, np.bool_(True)),
    (["A", "B"], ("a", "b")),
    (["A", "B"], pd.Series(["A", "B"])),
    ({"A", "B"}, ["B", "A", "B"]),
    ({"2018", "2019"}, np.array([2019, 2018])),
    ({"MUJER": 3, "HOMBRE": 0}, pd.Series({"mujer": 3})),
    ({("MUJER", "CRI"): 3}, pd.DataFrame({"nacionalidad": ["CRI"], "sexo": ["MUJER"], "n": [3]})),
)
OTHER: tuple[tuple[Any, Any], ...] = (
    (12, 12.2),
    (12, "12"),
    (12, True),
    ("a", "b"),
    (True, False),
    (["A", "B"], ["B", "A"]),
    ({"A", "B"}, ["A"]),
    ({"A", "B"}, "A"),
    ({"MUJER": 3}, {"HOMBRE": 3}),
    ({"MUJER": 3}, {"MUJER": 4}),
    ({"MUJER": 3}, [3]),
    ({"MUJER": 3}, {"MUJER": "tres"}),
    ({"MUJER": 3}, pd.DataFrame({"sexo": ["MUJER"]})),
)


def same(expected: Any, given: Any) -> bool:
    wanted = answer_of(expected)
    read = read_answer(given, wanted.kind)
    return read is not None and read.same(wanted, 0.05)


@pytest.mark.parametrize(("expected", "given"), SAME)
def test_what_counts_as_the_same(expected: Any, given: Any) -> None:
    assert same(expected, expected)
    assert same(expected, given)


@pytest.mark.parametrize(("expected", "given"), OTHER)
def test_what_does_not(expected: Any, given: Any) -> None:
    assert not same(expected, given)


def test_a_table_made_with_count_by_is_an_answer() -> None:
    register = read_register(ROOT / "datasets" / "registro_limpio")
    counts = count_by(register, ["sexo", "mayoria_edad"])
    turned = count_by(register, ["mayoria_edad", "sexo"])
    assert same(counts, turned)
    assert same(counts, turned.frame)
    assert not same(counts, count_by(register, "sexo"))


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (True, "truth"),
        (3, "number"),
        ("3", "text"),
        ([3], "list"),
        ({3}, "set"),
        ({"A": 3}, "table"),
        (None, "other"),
        (print, "other"),
    ],
)
def test_what_came(value: Any, kind: str) -> None:
    assert kind_given(value) == kind


def test_nothing_else_can_be_expected() -> None:
    with pytest.raises(TypeError):
        answer_of(object())


def test_every_kind_has_an_answer_here() -> None:
    assert {answer_of(expected).kind for expected, _ in SAME} == set(Kind)


class TestKey:
    """What ``lesson build`` keeps stands for the answers, as long as exercises and data are those it was built from."""

    @pytest.fixture(autouse=True)
    def forgotten(self) -> None:
        _kept.cache_clear()

    @staticmethod
    def never() -> object:
        raise AssertionError("computed although it was kept")

    def test_what_is_kept_is_not_computed(self, lesson: Lesson) -> None:
        task = Exercise("0.1", self.never, (Mistake("adultas", self.never),), hints=2)
        assert {name: answer.value for name, answer in key_of(lesson, task).items()} == {
            "correcto": 73.0,
            "adultas": 91.0,
            "total": 164.0,
            "proporcion": pytest.approx(73 / 91),
        }

    def test_other_exercises_are_computed(self, lesson: Lesson, change: Callable[..., None]) -> None:
        change("UNDER, ADULTS = 73, 91", "UNDER, ADULTS = 74, 91", "ejercicios.py")
        assert key_of(lesson, lesson.exercises()[0])["correcto"].value == 74.0

    def test_other_data_are_computed(self, lesson: Lesson) -> None:
        exercises = lesson.folder / "ejercicios.py"
        exercises.write_text(exercises.read_text("utf-8") + "# registro.csv\n", "utf-8")
        data = lesson.folder.parents[2] / "datasets"
        data.mkdir()
        (data / "registro.csv").write_text("id\n1\n", "utf-8")
        (data / "otro.csv").write_text("id\n1\n", "utf-8")
        write_key(lesson)
        (data / "otro.csv").write_text("id\n2\n", "utf-8")
        assert key_of(lesson, Exercise("0.1", self.never, (), hints=2))
        _kept.cache_clear()
        (data / "registro.csv").write_text("id\n2\n", "utf-8")
        with pytest.raises(AssertionError, match="computed"):
            key_of(lesson, Exercise("0.1", self.never, (), hints=2))

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"of": 1}', "nada"])
    def test_a_broken_file_counts_for_nothing(self, lesson: Lesson, text: str) -> None:
        (lesson.folder / NAME).write_text(text, "utf-8")
        assert key_of(lesson, lesson.exercises()[0])["correcto"].value == 73.0

    @pytest.mark.parametrize("value", [expected for expected, _ in SAME], ids=lambda value: type(value).__name__)
    def test_every_kind_survives_the_file(self, lesson: Lesson, monkeypatch: pytest.MonkeyPatch, value: Any) -> None:
        task = Exercise("0.1", lambda: value, (), hints=2)
        monkeypatch.setattr(Lesson, "exercises", lambda self: (task,))
        write_key(lesson)
        json.loads((lesson.folder / NAME).read_text("utf-8"))
        assert key_of(lesson, Exercise("0.1", self.never, (), hints=2)) == {"correcto": answer_of(value)}

    def test_the_project_s_own_key_fits(self) -> None:
        assert "0.1" in _kept(load_lesson("00"))
