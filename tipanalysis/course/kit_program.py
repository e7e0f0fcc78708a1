"""The program inside the kit: what a participant copies to her computer and installs there, and nothing else.

A project folder may hold more than the project: a participant's own sheet, answers, a report. So what goes along is
named: the data that have a card, the notebooks that the lessons give, made anew and without results.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from ..words.settings import LANGS
from .index import NAME, index_notebook
from .lesson import list_lessons, project_folder
from .notebooks import participant_notebook, write_notebook
from .without_code import FOLDER as WITHOUT_CODE
from .without_code import without_code_notebook

FILES = (
    *("README.md", "LICENSE", "LANGUAGE.md", "pyproject.toml", "requirements.txt", "environment.yml"),
    *("instalar.py", "instalar.bat", "iniciar.bat"),
)
FOLDERS = ("tipanalysis", "docs", "notebooks/lessons", "notebooks/solved", "notebooks/reports")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*", "*.pyc")


def copy_program(folder: Path) -> None:
    """Copy the package, its lessons, data and installers into ``folder``."""
    project = project_folder()
    for name in FILES:
        if (project / name).is_file():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(project / name, folder / name)
    for name in FOLDERS:
        if (project / name).is_dir():
            shutil.copytree(project / name, folder / name, ignore=_LEFT_OUT)
    for path in data_with_a_card(project / "datasets"):
        _copy(path, folder / "datasets" / path.name)
    for lang in LANGS:
        copy_notebooks(folder / "exercises" / lang, lang)


def data_with_a_card(folder: Path) -> list[Path]:
    """What belongs to the project in ``datasets/``: the cards (``*.md``) and what begins with the name of one."""
    cards = [path.stem for path in folder.glob("*.md")]
    return sorted(path for path in folder.glob("[!.]*") if path.name.startswith(tuple(cards)))


def _copy(path: Path, target: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, target, ignore=_LEFT_OUT)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


def copy_notebooks(folder: Path, lang: str) -> None:
    """Make the index and the participants' notebooks of one language, as nobody has touched them."""
    write_notebook(index_notebook(lang), folder / NAME)
    for lesson in list_lessons():
        for part in lesson.parts:
            write_notebook(participant_notebook(part, lang), folder / f"{part.name}.ipynb")
            write_notebook(without_code_notebook(part, lang), folder / WITHOUT_CODE / f"{part.name}.ipynb")
