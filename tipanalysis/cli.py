"""Floor 8: the command line. Every command calls one verb of the package and says what came of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .words.errors import ReportError, SettingsError, StoreError, TipError
from .words.settings import COUNTRIES, LANGS, current_settings, settings
from .words.suggest import nearest
from .words.texts import has_text, say, say_both

if TYPE_CHECKING:
    from .register.cleaning.rules import Rule

_CONTEXT = {"help_option_names": ["-h", "--help", "--ayuda"], "max_content_width": 100}
OUT = "informes"
STORE = "registro.duckdb"
CLEAN = "limpio"
_HELP = {"-h": "cli_help_help", "--version": "cli_help_version"}
"""Texts of the options that click makes itself."""


class _Spoken(click.Command):
    """A command whose help is written in the language set when it is asked for: its texts are keys of the words."""

    def get_short_help_str(self, limit: int = 45) -> str:
        return _spoken(self.help)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), f"{say('cli_usage_head')} ")
        formatter.write_paragraph()
        formatter.write_text(_spoken(self.help))
        with formatter.section(say("cli_options_head")):
            formatter.write_dl(
                [_option_line(option) for option in self.get_params(ctx) if option.param_type_name == "option"]
            )
        if isinstance(self, click.Group):
            with formatter.section(say("cli_commands_head")):
                formatter.write_dl([(name, _help_of(self, ctx, name)) for name in self.list_commands(ctx)])
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text(_spoken(self.epilog))


class _SpokenGroup(_Spoken, click.Group):
    """A group of commands, its help as that of :class:`_Spoken`."""

    command_class = _Spoken
    group_class = type


def _option_line(option: click.Parameter) -> tuple[str, str]:
    value = "" if getattr(option, "is_flag", False) else f" {option.metavar or _spoken('cli_value')}"
    return ", ".join(option.opts) + value, _spoken(_HELP.get(option.opts[0]) or getattr(option, "help", None))


def _help_of(group: click.Group, ctx: click.Context, name: str) -> str:
    command = group.get_command(ctx, name)
    return command.get_short_help_str() if command else ""


def _spoken(text: str | None) -> str:
    return say(text) if text and has_text(text) else text or ""


class _Reports(_SpokenGroup):
    """One command per report notebook; its options are the notebook's parameters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from .reports.spec import list_reports

        return [spec.name for spec in list_reports()]

    def get_command(self, ctx: click.Context, name: str) -> click.Command:
        from .reports.spec import load_report

        spec = load_report(name)
        options: list[click.Parameter] = [
            click.Option(
                [f"--{parameter.name}"], default=None, metavar=parameter.kind.upper(), help=parameter.help_line()
            )
            for parameter in spec.parameters
        ]
        options.append(click.Option(["--out"], default=OUT, help=say("cli_help_out", default=OUT)))
        return _Spoken(
            name,
            params=options,
            callback=lambda out, **given: _make_report(name, out, given),
            help=f"{spec.title()}. {spec.answer()}",
            epilog=say("cli_example_report", name=name),
            context_settings=_CONTEXT,
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args == ["--list"]:
            _list_reports()
            ctx.exit()
        return super().parse_args(ctx, args)


def _list_reports() -> None:
    from .reports.spec import list_reports

    for spec in list_reports():
        click.echo(f"{spec.name}: {spec.title()}. {spec.answer()}")
        for parameter in spec.parameters:
            click.echo(f"  --{parameter.name:<10} {parameter.help_line()}")


def _make_report(name: str, out: str, given: dict[str, Any]) -> None:
    from .reports.render import render_report

    now = current_settings()
    chosen = {"lang": now.lang, "country": now.country}
    chosen |= {parameter: value for parameter, value in given.items() if value is not None}
    for setting in ("lang", "country"):
        if chosen.get(setting) in (*LANGS, *COUNTRIES):
            settings(**{setting: chosen[setting]})
    done = render_report(name, chosen, out=out, progress=sys.stderr.isatty())
    click.echo(say("cli_report_done", path=done.html))
    click.echo(
        say(
            "cli_report_holds",
            tables=done.tables,
            hidden=done.hidden,
            verdict=say("cli_audit_passed"),
            folder=Path(out),
        )
    )


@click.group(cls=_SpokenGroup, context_settings=_CONTEXT, help="cli_help_main")
@click.version_option(__version__, "--version", prog_name="tipanalysis")
@click.option("--idioma", "--language", "lang", metavar=f"[{'|'.join(LANGS)}]", help="cli_help_lang")
def commands(lang: str | None) -> None:
    """Set the language; the commands do the rest."""
    if lang:
        settings(lang=lang)


@commands.group("report", cls=_Reports, help="cli_help_report", epilog="cli_epilog_report")
def report() -> None:
    """Make a report from a register."""


@commands.command("map", help="cli_help_map", epilog="tipanalysis map registro.xlsx --out mi_oficina.toml")
@click.argument("file")
@click.option("--out", default=None, help="cli_help_map_out")
def propose_map(file: str, out: str | None) -> None:
    """Propose a source map for a file."""
    from .register.propose import propose_source_map, write_proposal

    target = Path(out or f"{Path(file).stem}.toml")
    proposal = propose_source_map(file)
    write_proposal(proposal, target)
    click.echo(say("cli_map_done", path=target))


@commands.command("sources", help="cli_help_sources")
def sources() -> None:
    """List the source maps that come with the package."""
    from .register.source_map import list_source_maps

    for name in list_source_maps():
        click.echo(name)


@commands.command("clean", help="cli_help_clean", epilog="tipanalysis clean registro.xlsx --source eri --out limpio")
@click.argument("file")
@click.option("--source", default=None, help="cli_help_source")
@click.option("--out", default=CLEAN, help="cli_help_clean_out")
@click.option("--rules", multiple=True, help="cli_help_rules")
def clean_register(file: str, source: str | None, out: str, rules: tuple[str, ...]) -> None:
    """Clean a register into a folder."""
    from .reports.cleaning import clean_file

    done = clean_file(file, source, out, rules=_rules(rules))
    files = {name: path for name, path in done.files.items() if not name.startswith("revision")}
    review = next(path for name, path in done.files.items() if name.startswith("revision"))
    click.echo(say("cli_clean_done", folder=Path(out), page=files["bitacora"]))
    click.echo(say("cli_clean_review", waiting=len(done.queue), path=review))


@commands.command("explain", help="cli_help_explain")
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
    from .register.cleaning.clean import clean
    from .register.cleaning.explain import explain
    from .register.read import read_register

    chosen = _rules(rules)
    register = clean(read_register(file, source), rules=chosen)
    click.echo(explain(register, row, field, sheet=sheet, rules=chosen))


@commands.command("score", help="cli_help_score")
@click.argument("file")
@click.option("--source", default=None, help="cli_help_source")
@click.option("--key", required=True, help="cli_help_key")
@click.option("--truth", default=None, help="cli_help_truth")
@click.option("--rules", multiple=True, help="cli_help_rules")
def score(file: str, source: str | None, key: str, truth: str | None, rules: tuple[str, ...]) -> None:
    """Compare a cleaning with the errors that were put in."""
    from .register.cleaning.clean import clean
    from .register.cleaning.score import score_cleaning
    from .register.read import read_register

    chosen = _rules(rules)
    register = clean(read_register(file, source), rules=chosen)
    true = read_register(truth) if truth else None
    click.echo(score_cleaning(register, key, true, rules=chosen))


def _rules(paths: tuple[str, ...]) -> tuple[Rule, ...]:
    from .register.cleaning.rule_files import read_rules

    return tuple(rule for path in paths for rule in read_rules(path))


@commands.command("load", help="cli_help_load", epilog="tipanalysis load registro.xlsx --source eri")
@click.argument("file")
@click.option("--source", default=None, help="cli_help_source")
@click.option("--store", "path", default=STORE, help="cli_help_store")
@click.option("--clean", "cleaned", is_flag=True, help="cli_help_load_clean")
@click.option("--rules", multiple=True, help="cli_help_rules")
@click.option("--key-prompt", is_flag=True, help="cli_help_key_prompt")
def load(file: str, source: str | None, path: str, cleaned: bool, rules: tuple[str, ...], key_prompt: bool) -> None:
    """Keep a register in a store."""
    from .register.read import read_register
    from .register.store import open_store

    with open_store(path, key=_typed_key(Path(path)) if key_prompt else None) as store:
        register = read_register(file, source)
        if cleaned or rules:
            from .register.cleaning.clean import clean

            register = clean(register, rules=_rules(rules))
        done = store.load(register, progress=sys.stderr.isatty())
        click.echo(done.told(Path(path).name, encrypted=store.is_encrypted))


def _typed_key(path: Path) -> str:
    """A key typed unseen: once for a store that is there, twice for one that it will lock."""
    key = str(click.prompt(say("cli_key", store=path.name), hide_input=True, err=True))
    if not path.exists() and key != click.prompt(say("cli_key_again"), hide_input=True, err=True):
        raise StoreError("cli_keys_differ")
    return key


@commands.command("template", help="cli_help_template")
@click.option("--out", default="registro.xlsx", help="cli_help_template_out")
def template(out: str) -> None:
    """Write a blank template for an office without a register."""
    from .register.template import write_template

    click.echo(say("cli_template_done", path=write_template(out)))


@commands.group("lesson", help="cli_help_lesson")
def lesson() -> None:
    """Lessons: make their notebooks, check them."""


@lesson.command("build", help="cli_help_lesson_build", epilog="tipanalysis lesson build 00_primer_vistazo")
@click.argument("names", nargs=-1)
def build(names: tuple[str, ...]) -> None:
    """Make the participants' and the solved notebooks."""
    from .course.lesson import list_lessons, load_lesson
    from .course.notebooks import build_lesson

    for chosen in [load_lesson(name) for name in names] or list_lessons():
        for lang in LANGS:
            for path in build_lesson(chosen, lang):
                click.echo(say("cli_written", path=Path(path.parent.name, path.name)))


@lesson.command("check", help="cli_help_lesson_check", epilog="tipanalysis lesson check 00_primer_vistazo")
@click.argument("names", nargs=-1)
def check(names: tuple[str, ...]) -> None:
    """Say what is wrong with lessons."""
    from .course.gates import problems_of
    from .course.lesson import list_lessons, load_lesson

    lessons = [load_lesson(name) for name in names] or list(list_lessons())
    problems = [problem for chosen in lessons for problem in problems_of(chosen)]
    if problems:
        _fail("\n".join(problems))
    click.echo(say("cli_lessons_ready", n=len(lessons)))


def main(args: list[str] | None = None) -> None:
    """Run a command; every problem ends in one clear message, in both languages, and an exit code that is not 0."""
    _speak_utf8()
    _check_environment()
    try:
        code = commands.main(args, prog_name="tipanalysis", standalone_mode=False)
    except TipError as error:
        _fail(error.both())
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        sys.exit(2)
    except click.UsageError as error:
        _fail(_misused(error).both())
    except (KeyboardInterrupt, click.Abort):
        _fail(say_both("cli_interrupted"), code=130)
    except Exception as error:
        if os.environ.get("TIPANALYSIS_DEBUG"):
            raise
        _fail(say_both("cli_internal", kind=type(error).__name__))
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
        _fail(error.both())


def _fail(message: str, code: int = 1) -> None:
    click.echo(message, err=True)
    sys.exit(code)


def _misused(error: click.UsageError) -> TipError:
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
    group = error.ctx.command if error.ctx else commands
    known = group.list_commands(error.ctx) if isinstance(group, click.Group) and error.ctx else []
    guess = nearest(error.command_name, known)
    return ReportError("cli_no_such_command", given=error.command_name, guess=guess, known=", ".join(known))


if __name__ == "__main__":
    main()
