"""Published: files that readers already have, attacked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..words.errors import TipError
from ..words.texts import say
from .spoken import Spoken

if TYPE_CHECKING:
    from ..published.attack import Verdict
    from ..published.files import Published
    from ..release.policy import Policy

SAFE, BROKEN, UNREAD = 0, 1, 2


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
    from ..published.attack import Rules, attack_files
    from ..published.signs import marks_of

    now, unread = _read(files, marks_of(marks))
    old, unread_before = _read(before, marks_of(marks))
    rules = Rules(_policy(threshold), unit, zeros_hidden=not no_hidden_zeros)
    try:
        verdicts, exact = attack_files(now, old, rules)
    except TipError as error:
        click.echo(error.both(), err=True)
        return UNREAD
    for file, verdict in zip(now, verdicts, strict=True):
        _tell(file, verdict)
    if not exact:
        click.echo(say("published_not_exact"))
    if any(verdict.broken for verdict in verdicts):
        return BROKEN
    return UNREAD if unread or unread_before or any(file.unread for file in (*now, *old)) else SAFE


def _policy(threshold: int | None) -> Policy:
    from ..release.policy import Policy, load_policy

    return load_policy() if threshold is None else Policy("--threshold", threshold, can_write=False)


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


def _tell(file: Published, verdict: Verdict) -> None:
    """The verdict on a file, how each cell was broken, and what was not attacked and why."""
    key = "published_broken" if verdict.broken else "published_safe"
    click.echo(say(key, file=verdict.name, tables=verdict.tables, hidden=verdict.hidden, broken=len(verdict.broken)))
    for sentence in verdict.broken:
        click.echo(f"  - {sentence}")
    for part in file.unread:
        click.echo(f"  - {say(part.reason, table=part.name)}")
    for name, table in file.tables.items():
        if table.unread:
            click.echo(f"  - {say('published_columns', table=name, columns=', '.join(table.unread))}")
        if table.telling:
            click.echo(f"  - {say('published_telling_mark', table=name)}")
