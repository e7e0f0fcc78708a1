"""The store: a register kept in one file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ..words.errors import StoreError
from ..words.texts import say
from .cleaning import given_rules
from .spoken import Spoken

STORE = "registro.duckdb"


@click.command("load", cls=Spoken, help="cli_help_load", epilog="tipanalysis load registro.xlsx --source eri")
@click.argument("file")
@click.option("--source", default=None, help="cli_help_source")
@click.option("--store", "path", default=STORE, help="cli_help_store")
@click.option("--clean", "cleaned", is_flag=True, help="cli_help_load_clean")
@click.option("--rules", multiple=True, help="cli_help_rules")
@click.option("--key-prompt", is_flag=True, help="cli_help_key_prompt")
def load(file: str, source: str | None, path: str, cleaned: bool, rules: tuple[str, ...], key_prompt: bool) -> None:
    """Keep a register in a store."""
    from ..register.store import open_store

    workers = min(2, os.cpu_count() or 1)
    with open_store(path, key=_typed_key(Path(path)) if key_prompt else None) as store:
        seen = sys.stderr.isatty()
        done = store.load_file(file, source, clean=cleaned, rules=given_rules(rules), workers=workers, progress=seen)
        click.echo(done.told(Path(path).name, encrypted=store.is_encrypted))


def _typed_key(path: Path) -> str:
    """A key typed unseen: once for a store that is there, twice for one that it will lock."""
    key = str(click.prompt(say("cli_key", store=path.name), hide_input=True, err=True))
    if not path.exists() and key != click.prompt(say("cli_key_again"), hide_input=True, err=True):
        raise StoreError("cli_keys_differ")
    return key
