"""What a workshop needs besides its lessons: minutes, timetables and the folder that a trainer takes along."""

from __future__ import annotations

from pathlib import Path

import click

from ..words.numbers import format_number, format_percent
from ..words.settings import LANGS, current_settings
from ..words.texts import say
from .spoken import Spoken

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("minutes", cls=Spoken, help="kit_help_minutes")
def minutes() -> None:
    """Show the minutes of the modules, and how many of them reading and tasks take."""
    from ..course.lesson import list_lessons
    from ..course.reading import reading_of

    click.echo(say("kit_minutes_head"))
    for chosen in list_lessons():
        for lang in LANGS:
            reading = reading_of(chosen, lang)
            numbers = {"words": format_number(reading.words), "needed": format_number(reading.needed)}
            tasks = {name: getattr(reading, name) for name in ("cells", "exercises", "questions", "group", "minutes")}
            share = format_percent(100 * reading.share, 0)
            room = chosen.session_minutes
            click.echo(say("kit_minutes_row", name=chosen.name, code=lang, room=room, share=share, **numbers, **tasks))
    hours = sum(each.session_minutes for each in list_lessons()) / 60
    click.echo(say("kit_minutes_sum", hours=format_number(hours, 1)))


@click.command(
    "timetable",
    cls=Spoken,
    help="kit_help_timetable",
    epilog="tipanalysis lesson timetable dos_dias --out horarios",
)
@click.argument("names", nargs=-1)
@click.option("--out", default="horarios", type=FOLDER, help="kit_help_timetable_out")
def timetable(names: tuple[str, ...], out: Path) -> None:
    """Write the timetables of workshops, as pages and as tables for a spreadsheet."""
    from ..course.timetable import timetable_names, write_timetable

    for name in names or timetable_names():
        for path in write_timetable(name, out, current_settings().lang):
            click.echo(say("cli_written", path=path))


@click.command("kit", cls=Spoken, help="cli_help_lesson_kit", epilog="tipanalysis lesson kit --out kit")
@click.option("--out", default="kit", type=FOLDER, help="cli_help_lesson_kit_out")
@click.option("--no-pdf", is_flag=True, help="kit_help_no_pdf")
@click.option("--no-wheels", is_flag=True, help="kit_help_no_wheels")
def kit(out: Path, no_pdf: bool, no_wheels: bool) -> None:
    """Pack what a workshop needs: pages, paper, slides, notebooks, the program and its packages for Windows."""
    from tqdm import tqdm

    from ..course.kit import build_kit

    click.echo(say("kit_begun"))
    with tqdm(desc=say("kit_printing"), disable=None, leave=False) as bar:

        def told(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        made = build_kit(out, pdf=not no_pdf, wheels=not no_wheels, told=told)
    click.echo(say("cli_lesson_kit", n=len(made.files), size=format_number(made.size / 1e6, decimals=1), path=out))
    click.echo(say("kit_printed", n=made.printed) if made.printed else say("kit_not_printed"))
    click.echo(say("kit_wheels", n=made.wheels) if made.wheels else say("kit_no_wheels"))


WORKSHOP = (minutes, timetable, kit)
"""The commands that belong to ``lesson`` too."""
