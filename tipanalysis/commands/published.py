"""Published: files that readers already have, attacked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..words.errors import TipError
from ..words.texts import Phrase, say
from .spoken import Spoken

if TYPE_CHECKING:
    from ..published.attack import Verdict
    from ..published.files import Published
    from ..release.policy import Policy

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
    from ..published.attack import Rules, attack_files
    from ..published.doubts import doubts, near_totals, shrunk
    from ..published.signs import marks_of

    signs = marks_of(marks)
    (now, unread), (old, unread_before) = _read(files, signs), _read(before, signs)
    try:
        policy = _policy(threshold, no_hidden_zeros)
        verdicts, exact = attack_files(now, old, Rules(policy, unit))
    except TipError as error:
        click.echo(error.both(), err=True)
        return UNSURE
    told = [_tell(verdict, next(file for file in (*now, *old) if file.name == verdict.name)) for verdict in verdicts]
    general = [*near_totals(now, policy.threshold), *shrunk(now, old)]
    general += [] if exact else [Phrase("published_not_exact")]
    for phrase in general:
        click.echo(phrase)
    if any(verdict.broken for verdict in verdicts):
        return BROKEN
    open_still = unread or unread_before or any(told) or general or any(map(doubts, old))
    return UNSURE if open_still else SAFE


def _policy(threshold: int | None, no_hidden_zeros: bool) -> Policy:
    """The rule for other people's tables: the threshold alone, whatever they call their variables."""
    from ..release.policy import Policy, load_policy

    least = load_policy().threshold if threshold is None else threshold
    return Policy("--threshold", least, zeros="publish" if no_hidden_zeros else "protect", can_write=False)


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


def _tell(verdict: Verdict, file: Published) -> bool:
    """Say the verdict on a file, how each cell was broken and what stays open; whether something does."""
    from ..published.doubts import doubts

    key = "published_broken" if verdict.broken else "published_safe" if verdict.tables else "published_nothing"
    click.echo(say(key, file=verdict.name, tables=verdict.tables, hidden=verdict.hidden, broken=len(verdict.broken)))
    for sentence in verdict.broken:
        click.echo(f"  - {sentence}")
    columns = dict.fromkeys(column for table in file.tables.values() for column in table.unread)
    if columns:
        click.echo(f"  - {say('published_columns', columns=', '.join(columns))}")
    found = doubts(file)
    for phrase in found:
        click.echo(f"  - {phrase}")
    return bool(found)
