"""Reports: one command for each report notebook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ..words.settings import COUNTRIES, LANGS, current_settings, settings
from ..words.texts import say
from .spoken import CONTEXT, Spoken, SpokenGroup

OUT = "informes"


class _Reports(SpokenGroup):
    """One command per report notebook; its options are the notebook's parameters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from ..reports.spec import list_reports

        return [spec.name for spec in list_reports()]

    def get_command(self, ctx: click.Context, name: str) -> click.Command:
        from ..reports.spec import load_report

        spec = load_report(name)
        options: list[click.Parameter] = [
            click.Option(
                [f"--{parameter.name}"], default=None, metavar=parameter.kind.upper(), help=parameter.help_line()
            )
            for parameter in spec.parameters
        ]
        options.append(click.Option(["--out"], default=OUT, help=say("cli_help_out", default=OUT)))
        options.append(click.Option(["--ledger"], default=None, help="ledger_help"))
        options.append(click.Option(["--pdf"], is_flag=True, help="paper_help"))
        return Spoken(
            name,
            params=options,
            callback=lambda out, ledger, pdf, **given: make_report(name, out, given, ledger=ledger, pdf=pdf),
            help=f"{spec.title()}. {spec.answer()}",
            epilog=say("cli_example_report", name=name),
            context_settings=CONTEXT,
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args == ["--list"]:
            _list_reports()
            ctx.exit()
        return super().parse_args(ctx, args)


def _list_reports() -> None:
    from ..reports.spec import list_reports

    for spec in list_reports():
        click.echo(f"{spec.name}: {spec.title()}. {spec.answer()}")
        for parameter in spec.parameters:
            click.echo(f"  --{parameter.name:<10} {parameter.help_line()}")


def make_report(name: str, out: str, given: dict[str, Any], *, ledger: str | None = None, pdf: bool = False) -> None:
    """Make the report ``name`` with the parameters given (``None`` where one was not) and say what came of it."""
    from ..release.ledger import given_ledger
    from ..reports.render import render_report

    now = current_settings()
    chosen = {"lang": now.lang, "country": now.country}
    chosen |= {parameter: value for parameter, value in given.items() if value is not None}
    for setting in ("lang", "country"):
        if chosen.get(setting) in (*LANGS, *COUNTRIES):
            settings(**{setting: chosen[setting]})
    book = given_ledger(ledger)
    begun = book is not None and not book.exists()
    done = render_report(name, chosen, out=out, ledger=ledger, progress=sys.stderr.isatty(), pdf=pdf)
    click.echo(say("cli_report_done", path=done.html))
    if done.pdf:
        click.echo(say("paper_done", path=done.pdf))
    click.echo(
        say(
            "cli_report_holds",
            tables=done.tables,
            hidden=done.hidden,
            verdict=say("cli_audit_passed"),
            folder=Path(out),
        )
    )
    if book:
        if begun:
            click.echo(say("ledger_begun", ledger=book.name))
        click.echo(say("ledger_done", ledger=book.name, earlier=done.earlier, recorded=done.recorded))
    for warning in done.warnings:
        click.echo(warning)


@click.group("report", cls=_Reports, help="cli_help_report", epilog="cli_epilog_report", context_settings=CONTEXT)
def report() -> None:
    """Make a report from a register."""
