"""Lessons: their notebooks made and checked."""

from __future__ import annotations

from pathlib import Path

import click

from ..words.settings import LANGS
from ..words.texts import say
from .spoken import SpokenGroup, fail


@click.group("lesson", cls=SpokenGroup, help="cli_help_lesson")
def lesson() -> None:
    """Lessons: make their notebooks, check them."""


@lesson.command("build", help="cli_help_lesson_build", epilog="tipanalysis lesson build 00_primer_vistazo")
@click.argument("names", nargs=-1)
def build(names: tuple[str, ...]) -> None:
    """Make the participants' and the solved notebooks."""
    from ..course.lesson import list_lessons, load_lesson
    from ..course.notebooks import build_lesson

    for chosen in [load_lesson(name) for name in names] or list_lessons():
        for lang in LANGS:
            for path in build_lesson(chosen, lang):
                click.echo(say("cli_written", path=Path(path.parent.name, path.name)))


@lesson.command("check", help="cli_help_lesson_check", epilog="tipanalysis lesson check 00_primer_vistazo")
@click.argument("names", nargs=-1)
def check(names: tuple[str, ...]) -> None:
    """Say what is wrong with lessons."""
    from ..course.gates import problems_of
    from ..course.lesson import list_lessons, load_lesson

    lessons = [load_lesson(name) for name in names] or list(list_lessons())
    problems = [problem for chosen in lessons for problem in problems_of(chosen)]
    if problems:
        fail("\n".join(problems))
    click.echo(say("cli_lessons_ready", n=len(lessons)))
