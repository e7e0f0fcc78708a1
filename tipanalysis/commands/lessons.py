"""Lessons: begun, made and checked."""

from __future__ import annotations

from pathlib import Path

import click

from ..words.settings import LANGS
from ..words.texts import say
from .spoken import SpokenGroup, fail
from .workshop import WORKSHOP

FIRST = "00_primer_vistazo"


@click.group("lesson", cls=SpokenGroup, help="cli_help_lesson")
def lesson() -> None:
    """Lessons: begin one, make their notebooks, check them; what a workshop needs besides them."""


@lesson.command("new", help="cli_help_lesson_new", epilog="tipanalysis lesson new 12_servicios --from 01")
@click.argument("name")
@click.option("--from", "pattern", default=FIRST, help="cli_help_lesson_from")
def new(name: str, pattern: str) -> None:
    """Copy a lesson under a new name."""
    from ..course.lesson import load_lesson
    from ..course.new import new_lesson

    folder = new_lesson(name, load_lesson(pattern))
    click.echo(say("cli_lesson_new", path=Path(*folder.parts[-3:]), name=name))


@lesson.command("build", help="cli_help_lesson_build", epilog="tipanalysis lesson build 00_primer_vistazo")
@click.argument("names", nargs=-1)
def build(names: tuple[str, ...]) -> None:
    """Make the participants' and the solved notebooks, and the index."""
    from ..course.build import build_lesson
    from ..course.index import write_index
    from ..course.lesson import list_lessons, load_lesson
    from ..course.seconds import seconds_told

    for chosen in [load_lesson(name) for name in names] or list_lessons():
        for lang in LANGS:
            for path in build_lesson(chosen, lang):
                click.echo(say("cli_written", path=Path(path.parent.name, path.name)))
        click.echo("\n".join(seconds_told(chosen)))
    for lang in LANGS:
        path = write_index(lang)
        click.echo(say("cli_written", path=Path(path.parent.name, path.name)))


@lesson.command("check", help="cli_help_lesson_check", epilog="tipanalysis lesson check 00_primer_vistazo")
@click.argument("names", nargs=-1)
def check(names: tuple[str, ...]) -> None:
    """Say what is wrong with lessons."""
    from ..course.gates import problems_of
    from ..course.index import index_faults
    from ..course.lesson import list_lessons, load_lesson
    from ..course.seconds import slowest_told

    lessons = [load_lesson(name) for name in names] or list(list_lessons())
    problems = [problem for chosen in lessons for problem in problems_of(chosen)]
    problems += [problem for lang in LANGS for problem in index_faults(lang)]
    if problems:
        fail("\n".join(problems))
    click.echo(say("cli_lessons_ready", n=len(lessons)))
    if slowest := slowest_told():
        click.echo(slowest)


for each in WORKSHOP:
    lesson.add_command(each)
