"""What a trainer takes along: pages, paper and notebooks that need no network."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tipanalysis.course.index import write_index
from tipanalysis.course.kit import build_kit
from tipanalysis.course.lesson import Lesson
from tipanalysis.course.pages import group_page, lesson_page
from tipanalysis.words.errors import LessonError
from tipanalysis.words.settings import LANGS

Change = Callable[..., None]


class Headings(HTMLParser):
    """The levels of the headings of a page, and its language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.lang = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "html":
            self.lang = dict(attrs)["lang"] or ""


@pytest.mark.parametrize("printed", [False, True])
@pytest.mark.parametrize("lang", LANGS)
def test_a_page_stands_alone_and_is_well_built(lesson: Lesson, lang: str, printed: bool) -> None:
    page = lesson_page(lesson.parts[0], lang, printed=printed)
    assert re.findall(r"""(?:src|href)=["'](?!data:|#)[^"']*""", page) == []
    read = Headings(page)
    assert read.lang == lang
    assert read.levels[0] == 1 and read.levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(read.levels, read.levels[1:], strict=False))


def test_on_the_screen_hints_and_solution_are_folded_away(lesson: Lesson) -> None:
    page = lesson_page(lesson.parts[0], "es")
    shown = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    assert "menores_de_18 = ____" in shown
    assert "menores_de_18 = int(" not in shown
    assert [found for found in re.findall(r"<summary>(.*?)</summary>", page) if found.startswith("Pista")] == [
        "Pista 1",
        "Pista 2",
    ]
    assert 'class="tip-annex"' not in page


def test_on_paper_the_answers_stand_at_the_end(lesson: Lesson) -> None:
    page = lesson_page(lesson.parts[0], "es", printed=True)
    lesson_part, annex = page.split('<section class="tip-annex">')
    assert "<h3>0.1</h3>" in annex
    assert "El número está en la fila de 0 a 17 años." in annex
    assert annex.count("<p><strong>") == 4
    assert '<body class="tip-paper">' in lesson_part


def test_group_exercises_have_a_sheet_of_their_own(lesson: Lesson, change: Change, rebuild: Callable[[], None]) -> None:
    assert group_page(lesson, "es") == ""
    change("# %% [markdown]\n# ## Para llevar", '# %% [markdown] tags=["grupo"]\n# ## Para llevar', "leccion.es.py")
    rebuild()
    sheet = group_page(lesson, "es")
    assert "<h1" in sheet
    assert "Ejercicio en grupo, sin computadora: Un primer vistazo al registro" in sheet
    assert "Quien no tiene dato también se cuenta." in sheet
    assert "Cómo se usa un cuaderno" not in sheet


def test_a_page_that_asks_outside_is_refused(lesson: Lesson, change: Change, rebuild: Callable[[], None]) -> None:
    change("# ## Contar\n#\n", "# ## Contar\n#\n# ![mapa](https://example.org/mapa.png)\n#\n", "leccion.es.py")
    rebuild()
    with pytest.raises(LessonError, match="Quite esa referencia de la lección"):
        lesson_page(lesson.parts[0], "es")


def test_the_kit_holds_everything_and_its_links_lead_somewhere(lesson: Lesson, tmp_path: Path) -> None:
    for lang in LANGS:
        write_index(lang)
    out = tmp_path / "kit"
    written = {path.relative_to(out).as_posix() for path in build_kit(out)}
    assert written == {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    for lang in LANGS:
        index = (out / lang / "indice.html").read_text("utf-8")
        links = re.findall(r'href="([^"]+)"', index)
        assert len(links) == 2
        assert all((out / lang / link).is_file() for link in links)
        assert (out / lang / "cuadernos" / "00_primer_vistazo.ipynb").is_file()
    with pytest.raises(LessonError, match="La carpeta «kit» no está vacía"):
        list(build_kit(out))


def test_a_lesson_that_was_not_built_is_refused(lesson: Lesson, tmp_path: Path) -> None:
    for path in (tmp_path / "notebooks" / "solved" / "es").glob("*.ipynb"):
        path.unlink()
    with pytest.raises(LessonError, match="tipanalysis lesson build 00_primer_vistazo"):
        list(build_kit(tmp_path / "kit"))
