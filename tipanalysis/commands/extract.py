"""Extracts: records of people prepared for sharing, when tables are not enough."""

from __future__ import annotations

from pathlib import Path

import click

from ..words.errors import InputError
from ..words.texts import say
from .spoken import Spoken

OUT = "extracto"


@click.command("extract", cls=Spoken, help="extract_help", epilog="extract_help_example")
@click.argument("file")
@click.option("--source", default=None, help="cli_help_source")
@click.option("--quasi", default=None, help="extract_help_quasi")
@click.option("--sensitive", default=None, help="extract_help_sensitive")
@click.option("--k", type=int, default=None, help="extract_help_k")
@click.option("--l", "diversity", type=int, default=2, help="extract_help_l")
@click.option("--out", default=OUT, help="extract_help_out")
def extract(
    file: str,
    source: str | None,
    quasi: str | None,
    sensitive: str | None,
    k: int | None,
    diversity: int,
    out: str,
) -> None:
    """Make an extract of records in which nobody stands alone."""
    from ..reports.extract import extract_file, risk_lines

    if not quasi or not sensitive:
        raise InputError("extract_undecided")
    done = extract_file(file, source, out, _names(quasi), _names(sensitive), k=k, diversity=diversity)
    click.echo(say("extract_done", folder=Path(out), records=len(done.records), k=done.k, diversity=done.diversity))
    for step in done.steps:
        click.echo(f"  - {step}")
    click.echo(say("extract_inside"))
    for line in risk_lines(done):
        click.echo(f"  - {line}")


def _names(given: str) -> list[str]:
    return [name.strip() for name in given.split(",") if name.strip()]
