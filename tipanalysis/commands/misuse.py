"""Misuse: what click finds wrong with a command, in our words."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ..words.errors import ReportError, TipError
from ..words.suggest import nearest, nearest_name
from ..words.texts import has_text, say


def misused(error: click.UsageError) -> TipError:
    """What click found wrong with a command, in our words."""
    if isinstance(error, click.exceptions.NoSuchOption):
        return _no_such_option(error)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return _no_such_command(error)
    if isinstance(error, click.exceptions.BadOptionUsage):
        return ReportError("cli_option_value", given=error.option_name)
    command = error.ctx.command_path if error.ctx else "tipanalysis"
    if isinstance(error, click.exceptions.MissingParameter):
        return ReportError("cli_argument_missing", command=command)
    return ReportError("cli_usage", command=command)


def _no_such_option(error: click.exceptions.NoSuchOption) -> TipError:
    options = [
        name
        for option in (error.ctx.command.params if error.ctx else [])
        for name in option.opts
        if name.startswith("--")
    ]
    return ReportError(
        "cli_no_such_option",
        given=error.option_name,
        guess=nearest(error.option_name, options),
        known=", ".join(options),
    )


def _no_such_command(error: click.exceptions.NoSuchCommand) -> TipError:
    group = error.ctx.command if error.ctx else None
    known = group.list_commands(error.ctx) if isinstance(group, click.Group) and error.ctx else []
    guess = nearest(_meant(error.command_name, known), known)
    return ReportError("cli_no_such_command", given=error.command_name, guess=guess, known=", ".join(known))


def _meant(given: str, known: Sequence[str]) -> str:
    """The command that a Spanish word like ``given`` stands for, else ``given``: commands have English names."""
    words = {say(f"cli_command_{name}", lang="es"): name for name in known if has_text(f"cli_command_{name}")}
    likest = nearest_name(given, [*known, *words])
    return words.get(likest, given)
