"""Dashboard: the views of a register, to be clicked through."""

from __future__ import annotations

import click

from ..words.texts import say
from .spoken import Spoken

KEPT = "tablero"


@click.command(
    "dashboard",
    cls=Spoken,
    help="board_help",
    epilog="tipanalysis dashboard registro.xlsx --source eri --export tablero_publico",
)
@click.argument("data")
@click.option("--source", default=None, help="cli_help_source")
@click.option("--policy", default="publication", help="board_help_policy")
@click.option("--export", default=None, help="board_help_export")
@click.option("--kept", default=KEPT, help="board_help_kept")
@click.option("--ledger", default=None, help="ledger_help")
def dashboard(data: str, source: str | None, policy: str, export: str | None, kept: str, ledger: str | None) -> None:
    """Prepare the views, or take those kept, and write them as a folder that opens by double-click."""
    from ..dashboard.export import export_views
    from ..dashboard.kept import open_views

    views = open_views(data, source=source, policy=policy, ledger=ledger, folder=kept, progress=click.echo)
    click.echo(say("board_ready", views=len(views.views), tables=len(views.releases), hidden=views.hidden))
    if export:
        click.echo(say("board_exported", path=export_views(views, export)))
