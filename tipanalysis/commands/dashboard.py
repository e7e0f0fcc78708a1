"""Dashboard: the views of a register, to be clicked through."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..words.settings import settings
from ..words.texts import say
from .spoken import Spoken

if TYPE_CHECKING:
    from ..dashboard.serving import Place

KEPT, SAMPLE = "tablero", "datasets/registro_limpio"


@click.command(
    "dashboard",
    cls=Spoken,
    help="board_help",
    epilog="board_app_examples",
)
@click.argument("data", default=SAMPLE)
@click.option("--source", default=None, help="cli_help_source")
@click.option("--policy", default="publication", help="board_help_policy")
@click.option("--export", default=None, help="board_help_export")
@click.option("--kept", default=KEPT, help="board_help_kept")
@click.option("--ledger", default=None, help="ledger_help")
@click.option("--lang", default=None, help="board_app_help_lang")
@click.option("--country", default=None, help="board_app_help_country")
@click.option("--host", default=None, help="board_app_help_host")
@click.option("--port", type=click.IntRange(1, 65535), default=None, help="board_app_help_port")
@click.option("--no-browser", is_flag=True, help="board_app_help_no_browser")
def dashboard(
    data: str,
    source: str | None,
    policy: str,
    export: str | None,
    kept: str,
    ledger: str | None,
    lang: str | None,
    country: str | None,
    host: str | None,
    port: int | None,
    no_browser: bool,
) -> None:
    """Prepare the views, or take those kept; show them in the browser, or write them as a folder."""
    from ..dashboard.export import export_views
    from ..dashboard.kept import open_views
    from ..dashboard.serving import LOOPBACK, find_place

    settings(lang=lang, country=country)
    place = None if export else find_place(host or LOOPBACK, port)
    if place and not place.stays_here:
        click.echo(say("board_app_open_to_others", url=place.url))
    views = open_views(data, source=source, policy=policy, ledger=ledger, folder=kept, progress=click.echo)
    click.echo(say("board_ready", views=len(views.views), tables=len(views.releases), hidden=views.hidden))
    if export:
        click.echo(say("board_exported", path=export_views(views, export)))
    elif place and views.kept:
        _serve(views.kept, place, browser=not no_browser)


def _serve(kept: Path, place: Place, *, browser: bool) -> None:
    """Serve until whoever started it ends it."""
    from ..dashboard.serving import serve

    def told(opened: Place) -> None:
        click.echo(say("board_app_at", url=opened.url))
        if browser:
            webbrowser.open(opened.url_here)

    serve(kept, place, told=told)
    click.echo(say("board_app_closed"))
