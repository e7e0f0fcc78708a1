"""Slides, cards, guides on paper and certificate: made from the lesson, whole in both languages, asking nobody."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

import tipanalysis
from tipanalysis.course.card import card_page
from tipanalysis.course.certificate import certificate_page
from tipanalysis.course.guide_page import guide_page
from tipanalysis.course.lesson import Lesson, list_lessons
from tipanalysis.course.quiz_file import read_questions
from tipanalysis.course.slides import MOST_WORDS, shortened, slides_of, slides_page
from tipanalysis.words.errors import LessonError
from tipanalysis.words.settings import LANGS

MAKERS = {
    "slides": slides_page,
    "card": card_page,
    "guide": guide_page,
    "certificate": lambda _, lang: certificate_page(lang),
}
VERBS = Path(__file__).resolve().parents[2] / "tipanalysis" / "course" / "data" / "verbos.csv"


class Outline(HTMLParser):
    """The headings of a page, and whatever it would ask for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.lang = ""
        self.asked: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "html":
            self.lang = given["lang"] or ""
        self.asked += [value or "" for name, value in attrs if name in ("src", "href") and (value or "")[:1] != "#"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", list(MAKERS))
def test_a_page_stands_alone_and_is_well_built(lesson: Lesson, kind: str, lang: str) -> None:
    page = MAKERS[kind](lesson, lang)
    read = Outline(page)
    assert read.lang == lang
    assert [asked for asked in read.asked if not asked.startswith("data:")] == []
    assert read.levels[0] == 1 and read.levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(read.levels, read.levels[1:], strict=False))


@pytest.mark.parametrize("lang", LANGS)
def test_the_slides_hold_question_steps_charts_quiz_and_recap(lesson: Lesson, lang: str) -> None:
    slides = list(slides_of(lesson, lang))
    kinds = [slide.kind for slide in slides]
    assert kinds[0] == "title" and kinds.count("part") == 1 and kinds.count("chart") == 1
    assert kinds.count("question") == len(read_questions(lesson))
    assert all(slide.answer for slide in slides if slide.kind == "question")
    last = {"es": "Para llevar", "en": "To take with you"}
    assert slides[-1].heading == last[lang] and slides[-1].content.count("<li>") == 3
    assert all(slide.heading for slide in slides)


def test_both_languages_have_the_same_slides() -> None:
    for lesson in list_lessons():
        spanish, english = ([slide.kind for slide in slides_of(lesson, lang)] for lang in LANGS)
        assert spanish == english
        assert len(spanish) > 10


def test_no_solution_is_on_a_slide(lesson: Lesson) -> None:
    page = slides_page(lesson, "es")
    assert "set_index" not in page
    assert "menores_de_18 = " not in page


def test_a_slide_takes_whole_sentences_lists_and_short_tables() -> None:
    short = "| a | b |\n|--|--|\n" + "| 1 | 2 |\n" * 3
    long = "| a | b |\n|--|--|\n" + "| 1 | 2 |\n" * 20
    text = f"Una frase. {'Palabra ' * MOST_WORDS}fin. Otra.\n\n- uno\n- dos\n\n{short}\n\n{long}"
    assert shortened(text) == f"Una frase.\n\n- uno\n- dos\n\n{short.strip()}"
    assert shortened("**Primera frase. Segunda frase larga.**", most=2) == "**Primera frase.**"


def test_the_card_has_the_verbs_of_the_module_in_order(lesson: Lesson) -> None:
    codes = re.findall(r"<td><code>(.*?)</code>", card_page(lesson, "es"))
    assert [re.search(r"\.(\w+)\(", code)[1] for code in codes] == [  # type: ignore[index]
        "read_register",
        "where",
        "count_by",
        "protect",
        "show_table",
        "draw_pyramid",
    ]


def test_the_card_takes_its_warning_signs_from_the_page_of_pitfalls(lesson: Lesson, tmp_path: Path) -> None:
    page = tmp_path / "docs" / "referencia"
    page.mkdir(parents=True)
    rows = "| 3 | Los grupos | «jóvenes» | edades | módulo 5; módulo 0 |\n| 4 | Otra | «x» | y | módulo 10 |\n"
    (page / "trampas.md").write_text(rows, "utf-8")
    card = card_page(lesson, "es")
    assert "<td>«jóvenes»</td><td><strong>Los grupos.</strong> edades</td>" in card
    assert "Otra" not in card
    assert "Dice a cuántas <strong>identificaron y acreditaron</strong> las instituciones." in card


def test_every_verb_that_is_explained_exists_and_every_public_one_is_explained() -> None:
    with VERBS.open(encoding="utf-8", newline="") as file:
        verbs = [row["verbo"] for row in csv.DictReader(file)]
    assert len(verbs) == len(set(verbs))
    of_tip = {verb.removeprefix("tip.") for verb in verbs if verb.startswith("tip.")}
    assert sorted(of_tip - set(tipanalysis.__all__)) == []


def test_the_printed_guide_ends_with_the_keys(lesson: Lesson) -> None:
    text, keys = guide_page(lesson, "es").split('<section class="tip-annex">')
    assert "Plan de minutos" in text
    assert "<dt>Respuesta</dt><dd>73</dd>" in keys
    assert (keys.count("<dd>"), keys.count("<dd class=")) == (2 + 4, 3)
    assert "Ese es el número de personas de 18 años o más." in keys


def test_a_guide_that_is_not_written_is_refused(lesson: Lesson) -> None:
    (lesson.folder / "guia.es.md").unlink()
    with pytest.raises(LessonError, match=r"falta la guía guia\.es\.md"):
        guide_page(lesson, "es")


def test_the_certificate_names_nobody_and_every_module() -> None:
    for lang in LANGS:
        page = certificate_page(lang)
        assert page.count('<span class="tip-box"') == len(list_lessons())
        assert page.count('class="tip-blank"') == 3


def test_a_page_that_asks_outside_is_refused(lesson: Lesson, change: Callable[..., None]) -> None:
    change("## Propósito\n", "## Propósito\n\n![mapa](https://example.org/mapa.png)\n", "guia.es.md")
    with pytest.raises(LessonError, match="Quite esa referencia"):
        guide_page(lesson, "es")
