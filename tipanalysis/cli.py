"""Floor 8: the command line. Every command calls one verb of the package and says what came of it."""

from __future__ import annotations

import os
import sys

import click

from . import __version__
from .commands.batch import batch
from .commands.cleaning import clean_register, explain_value, score
from .commands.dashboard import dashboard
from .commands.evaluation import evaluate, forms
from .commands.extract import extract
from .commands.lessons import lesson
from .commands.linking import link_lists
from .commands.misuse import misused
from .commands.published import audit_files
from .commands.quality import quality
from .commands.reports import report
from .commands.sources import propose_map, sources, template
from .commands.spoken import CONTEXT, SpokenGroup, fail
from .commands.store import load
from .reports.left_out import GRAMMARS, leave_out
from .words.errors import SettingsError, TipError
from .words.settings import LANGS, current_settings, settings
from .words.texts import say_both

COMMANDS = (
    report,
    batch,
    dashboard,
    propose_map,
    sources,
    clean_register,
    explain_value,
    score,
    link_lists,
    quality,
    load,
    audit_files,
    extract,
    template,
    lesson,
    forms,
    evaluate,
)


@click.group(cls=SpokenGroup, context_settings=CONTEXT, help="cli_help_main")
@click.version_option(__version__, "--version", prog_name="tipanalysis")
@click.option("--idioma", "--language", "lang", metavar=f"[{'|'.join(LANGS)}]", help="cli_help_lang")
def commands(lang: str | None) -> None:
    """Set the language; the commands do the rest."""
    if lang:
        settings(lang=lang)


for each in COMMANDS:
    commands.add_command(each)


def main(args: list[str] | None = None) -> None:
    """Run a command; every problem ends in one clear message, in both languages, and an exit code that is not 0."""
    leave_out(GRAMMARS)
    _speak_utf8()
    _check_environment()
    try:
        code = commands.main(args, prog_name="tipanalysis", standalone_mode=False)
    except TipError as error:
        fail(error.both())
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        sys.exit(2)
    except click.UsageError as error:
        fail(misused(error).both())
    except (KeyboardInterrupt, click.Abort):
        fail(say_both("cli_interrupted"), code=130)
    except Exception as error:
        if os.environ.get("TIPANALYSIS_DEBUG"):
            raise
        fail(say_both("cli_internal", kind=type(error).__name__))
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _speak_utf8() -> None:
    """Windows consoles may speak another code page; accents and marks must survive."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _check_environment() -> None:
    """A language or country that does not exist is said in those that hold without the environment."""
    try:
        current_settings()
    except SettingsError as error:
        for name in ("TIPANALYSIS_LANG", "TIPANALYSIS_COUNTRY"):
            os.environ.pop(name, None)
        fail(error.both())


if __name__ == "__main__":
    main()
