"""A lesson: one folder, a module of one notebook or of several, with its words, exercises and questions."""

from __future__ import annotations

import csv
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..words.errors import LessonError
from ..words.settings import LANGS, current_settings
from ..words.suggest import nearest

if TYPE_CHECKING:
    from .exercise import Exercise

RIGHT = "correcto"
"""Whatever an exercise is called, its words for the right answer are ``<id>.correcto``."""


@dataclass(frozen=True)
class Lesson:
    """One folder under ``notebooks/lessons``: sources, ``textos.csv``, ``ejercicios.py`` and ``meta.toml``.

    The source is ``leccion.es.py`` and ``leccion.en.py``; a module of several notebooks has ``leccion_1.es.py`` and
    so on, and a ``[[part]]`` with title and minutes for each in ``meta.toml``.
    """

    folder: Path

    @property
    def name(self) -> str:
        """The folder's name, with which those of its notebooks begin."""
        return self.folder.name

    @property
    def number(self) -> str:
        """The number of the module, with which those of its exercises begin."""
        return self.name.partition("_")[0].lstrip("0") or "0"

    @property
    def meta(self) -> Mapping[str, Any]:
        """Title, objectives and minutes."""
        return tomllib.loads((self.folder / "meta.toml").read_text("utf-8"))

    @property
    def session_minutes(self) -> int:
        """Minutes in the room: those of its notebooks and what is done there besides (``room_minutes``)."""
        return int(self.meta["minutes"] + self.meta.get("room_minutes", 0))

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its notebooks, in order."""
        sources = sorted(path.name for path in self.folder.glob("leccion*.es.py"))
        return tuple(Part(self, name.removeprefix("leccion").removesuffix(".es.py").lstrip("_")) for name in sources)

    def say(self, key: str, *, lang: str | None = None, **values: str) -> str:
        """One of the lesson's own words."""
        try:
            text = _words(self.folder)[key][lang or current_settings().lang]
        except KeyError:
            raise LessonError("course_words_missing", given=key, lesson=self.name) from None
        return text.format_map(values)

    def has_words(self, key: str) -> bool:
        """Whether the lesson has words for ``key`` in every language."""
        return all(_words(self.folder).get(key, {}).get(lang) for lang in LANGS)

    def exercises(self) -> Sequence[Exercise]:
        """The checked exercises, from ``ejercicios.py``."""
        return _exercises(self.folder)

    def exercise_ids(self) -> tuple[str, ...]:
        """The numbers of its exercises, as its words name them; nothing is computed."""
        return tuple(key.removesuffix(f".{RIGHT}") for key in _words(self.folder) if key.endswith(f".{RIGHT}"))

    def section_keys(self) -> tuple[str, ...]:
        """The keys of its words that name a heading to go back to."""
        return tuple(key for key in _words(self.folder) if key.endswith(".seccion"))


@dataclass(frozen=True)
class Part:
    """One notebook of a module; ``number`` is empty where the module has only one."""

    lesson: Lesson
    number: str

    @property
    def name(self) -> str:
        """The name of the notebook."""
        return f"{self.lesson.name}_{self.number}" if self.number else self.lesson.name

    def source(self, lang: str) -> Path:
        """The percent script in one language."""
        return self.lesson.folder / (f"leccion_{self.number}.{lang}.py" if self.number else f"leccion.{lang}.py")

    @property
    def meta(self) -> Mapping[str, Any]:
        """Title and minutes of this notebook."""
        return self.lesson.meta["part"][int(self.number) - 1] if self.number else self.lesson.meta


@cache
def _words(folder: Path) -> Mapping[str, Mapping[str, str]]:
    rows = csv.DictReader((folder / "textos.csv").read_text("utf-8").splitlines())
    return {row["key"]: {lang: row[lang].replace("\\n", "\n") for lang in LANGS} for row in rows}


@cache
def _exercises(folder: Path) -> tuple[Exercise, ...]:
    path = folder / "ejercicios.py"
    names: dict[str, Any] = {"__name__": f"ejercicios_{folder.name}", "__file__": str(path)}
    exec(compile(path.read_text("utf-8"), str(path), "exec"), names)  # an import may find what was compiled before
    return tuple(names["EXERCISES"])


def project_folder() -> Path:
    """The project's folder: ``TIPANALYSIS_PROJECT``, else the one this package lies in."""
    given = os.environ.get("TIPANALYSIS_PROJECT")
    folder = Path(given) if given else Path(__file__).resolve().parents[2]
    if not (folder / "notebooks" / "lessons").is_dir():
        raise LessonError("course_folder_missing", given=folder.name)
    return folder


def list_lessons() -> tuple[Lesson, ...]:
    """All lessons, in order."""
    folder = project_folder() / "notebooks" / "lessons"
    return tuple(Lesson(path.parent) for path in sorted(folder.glob("*/meta.toml")))


def load_lesson(name: str) -> Lesson:
    """The lesson ``name``, or the one whose number it is."""
    lessons = {lesson.name: lesson for lesson in list_lessons()}
    for known, lesson in lessons.items():
        if name in (known, known.partition("_")[0], lesson.number):
            return lesson
    raise LessonError("course_lesson_unknown", given=name, guess=nearest(name, lessons), known=", ".join(lessons))
