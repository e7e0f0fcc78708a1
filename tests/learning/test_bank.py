"""The item bank: one right answer each, both languages, two tests that are parallel, and no way to guess."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from tipanalysis.evaluation.donor import load_indicators
from tipanalysis.learning.bank import FORMS, LENGTH, Item, form_items, load_bank
from tipanalysis.words.errors import LearningError
from tipanalysis.words.settings import LANGS, using

ROOT = Path(__file__).resolve().parents[2]
LESSONS = ROOT / "notebooks" / "lessons"
GIVEAWAY = 0.45
"""Where right answers would be the longest, or the shortest, by chance: one in three."""


def choice_lengths(item: Item, lang: str) -> tuple[int, list[int]]:
    right = next(len(choice.text[lang]) for choice in item.choices if choice.right)
    return right, [len(choice.text[lang]) for choice in item.choices if not choice.right]


def test_the_bank_is_large_enough_for_every_module() -> None:
    sizes = Counter(item.module for item in load_bank())
    assert len(load_bank()) >= 45 and set(sizes) == set(range(11)) and min(sizes.values()) >= 4


def test_each_item_has_one_right_answer_and_its_reason_in_both_languages() -> None:
    for item in load_bank():
        assert [choice.letter for choice in item.choices] == ["a", "b", "c"], item.id
        assert sum(choice.right for choice in item.choices) == 1, item.id
        texts = [item.text, item.why, *(choice.text for choice in item.choices)]
        assert all(text[lang].strip() == text[lang] != "" for text in texts for lang in LANGS), item.id
        assert len({choice.text["es"] for choice in item.choices}) == len({c.text["en"] for c in item.choices}) == 3
        assert item.indicator in load_indicators(), item.id


def test_no_item_stands_twice() -> None:
    assert len({item.id for item in load_bank()}) == len({item.text["es"] for item in load_bank()}) == len(load_bank())


def test_both_tests_ask_of_the_same_modules_in_the_same_order() -> None:
    first, second = (form_items(form) for form in FORMS)
    assert len(first) == len(second) == LENGTH
    modules = [item.module for item in first]
    assert modules == [item.module for item in second] == sorted(modules)
    assert set(modules) == set(range(10))


@pytest.mark.parametrize("form", [*FORMS, "-"])
def test_the_place_of_the_right_answer_tells_nothing(form: str) -> None:
    keys = [item.key for item in load_bank() if item.form == form]
    shares = [count / len(keys) for count in Counter(keys).values()]
    assert len(shares) == 3 and max(shares) - min(shares) < 0.1
    assert all(len(set(keys[at : at + 3])) > 1 for at in range(len(keys) - 2))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", FORMS)
def test_the_right_answer_is_seldom_the_longest_or_the_shortest(form: str, lang: str) -> None:
    lengths = [choice_lengths(item, lang) for item in form_items(form)]
    assert sum(right > max(wrong) for right, wrong in lengths) <= GIVEAWAY * LENGTH
    assert sum(right < min(wrong) for right, wrong in lengths) <= GIVEAWAY * LENGTH


def course_questions() -> list[str]:
    """Every question and exercise text of the lessons in Spanish."""
    found = []
    for path in sorted(LESSONS.glob("*/preguntas.csv")):
        found += [row["es"] for row in csv.DictReader(path.read_text("utf-8-sig").splitlines()) if not row["option"]]
    return found


def test_no_item_is_a_question_of_the_course() -> None:
    asked = course_questions()
    assert len(asked) >= 15
    for item in load_bank():
        near = process.extractOne(item.text["es"], asked, scorer=fuzz.ratio)
        assert near[1] < 80, (item.id, near[0])


def test_no_item_stands_in_a_lesson() -> None:
    lessons = "\n".join(path.read_text("utf-8") for path in sorted(LESSONS.glob("*/leccion*.es.py")))
    assert [item.id for item in load_bank() if item.text["es"] in lessons] == []


def test_a_form_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(LearningError) as refused, using(lang="es"):
        form_items("C")
    assert str(refused.value) == "No hay una prueba «C». Las que hay: A, B."
