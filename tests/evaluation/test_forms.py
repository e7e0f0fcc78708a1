"""Forms on paper: all there, in both languages, and the templates are read back by the evaluation."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from learning.papers import paper
from tipanalysis.evaluation.forms import write_forms
from tipanalysis.learning.answers import read_answers
from tipanalysis.learning.bank import FORMS, form_items
from tipanalysis.learning.surveys import SURVEYS, load_surveys, survey_questions
from tipanalysis.words.settings import LANGS


@pytest.fixture(scope="module", params=LANGS)
def forms(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    made = write_forms(tmp_path_factory.mktemp(request.param), request.param)
    return request.param, {path.name: path.read_text("utf-8") for path in made}


def test_all_forms_are_there_and_need_nothing_from_outside(forms: tuple[str, dict[str, str]]) -> None:
    lang, pages = forms
    assert list(pages) == [
        *("prueba_A.html", "prueba_B.html", "hoja_de_respuestas.html", "clave.html"),
        *(f"{survey}.html" for survey in SURVEYS),
        *("respuestas.csv", "formularios.csv"),
    ]
    for name, page in pages.items():
        if name.endswith(".html"):
            assert f'<html lang="{lang}">' in page and not re.search(r"(src|href)\s*=|url\(", page), name


def test_a_test_on_paper_asks_everything_and_tells_nothing(forms: tuple[str, dict[str, str]]) -> None:
    lang, pages = forms
    for form in FORMS:
        page = unescape(pages[f"prueba_{form}.html"])
        for item in form_items(form):
            assert item.text[lang] in page and all(choice.text[lang] in page for choice in item.choices)
            assert item.why[lang] not in page


def test_the_key_has_every_right_letter_with_its_reason(forms: tuple[str, dict[str, str]]) -> None:
    lang, pages = forms
    for form, table in zip(FORMS, unescape(pages["clave.html"]).split("</table>"), strict=False):
        assert re.findall(r"<strong>([abc])</strong>", table) == [item.key for item in form_items(form)]
        assert all(item.why[lang] in table for item in form_items(form))


def test_surveys_ask_their_questions(forms: tuple[str, dict[str, str]]) -> None:
    lang, pages = forms
    for survey in SURVEYS:
        assert all(asked.text[lang] in unescape(pages[f"{survey}.html"]) for asked in survey_questions(survey))
        assert all(asked.text[one] for asked in load_surveys() for one in LANGS)


def test_the_templates_filled_in_are_read_back(forms: tuple[str, dict[str, str]], tmp_path: Path) -> None:
    _, pages = forms
    heads = pages["respuestas.csv"].strip().split(",")
    row = paper("AB00XYZ", "post", "B", 7)
    (tmp_path / "r.csv").write_text(pages["respuestas.csv"] + ",".join(row[name] for name in heads) + "\n", "utf-8")
    columns = pages["formularios.csv"].strip().split(",")
    (tmp_path / "f.csv").write_text(pages["formularios.csv"] + "reaccion" + ",4" * (len(columns) - 1) + "\n", "utf-8")
    found = read_answers([tmp_path])
    assert (found.taken[0].score, found.filled[0].marks[8]) == (7, "4")
