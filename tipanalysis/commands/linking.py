"""Linking: the same people in the lists of several institutions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..words.numbers import format_number
from ..words.texts import say
from .spoken import Spoken

if TYPE_CHECKING:
    import pandas as pd

    from ..register.linking.links import Links

OUT = "enlace"


@click.command("link", cls=Spoken, help="linking_help", epilog="linking_help_example")
@click.argument("files", nargs=-1, required=True)
@click.option("--source", "sources", multiple=True, help="linking_help_source")
@click.option("--out", default=OUT, help="linking_help_out")
@click.option("--method", default="rules", metavar="[rules|splink]", help="linking_help_method")
@click.option("--threshold", type=float, default=None, help="linking_help_threshold")
@click.option("--decisions", multiple=True, help="linking_help_decisions")
@click.option("--key", default=None, help="linking_help_key")
@click.option("--key-prompt", is_flag=True, help="linking_help_prompt")
def link_lists(
    files: tuple[str, ...],
    sources: tuple[str, ...],
    out: str,
    method: str,
    threshold: float | None,
    decisions: tuple[str, ...],
    key: str | None,
    key_prompt: bool,
) -> None:
    """Find the same people in several lists."""
    from ..register.linking.pair_sheet import read_pairs
    from ..register.linking.score import read_key
    from ..reports.linking import link_files

    truth = read_key(key) if key else None
    made = [decision for path in decisions for decision in read_pairs(path)]
    secret = str(click.prompt(say("linking_secret"), hide_input=True, err=True)) if key_prompt else None
    done = link_files(
        files,
        sources or (None,),
        out,
        method=method,
        threshold=threshold,
        secret=secret,
        decisions=made,
        progress=sys.stderr.isatty(),
    )
    links = done.links
    told = {"entries": len(links.entries), "lists": len(links.lists), "persons": links.persons}
    key = "linking_done_one" if len(links.lists) == 1 else "linking_done"
    click.echo(say(key, **{name: format_number(value) for name, value in told.items()}))
    click.echo(say("linking_files", folder=Path(out), page=done.files["enlace"]))
    review = next(path for name, path in done.files.items() if name.startswith("pares"))
    click.echo(say("linking_review", waiting=format_number(len(links.doubtful)), path=review))
    if links.crowded:
        click.echo(say("linking_crowded", n=format_number(links.crowded)))
    if len(links.contradictions):
        click.echo(say("linking_contradictions", n=format_number(len(links.contradictions))))
    if not done.lasting:
        click.echo(say("linking_secret_once"))
    if truth is not None:
        _score(truth, done.links)


def _score(key: pd.DataFrame, links: Links) -> None:
    """Say how well the links recover a truth that is known, and for whom less well."""
    from ..analysis.linkage import link_gaps, link_quality
    from ..register.linking.score import score_links
    from ..reports.linking import told_quality

    quality = link_quality(score_links(links, key))
    for line in told_quality(quality, link_gaps(quality)):
        click.echo(line)
