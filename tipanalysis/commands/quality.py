"""Quality: the page on how well a register was kept."""

from __future__ import annotations

from typing import Any

import click

from ..register.file_kind import detect_kind
from ..register.location import located
from ..words.errors import InputError
from ..words.texts import say
from .reports import OUT, make_report
from .spoken import Spoken

REPORT = "calidad"


@click.command(
    "quality",
    cls=Spoken,
    help="cli_help_quality",
    epilog="tipanalysis quality registro.xlsx --source eri --institution JUDICIAL --periodo 2018-2022",
)
@click.argument("file")
@click.option("--source", default=None, help="cli_help_source")
@click.option("--institution", "--institucion", "institucion", default=None, help="cli_help_quality_institution")
@click.option("--periodo", default=None, help="cli_help_quality_period")
@click.option("--key", default=None, help="cli_help_quality_key")
@click.option("--truth", default=None, help="cli_help_quality_truth")
@click.option("--lang", default=None, help="cli_help_quality_lang")
@click.option("--country", default=None, help="cli_help_quality_country")
@click.option("--policy", default=None, help="cli_help_quality_policy")
@click.option("--out", default=OUT, help="cli_help_quality_out")
@click.option("--ledger", default=None, help="ledger_help")
def quality(file: str, out: str, ledger: str | None, **given: Any) -> None:
    """Make the page on the quality of a register; a file that is no clean register is cleaned first."""
    path = located(file)
    is_register = path.exists() and detect_kind(path) == "folder"
    if path.exists() and not is_register and given["source"] is None:
        raise InputError("register_source_needed", file=path.name)
    make_report(REPORT, out, {"data": file, **given}, ledger=ledger)
    if not is_register:
        click.echo(say("cli_quality_cleaned"))
