"""The folder that a trainer takes along on a stick: pages, paper, slides, notebooks and the program; no network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..evaluation.forms import write_forms
from ..reports.paper import find_browser, print_page
from ..reports.workshop import deliver, workshop
from ..words.errors import LessonError, OutputError
from ..words.settings import LANGS
from ..words.texts import say
from .card import card_page
from .certificate import certificate_page
from .guide_page import guide_page
from .kit_index import FORMS, NOTEBOOKS, PAGES, PAPER, SLIDES, index_page, written_guide
from .kit_program import copy_notebooks, copy_program
from .lesson import Lesson, list_lessons, project_folder
from .pages import group_page, lesson_page
from .slides import slides_page
from .timetable import timetable_names, write_timetable
from .wheels import FOLDER as WHEELS
from .wheels import download_wheels

PROGRAM = "programa"
Told = Callable[[int, int], object]
"""Is told how many pages were printed, of how many."""


@dataclass(frozen=True)
class Kit:
    """A kit that was made: its files, how many pages were printed to PDF, how many wheels for Windows it has."""

    folder: Path
    files: tuple[Path, ...]
    printed: int
    wheels: int

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(path.stat().st_size for path in self.files)


def build_kit(folder: Path, *, pdf: bool = True, wheels: bool = True, told: Told = lambda done, total: None) -> Kit:
    """Make the kit in ``folder``, whole or not at all; the first to open is ``indice.html`` of a language.

    Parameters
    ----------
    folder : new or empty
    pdf : print what is for paper, where a browser is installed
    wheels : download the packages for Windows; those in ``ruedas/`` of the project are taken without asking anybody
    told : is told how far the printing is

    Raises
    ------
    LessonError
        If ``folder`` holds something already, or a lesson was not built.
    OutputError
        If ``folder`` cannot be written to.
    """
    if folder.is_file() or (folder.is_dir() and any(path.name[:1] != "." for path in folder.iterdir())):
        raise LessonError("course_kit_taken", given=folder.name)
    with workshop(folder) as bench:
        for lang in LANGS:
            _write_pages(bench / lang, lang)
            copy_notebooks(bench / lang / NOTEBOOKS, lang)
        copy_program(bench / PROGRAM)
        got = _wheels(bench / PROGRAM / WHEELS, download=wheels)
        printed = _print(bench, told) if pdf else 0
        for lang in LANGS:
            _write(bench / lang / "indice.html", index_page(bench / lang, lang))
        _write(bench / "LEAME.txt", "\n\n".join(say("kit_readme", lang=lang) for lang in LANGS) + "\n")
        deliver(bench, folder)
    files = tuple(sorted(path for path in folder.rglob("*") if path.is_file()))
    return Kit(folder, files, printed, got)


def _write_pages(folder: Path, lang: str) -> None:
    for lesson in list_lessons():
        for name, page in _lesson_pages(lesson, lang):
            _write(folder / name, page)
    for name in timetable_names():
        list(write_timetable(name, folder / PAPER, lang))
    _write(folder / PAPER / "constancia.html", certificate_page(lang))
    list(write_forms(folder / FORMS, lang))


def _lesson_pages(lesson: Lesson, lang: str) -> Iterator[tuple[str, str]]:
    for part in lesson.parts:
        yield f"{PAGES}/{part.name}.html", lesson_page(part, lang)
        yield f"{PAPER}/{part.name}.html", lesson_page(part, lang, printed=True)
    without_computer = group_page(lesson, lang)
    if without_computer:
        yield f"{PAPER}/{lesson.name}_grupo.html", without_computer
    if written_guide(lesson, lang):
        yield f"{PAPER}/{lesson.name}_guia.html", guide_page(lesson, lang)
    yield f"{PAPER}/{lesson.name}_tarjeta.html", card_page(lesson, lang)
    yield f"{SLIDES}/{lesson.name}.html", slides_page(lesson, lang)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _wheels(folder: Path, *, download: bool) -> int:
    """The wheels that lie in the project already; else those that can be downloaded."""
    there = project_folder() / WHEELS
    if there.is_dir():
        shutil.copytree(there, folder)
        return len(list(folder.glob("*.whl")))
    return download_wheels(project_folder() / "requirements.txt", folder) if download else 0


def _print(bench: Path, told: Told) -> int:
    """Print every page that is for paper; none where no browser is installed."""
    try:
        find_browser()
    except OutputError:
        return 0
    pages = sorted(page for kind in (PAPER, FORMS) for page in bench.glob(f"??/{kind}/*.html"))
    for done, page in enumerate(pages):
        told(done, len(pages))
        print_page(page, page.with_suffix(".pdf"), profile=bench / "_navegador")
    told(len(pages), len(pages))
    return len(pages)
