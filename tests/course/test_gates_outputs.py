"""The gates of what solved notebooks show and of the time they take, each seen to catch what it is for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tipanalysis.course import seconds
from tipanalysis.course.gates import problems_of
from tipanalysis.course.lesson import Lesson
from tipanalysis.course.seconds import keep_seconds, kept_seconds, seconds_of, seconds_told, slowest_told
from tipanalysis.course.solved import solved_path
from tipanalysis.words.settings import using

ALT = re.compile(r'alt="[^"]*"')
CAPTION = re.compile(r"<caption.*?</caption>", re.DOTALL)


@pytest.fixture
def spoil(lesson: Lesson) -> Callable[[Callable[[Any], object]], int]:
    """Change the data of each output of the English solved notebook; the last cell that changed."""

    def edit(change: Callable[[Any], object]) -> int:
        path, changed = solved_path(lesson.parts[0], "en"), -1
        notebook = nbformat.read(path, as_version=4)
        for position, cell in enumerate(notebook.cells):
            for output in cell.get("outputs", []):
                before = dict(output.data)
                change(output.data)
                changed = position if dict(output.data) != before else changed
        nbformat.write(notebook, path)
        assert changed >= 0
        return changed

    return edit


def html(pattern: re.Pattern[str], new: str) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        if "text/html" in data:
            data["text/html"] = pattern.sub(new, data["text/html"])

    return change


@pytest.mark.parametrize(
    "alt",
    ["", "Barras: 12", "Gráfico de barras con las personas según su edad y su sexo, muy bonito y muy largo"],
    ids=["none", "short", "no-number"],
)
def test_a_picture_that_cannot_be_read_in_words(lesson: Lesson, spoil: Any, alt: str) -> None:
    cell = spoil(html(ALT, f'alt="{alt}"'))
    assert problems_of(lesson) == [
        f"00_primer_vistazo (en), celda {cell}: el texto alternativo de un gráfico tiene menos de 40 caracteres o "
        "ningún número. Dibújelo con una función tip.draw_… y ejecute: tipanalysis lesson build"
    ]


def test_a_picture_without_any_page_around_it(lesson: Lesson, spoil: Any) -> None:
    def bare(data: Any) -> None:
        if "<img" in data.get("text/html", ""):
            del data["text/html"]
            data["image/png"] = "iVBORw0KGgo="

    cell = spoil(bare)
    with using(lang="en"):
        assert problems_of(lesson) == [
            f"00_primer_vistazo (en), cell {cell}: there is a picture that cannot be read in words. Draw it with a "
            "tip.draw_… function and run: tipanalysis lesson build"
        ]


@pytest.mark.parametrize("caption", ["", "<caption> </caption>"], ids=["none", "empty"])
def test_a_table_without_a_title(lesson: Lesson, spoil: Any, caption: str) -> None:
    cell = spoil(html(CAPTION, caption))
    problems = problems_of(lesson)
    assert problems[-1] == (
        f"00_primer_vistazo (en), celda {cell}: hay un cuadro sin título. Muéstrelo con tip.show_table y ejecute: "
        "tipanalysis lesson build"
    )
    assert all("hay un cuadro sin título" in problem for problem in problems)


class TestSeconds:
    """Times are kept where there is a place for them, and told; a notebook over its budget is a fault."""

    @pytest.fixture
    def place(self, lesson: Lesson, tmp_path: Path) -> Path:
        (tmp_path / "benchmarks" / "results").mkdir(parents=True)
        return tmp_path / "benchmarks" / "results" / "lessons.csv"

    def test_where_there_is_no_place_none_is_kept(self, lesson: Lesson) -> None:
        keep_seconds(lesson.parts[0], "es", 99)
        assert kept_seconds() == {}
        assert slowest_told() == ""
        assert problems_of(lesson) == []

    def test_they_are_kept_and_told(self, lesson: Lesson, place: Path) -> None:
        for lang, took in (("es", 3.14), ("en", 2.0), ("es", 2.55)):
            keep_seconds(lesson.parts[0], lang, took)
        assert place.read_text("utf-8") == (
            "notebook,lang,seconds\n00_primer_vistazo,en,2.0\n00_primer_vistazo,es,2.5\n"
        )
        assert problems_of(lesson) == []
        assert list(seconds_told(lesson)) == ["00_primer_vistazo (en): 2,0 s", "00_primer_vistazo (es): 2,5 s"]
        assert slowest_told() == (
            "Tiempo de los 2 cuadernos resueltos: 5 s. El que más tarda: 00_primer_vistazo (es), 2,5 s de 8 s."
        )

    def test_a_notebook_that_takes_too_long(self, lesson: Lesson, place: Path) -> None:
        keep_seconds(lesson.parts[0], "es", 7.9)
        keep_seconds(lesson.parts[0], "en", 9.3)
        assert problems_of(lesson) == [
            "00_primer_vistazo (en) tarda 9,3 s y el límite es 8 s. Quite o simplifique lo que más tarda y ejecute: "
            "tipanalysis lesson build 00_primer_vistazo"
        ]
        assert list(seconds_told(lesson))[-1] == problems_of(lesson)[0]

    def test_a_notebook_whose_time_nobody_took(self, lesson: Lesson, place: Path) -> None:
        keep_seconds(lesson.parts[0], "es", 3)
        assert problems_of(lesson) == [
            "lessons.csv no corresponde a su fuente. Ejecute: tipanalysis lesson build 00_primer_vistazo"
        ]

    @pytest.mark.parametrize(("processor", "least"), [(0.0, 5.0), (3.0, 3.0), (7.0, 5.0)])
    def test_the_time_is_that_of_the_clock_or_of_the_processor(
        self, monkeypatch: pytest.MonkeyPatch, processor: float, least: float
    ) -> None:
        clocks, processors = iter([10.0, 15.0]), iter([1.0, 1.0 + processor])
        monkeypatch.setattr(seconds.time, "perf_counter", lambda: next(clocks))
        monkeypatch.setattr(seconds, "_processor_time", lambda: next(processors))
        assert seconds_of(lambda: None) == least
