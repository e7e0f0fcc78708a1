"""Published: files that readers already have, attacked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..words.errors import TipError
from .spoken import Spoken

if TYPE_CHECKING:
    from ..published.files import Published

SAFE, BROKEN, UNSURE = 0, 1, 2


@click.command("audit", cls=Spoken, help="published_help", epilog="published_examples")
@click.argument("files", nargs=-1, required=True)
@click.option("--before", multiple=True, help="published_help_before")
@click.option("--mark", "marks", multiple=True, help="published_help_mark")
@click.option("--threshold", type=int, default=None, help="published_help_threshold")
@click.option("--unit", default="persona", help="published_help_unit")
@click.option("--no-hidden-zeros", is_flag=True, help="published_help_zeros")
def audit_files(
    files: tuple[str, ...],
    before: tuple[str, ...],
    marks: tuple[str, ...],
    threshold: int | None,
    unit: str,
    no_hidden_zeros: bool,
) -> int:
    """Attack published files; how it ends says what came of it."""
    from ..published.attack import Rules
    from ..published.signs import marks_of
    from ..published.told import policy_of_others, tell

    signs = marks_of(marks)
    (now, unread), (old, unread_before) = _read(files, signs), _read(before, signs)
    try:
        found = tell(now, old, Rules(policy_of_others(threshold, hidden_zeros=not no_hidden_zeros), unit))
    except TipError as error:
        click.echo(error.both(), err=True)
        return UNSURE
    for line in found.lines():
        click.echo(line)
    if found.broken:
        return BROKEN
    return UNSURE if unread or unread_before or found.unsure else SAFE


def _read(files: tuple[str, ...], marks: frozenset[str]) -> tuple[list[Published], bool]:
    """What could be read, each file once, and whether something could not: that is said at once."""
    from ..published.files import read_published

    found: dict[tuple[Path, ...], Published] = {}
    failed = False
    for name in files:
        try:
            file = read_published(Path(name), marks)
        except TipError as error:
            click.echo(error.both(), err=True)
            failed = True
        else:
            found.setdefault(file.paths, file)
    return list(found.values()), failed
