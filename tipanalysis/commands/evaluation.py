"""Evaluation of learning: what the answers to two tests say, and what they do not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..words.settings import LANGS
from ..words.texts import say
from .spoken import Spoken

if TYPE_CHECKING:
    from ..learning.answers import Answers

OUT, FORMS_OUT = "evaluacion", "formularios"


@click.command("evaluate", cls=Spoken, help="evaluation_help", epilog="evaluation_examples")
@click.argument("paths", nargs=-1, required=True)
@click.option("--enrolled", type=int, default=None, help="evaluation_help_enrolled")
@click.option("--target", type=float, default=None, help="evaluation_help_target")
@click.option("--indicator", "indicators", multiple=True, help="evaluation_help_indicator")
@click.option("--not-started", multiple=True, help="evaluation_help_not_started")
@click.option("--out", default=OUT, help="evaluation_help_out")
def evaluate(
    paths: tuple[str, ...],
    enrolled: int | None,
    target: float | None,
    indicators: tuple[str, ...],
    not_started: tuple[str, ...],
    out: str,
) -> None:
    """Evaluate the answers of a training and say what came of it."""
    from ..evaluation.files import Asked, write_evaluation
    from ..learning.answers import read_answers
    from ..register.location import located

    answers = read_answers([located(path) for path in paths])
    given: dict[str, Any] = {"target": target, "measured": indicators or None}
    chosen = {name: value for name, value in given.items() if value is not None}
    written = write_evaluation(answers, Path(out), Asked(enrolled, not_started=not_started, **chosen))
    click.echo(say("evaluation_done", path=written.page))
    click.echo(say("evaluation_done_donor", path=written.donor))
    _tell(answers, written.inside)


def _tell(answers: Answers, inside: Path | None) -> None:
    """What happened to the tests that came in: those without a pair are for whoever typed them."""
    from ..learning.pairs import pair_tests

    paired = pair_tests(answers)
    before, after = len(answers.of("PRE")), len(answers.of("POST"))
    click.echo(say("evaluation_done_pairs", before=before, after=after, both=len(paired.pairs)))
    if answers.repeated:
        click.echo(say("evaluation_done_repeated", n=answers.repeated))
    if paired.same_form:
        click.echo(say("evaluation_done_same_form", n=paired.same_form))
    if inside:
        alone = len(paired.before_only) + len(paired.after_only)
        click.echo(say("evaluation_done_unmatched", n=alone, file=inside.name))


@click.command("forms", cls=Spoken, help="evaluation_forms_help", epilog="evaluation_forms_examples")
@click.option("--out", default=FORMS_OUT, help="evaluation_forms_help_out")
def forms(out: str) -> None:
    """Write the forms on paper and the templates, in both languages."""
    from ..evaluation.forms import write_forms

    for lang in LANGS:
        folder = Path(out) / lang
        made = list(write_forms(folder, lang))
        click.echo(say("evaluation_forms_done", n=len(made), folder=folder))
