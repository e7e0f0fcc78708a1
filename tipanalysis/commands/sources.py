"""Sources: how an institution's sheet is read, and a blank one for an office that has none."""

from __future__ import annotations

from pathlib import Path

import click

from ..words.texts import say
from .spoken import Spoken


@click.command("map", cls=Spoken, help="cli_help_map", epilog="tipanalysis map registro.xlsx --out mi_oficina.toml")
@click.argument("file")
@click.option("--out", default=None, help="cli_help_map_out")
def propose_map(file: str, out: str | None) -> None:
    """Propose a source map for a file."""
    from ..register.propose import propose_source_map, write_proposal

    target = Path(out or f"{Path(file).stem}.toml")
    proposal = propose_source_map(file)
    write_proposal(proposal, target)
    click.echo(say("cli_map_done", path=target))


@click.command("sources", cls=Spoken, help="cli_help_sources")
def sources() -> None:
    """List the source maps that come with the package."""
    from ..register.source_map import list_source_maps

    for name in list_source_maps():
        click.echo(name)


@click.command("template", cls=Spoken, help="cli_help_template")
@click.option("--out", default="registro.xlsx", help="cli_help_template_out")
def template(out: str) -> None:
    """Write a blank template for an office without a register."""
    from ..register.template import write_template

    click.echo(say("cli_template_done", path=write_template(out)))
