"""Cleaning: a register cleaned into a folder, each value explained, the cleaning scored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..words.texts import say
from .spoken import Spoken

if TYPE_CHECKING:
    from ..register.cleaning.rules import Rule

CLEAN = "limpio"


@click.command(
    "clean", cls=Spoken, help="cli_help_clean", epilog="tipanalysis clean registro.xlsx --source eri --out limpio"
)
@click.argument("file")
@click.option("--source", default=None, help="cli_help_source")
@click.option("--out", default=CLEAN, help="cli_help_clean_out")
@click.option("--rules", multiple=True, help="cli_help_rules")
def clean_register(file: str, source: str | None, out: str, rules: tuple[str, ...]) -> None:
    """Clean a register into a folder."""
    from ..reports.cleaning import clean_file

    done = clean_file(file, source, out, rules=given_rules(rules))
    files = {name: path for name, path in done.files.items() if not name.startswith("revision")}
    review = next(path for name, path in done.files.items() if name.startswith("revision"))
    click.echo(say("cli_clean_done", folder=Path(out), page=files["bitacora"]))
    again = " ".join(f"--rules {path}" for path in dict.fromkeys((*rules, str(review))))
    click.echo(say("cli_clean_review", waiting=len(done.queue), path=review, rules=again))


@click.command("explain", cls=Spoken, help="cli_help_explain")
@click.argument("file")
@click.option("--source", default=None, help="cli_help_source")
@click.option("--row", type=int, required=True, help="cli_help_row")
@click.option("--field", required=True, help="cli_help_field")
@click.option("--sheet", default=None, help="cli_help_sheet")
@click.option("--rules", multiple=True, help="cli_help_rules")
def explain_value(
    file: str, source: str | None, row: int, field: str, sheet: str | None, rules: tuple[str, ...]
) -> None:
    """Say what stood in the file and what became of it."""
    from ..register.cleaning.clean import clean
    from ..register.cleaning.explain import explain
    from ..register.read import read_register

    chosen = given_rules(rules)
    register = clean(read_register(file, source), rules=chosen)
    click.echo(explain(register, row, field, sheet=sheet, rules=chosen))


@click.command("score", cls=Spoken, help="cli_help_score")
@click.argument("file")
@click.option("--source", default=None, help="cli_help_source")
@click.option("--key", required=True, help="cli_help_key")
@click.option("--truth", default=None, help="cli_help_truth")
@click.option("--rules", multiple=True, help="cli_help_rules")
def score(file: str, source: str | None, key: str, truth: str | None, rules: tuple[str, ...]) -> None:
    """Compare a cleaning with the errors that were put in."""
    from ..register.cleaning.clean import clean
    from ..register.cleaning.score import score_cleaning
    from ..register.read import read_register

    chosen = given_rules(rules)
    register = clean(read_register(file, source), rules=chosen)
    true = read_register(truth) if truth else None
    click.echo(score_cleaning(register, key, true, rules=chosen))


def given_rules(paths: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules of the files given with ``--rules``."""
    from ..register.cleaning.rule_files import read_rules

    return tuple(rule for path in paths for rule in read_rules(path))
