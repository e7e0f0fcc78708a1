"""Extracts: records of people prepared for sharing, when tables are not enough."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from ..words.errors import InputError
from ..words.texts import Phrase, say
from .spoken import Spoken

OUT = "extracto"


@click.command("extract", cls=Spoken, help="extract_help", epilog="extract_help_example")
@click.argument("file")
@click.option("--source", default=None, help="cli_help_source")
@click.option("--quasi", default=None, help="extract_help_quasi")
@click.option("--sensitive", default=None, help="extract_help_sensitive")
@click.option("--k", type=int, default=None, help="extract_help_k")
@click.option("--l", "diversity", type=int, default=None, help="extract_help_l")
@click.option("--synthetic", is_flag=True, help="synthetic_help")
@click.option("--epsilon", type=float, default=None, help="synthetic_help_epsilon")
@click.option("--out", default=OUT, help="extract_help_out")
@click.option("--ledger", default=None, help="extract_help_ledger")
def extract(
    file: str,
    source: str | None,
    quasi: str | None,
    sensitive: str | None,
    k: int | None,
    diversity: int | None,
    synthetic: bool,
    epsilon: float | None,
    out: str,
    ledger: str | None,
) -> None:
    """Make an extract of records in which nobody stands alone, or of invented ones."""
    if not quasi or not sensitive:
        raise InputError("extract_undecided")
    if synthetic != (epsilon is not None):
        raise InputError("synthetic_undecided")
    if epsilon is None:
        asked = {"k": k, "diversity": 2 if diversity is None else diversity}
        _of_records(file, source, out, _names(quasi), _names(sensitive), ledger=ledger, **asked)
    elif k is None and diversity is None:
        _of_invented(file, source, out, [*_names(quasi), *_names(sensitive)], epsilon, ledger)
    else:
        raise InputError("synthetic_with_k")


def _of_records(file: str, source: str | None, out: str, quasi: list[str], sensitive: list[str], **asked: Any) -> None:
    from ..reports.extract import extract_file, risk_lines

    handed = extract_file(file, source, out, quasi, sensitive, **asked)
    done = handed.extract
    click.echo(say("extract_done", folder=Path(out), records=len(done.records), k=done.k, diversity=done.diversity))
    for step in done.steps:
        click.echo(f"  - {step}")
    click.echo(say("extract_inside"))
    for line in risk_lines(done):
        click.echo(f"  - {line}")
    _tell_ledger(handed.ledger, handed.warnings, new=handed.new)


def _of_invented(
    file: str, source: str | None, out: str, variables: list[str], epsilon: float, ledger: str | None
) -> None:
    from ..reports.synthetic_extract import synthetic_file, utility_lines

    handed = synthetic_file(file, source, out, variables, epsilon, ledger=ledger)
    done = handed.made
    click.echo(say("synthetic_done", folder=Path(out), records=len(done.records), epsilon=f"{epsilon:g}"))
    click.echo(say("synthetic_inside"))
    for line in utility_lines(done):
        click.echo(f"  - {line}")
    _tell_ledger(handed.ledger, handed.warnings, new=True)


def _tell_ledger(ledger: Path | None, warnings: Iterable[Phrase], *, new: bool) -> None:
    """Say what the ledger knows now, and what whoever gets the extract can do with what was published."""
    if ledger is None:
        click.echo(say("extract_draft"))
    else:
        click.echo(say("extract_noted" if new else "extract_noted_before", ledger=ledger.name))
    for warning in warnings:
        click.echo(warning)


def _names(given: str) -> list[str]:
    return [name.strip() for name in given.split(",") if name.strip()]
