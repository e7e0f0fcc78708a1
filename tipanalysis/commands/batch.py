"""Batch: a report for each row of a sheet."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from ..words.texts import fill, say, say_both
from .reports import OUT
from .spoken import Spoken, fail

if TYPE_CHECKING:
    from ..reports.batch_log import Outcome


@click.command("batch", cls=Spoken, help="batch_help", epilog="tipanalysis batch informes.csv --out informes")
@click.argument("file")
@click.option("--out", default=OUT, help="batch_help_out")
@click.option("--jobs", type=int, default=None, help="batch_help_jobs")
@click.option("--ledger", default=None, help="batch_help_ledger")
@click.option("--again", is_flag=True, help="batch_help_again")
@click.option("--fresh", is_flag=True, help="batch_help_fresh")
@click.option("--pdf", is_flag=True, help="paper_help")
@click.option("--check", is_flag=True, help="batch_help_check")
def batch(
    file: str, out: str, jobs: int | None, ledger: str | None, again: bool, fresh: bool, pdf: bool, check: bool
) -> int:
    """Make the reports, show what became of each, and end with a code that is not 0 if one is missing."""
    from ..release.ledger import given_ledger
    from ..reports.batch import plan_batch, run_batch
    from ..reports.batch_log import STATES, table

    planned = plan_batch(file, out=out, pdf=pdf)
    if check:
        click.echo(say("batch_checked", n=len(planned.rows)))
        return 0
    if given_ledger(ledger):
        click.echo(say("batch_one_by_one"))
    try:
        with _told(len(planned.rows)) as told:
            done = run_batch(file, out=out, jobs=jobs, ledger=ledger, again=again, fresh=fresh, pdf=pdf, told=told)
    except KeyboardInterrupt:
        click.echo(say("batch_log_at", path=planned.log))
        fail(say_both("batch_interrupted"), code=130)
    click.echo(table(done.outcomes))
    click.echo(fill("batch_summary", {state: done.number(state) for state in STATES}))
    click.echo(say("batch_log_at", path=done.log))
    return 0 if done.complete else 1


@contextmanager
def _told(total: int) -> Iterator[Callable[[Outcome], object]]:
    """How each outcome is told as it comes: a bar on a terminal, a line elsewhere."""
    if sys.stderr.isatty():
        from tqdm import tqdm

        with tqdm(total=total, ncols=80, bar_format="{l_bar}{bar}| {n_fmt}/{total_fmt} [{elapsed}<{remaining}]") as bar:
            yield lambda outcome: bar.update()
        return
    count = itertools.count(1)
    yield lambda outcome: click.echo(f"[{next(count)}/{total}] {outcome}")
