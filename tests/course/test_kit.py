"""What a trainer takes along: pages, paper and notebooks that need no network."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from tipanalysis.course import kit as kit_module
from tipanalysis.course.kit import build_kit
from tipanalysis.course.lesson import Lesson
from tipanalysis.course.notebooks import participant_path
from tipanalysis.course.pages import group_page, lesson_page
from tipanalysis.course.timetable import timetable_names
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
    out = tmp_path / "kit"
    kit = build_kit(out, pdf=False, wheels=False)
    assert set(kit.files) == {path for path in out.rglob("*") if path.is_file()}
    assert kit.size == sum(path.stat().st_size for path in kit.files)
    assert (kit.printed, kit.wheels) == (0, 0)
    assert sorted(path.name for path in out.iterdir()) == ["LEAME.txt", "en", "es", "programa"]
    for lang in LANGS:
        links = re.findall(r'href="([^"]+)"', (out / lang / "indice.html").read_text("utf-8"))
        forms = len(list((out / lang / "evaluacion").glob("*.html")))
        assert len(links) == len(timetable_names()) + 1 + forms + 2 + 3
        assert forms >= 4
        assert [link for link in links if not (out / lang / link).is_file()] == []
        pages = [path for path in (out / lang).rglob("*.html") if path.name != "indice.html"]
        assert {path.relative_to(out / lang).as_posix() for path in pages} == set(links)


def test_a_folder_that_holds_something_is_refused(lesson: Lesson, tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "foto.png").touch()
    with pytest.raises(LessonError) as refused:
        build_kit(tmp_path / "kit", pdf=False, wheels=False)
    assert str(refused.value) == "La carpeta «kit» no está vacía. Dé el nombre de una carpeta nueva."


@pytest.fixture
def one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kit of one page for paper: turning lessons into pages takes long and has its own tests."""

    def write(folder: Path, lang: str) -> None:
        (folder / "imprimir").mkdir(parents=True)
        (folder / "imprimir" / "constancia.html").write_text("<p>", "utf-8")

    monkeypatch.setattr(kit_module, "_write_pages", write)


@pytest.mark.usefixtures("one_page")
def test_what_does_not_belong_to_the_project_stays_behind(lesson: Lesson, tmp_path: Path) -> None:
    data = tmp_path / "datasets"
    for name in ("registro.md", "registro_sucio.csv", "listas.md", "listas/eri.csv", "mi_hoja.xlsx", "respuestas.csv"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).touch()
    used = nbformat.read(participant_path(lesson.parts[0], "es"), as_version=4)
    code = next(cell for cell in used.cells if cell.cell_type == "code")
    code.outputs = [nbformat.v4.new_output("stream", text="Una fila de mi hoja")]
    nbformat.write(used, participant_path(lesson.parts[0], "es"))
    (tmp_path / "exercises" / "es" / "mio.ipynb").write_text("{}", "utf-8")
    program = build_kit(tmp_path / "kit", pdf=False, wheels=False).folder / "programa"
    kept = sorted(path.relative_to(program).as_posix() for path in (program / "datasets").rglob("*.*"))
    assert kept == [
        "datasets/listas.md",
        "datasets/listas/eri.csv",
        "datasets/registro.md",
        "datasets/registro_sucio.csv",
    ]
    notebooks = [*(program / "exercises").rglob("*.ipynb"), *(tmp_path / "kit").glob("*/cuadernos/*.ipynb")]
    assert {path.name for path in notebooks} == {"indice.ipynb", "00_primer_vistazo.ipynb"}
    assert not [path for path in notebooks if "Una fila de mi hoja" in path.read_text("utf-8")]


@pytest.mark.usefixtures("one_page")
def test_wheels_that_are_there_are_taken_along(lesson: Lesson, tmp_path: Path) -> None:
    (tmp_path / "ruedas").mkdir()
    (tmp_path / "ruedas" / "six-1.17.0-py2.py3-none-any.whl").write_bytes(b"x" * 10)
    kit = build_kit(tmp_path / "kit", pdf=False, wheels=False)
    assert kit.wheels == 1
    assert (kit.folder / "programa" / "ruedas" / "six-1.17.0-py2.py3-none-any.whl").is_file()


@pytest.mark.usefixtures("one_page")
def test_what_is_for_paper_is_printed_too(lesson: Lesson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit_module, "find_browser", lambda: Path("browser"))
    monkeypatch.setattr(kit_module, "print_page", lambda page, target, profile: target.write_bytes(page.read_bytes()))
    seen: list[tuple[int, int]] = []
    kit = build_kit(tmp_path / "kit", wheels=False, told=lambda done, total: seen.append((done, total)))
    assert kit.printed == 2
    assert seen == [(0, 2), (1, 2), (2, 2)]
    assert (kit.folder / "es" / "imprimir" / "constancia.pdf").read_text("utf-8") == "<p>"
    assert 'href="imprimir/constancia.pdf"' in (kit.folder / "es" / "indice.html").read_text("utf-8")


@pytest.mark.usefixtures("one_page")
def test_without_a_browser_there_is_no_pdf(lesson: Lesson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIPANALYSIS_BROWSER", "no_browser")
    assert build_kit(tmp_path / "kit", wheels=False).printed == 0


@pytest.mark.usefixtures("one_page")
def test_a_kit_that_cannot_be_finished_leaves_nothing(
    lesson: Lesson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kit_module, "copy_program", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build_kit(tmp_path / "kit", pdf=False, wheels=False)
    assert list((tmp_path / "kit").iterdir()) == []


def interrupted(folder: Path) -> None:
    raise KeyboardInterrupt


def test_a_lesson_that_was_not_built_is_refused(lesson: Lesson, tmp_path: Path) -> None:
    for path in (tmp_path / "notebooks" / "solved" / "es").glob("*.ipynb"):
        path.unlink()
    with pytest.raises(LessonError, match="tipanalysis lesson build 00_primer_vistazo"):
        build_kit(tmp_path / "kit", pdf=False, wheels=False)
