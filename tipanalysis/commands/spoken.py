"""Commands whose help speaks the language set, and the one way in which a command ends badly."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from ..words.texts import has_text, say

CONTEXT = {"help_option_names": ["-h", "--help", "--ayuda"], "max_content_width": 100}
_HELP = {"-h": "cli_help_help", "--version": "cli_help_version"}
"""Texts of the options that click makes itself."""


class Spoken(click.Command):
    """A command whose help is written in the language set when it is asked for: its texts are keys of the words."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """The line under which the group lists the command."""
        return spoken(self.help)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what it does, options, commands and an example, in this order."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), f"{say('cli_usage_head')} ")
        formatter.write_paragraph()
        formatter.write_text(spoken(self.help))
        with formatter.section(say("cli_options_head")):
            formatter.write_dl(
                [_option_line(option) for option in self.get_params(ctx) if option.param_type_name == "option"]
            )
        if isinstance(self, click.Group):
            with formatter.section(say("cli_commands_head")):
                formatter.write_dl([(name, _help_of(self, ctx, name)) for name in self.list_commands(ctx)])
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text(spoken(self.epilog))


class SpokenGroup(Spoken, click.Group):
    """A group of commands, its help as that of :class:`Spoken`."""

    command_class = Spoken
    group_class = type


def _option_line(option: click.Parameter) -> tuple[str, str]:
    value = "" if getattr(option, "is_flag", False) else f" {option.metavar or spoken('cli_value')}"
    return ", ".join(option.opts) + value, spoken(_HELP.get(option.opts[0]) or getattr(option, "help", None))


def _help_of(group: click.Group, ctx: click.Context, name: str) -> str:
    command = group.get_command(ctx, name)
    return command.get_short_help_str() if command else ""


def spoken(text: str | None) -> str:
    """The text of a key of the words; any other text as it is."""
    return say(text) if text and has_text(text) else text or ""


def fail(message: str, code: int = 1) -> NoReturn:
    """Say ``message`` where errors are said, and end."""
    click.echo(message, err=True)
    sys.exit(code)
