"""A participant's own progress: kept where a person works, without names, and shown as a picture with its text."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tipanalysis.course.exercise import check, hint
from tipanalysis.course.feedback import Outcome
from tipanalysis.course.lesson import Lesson
from tipanalysis.course.progress import progress, progress_path, record
from tipanalysis.course.quiz import judge, quiz
from tipanalysis.words.settings import using

NOTHING = "Su avance: 0 de 5 ejercicios y preguntas.\nMódulo 0. Un primer vistazo al registro: 0 de 5"


@pytest.fixture
def kept(lesson: Lesson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A participant's file, in a project of one lesson."""
    monkeypatch.setenv("JPY_SESSION_NAME", "exercises/es/00_primer_vistazo.ipynb")
    return tmp_path / "avance.jsonl"


def test_programs_that_run_notebooks_leave_no_trace(lesson: Lesson, tmp_path: Path) -> None:
    check("0.1", 1)
    assert progress_path() is None
    assert not (tmp_path / "avance.jsonl").exists()
    assert repr(progress()) == NOTHING


def test_a_line_says_what_and_when_and_nothing_about_whom(kept: Path) -> None:
    check("0.1", 87_654)
    hint("0.1")
    lines = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
    assert [(line.pop("exercise"), line.pop("outcome")) for line in lines] == [("0.1", "incorrect"), ("0.1", "hint")]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", line.pop("at")) for line in lines)
    assert lines == [{}, {}]
    assert "87654" not in kept.read_text("utf-8")


def test_solved_stays_solved(kept: Path) -> None:
    for outcome in (Outcome.HINT, Outcome.CORRECT, Outcome.INCORRECT):
        record("0.1", outcome)
    judge(quiz("0", 2).questions[0], "a")
    assert progress().rows[0].steps == ("done", "open", "begun", "open", "open")
    assert repr(progress()).startswith("Su avance: 1 de 5 ejercicios y preguntas.")


def test_the_picture_says_in_words_what_it_shows(kept: Path) -> None:
    record("0.1", Outcome.CORRECT)
    shown = progress()
    html = shown._repr_html_()
    alt = re.search(r'alt="([^"]*)"', html)
    assert alt is not None
    assert alt[1] == repr(shown)
    picture = re.search(r"base64,([^\"]*)", html)
    assert picture is not None
    root = ElementTree.fromstring(base64.b64decode(picture[1]))
    assert len(root.findall("{http://www.w3.org/2000/svg}rect")) == 5


def test_it_speaks_the_language_set(kept: Path) -> None:
    with using(lang="en"):
        assert repr(progress()) == (
            "Your progress: 0 of 5 exercises and questions.\nModule 0. A first look at the register: 0 of 5"
        )


def test_lines_that_cannot_be_read_are_passed_over(kept: Path) -> None:
    kept.write_text('nada\n[1]\n{"exercise": "0.1", "outcome": "correct"}\n{}\n', "utf-8")
    assert progress().rows[0].done == 1


def test_a_file_that_cannot_be_written_stops_nobody(kept: Path) -> None:
    kept.mkdir()
    assert check("0.1", 73).outcome == Outcome.CORRECT
    assert repr(progress()) == NOTHING


def test_another_file_can_be_named(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIPANALYSIS_PROGRESS", str(tmp_path / "otro.jsonl"))
    check("0.1", 73)
    assert not kept.exists()
    assert progress().rows[0].done == 1


def test_a_module_without_exercises_has_no_line() -> None:
    rows = progress().rows
    assert len(rows) > 5 and all(row.steps for row in rows)
