"""Gives orders to the command line one after the other in one process, and writes down how each ended and all it said.

``python -m leaks.driver orders.json ended.json``
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import traceback
from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path
from types import TracebackType
from typing import Any
from unittest.mock import patch

import click

from tipanalysis import cli
from tipanalysis.dashboard.declared import declared_views

Ended = dict[str, Any]


def run(order: list[str]) -> Ended:
    """How one order ended: its code, what it said, and whatever a logger could get out of an error."""
    said = io.StringIO()
    errors: list[BaseException] = []
    code: object = 0
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said), _caught(errors), _few_views():
        try:
            copy_context().run(cli.main, order)
        except SystemExit as end:
            code = end.code
    told = [text for error in errors for text in _told(error)]
    return {"order": order, "code": code or 0, "said": said.getvalue(), "error": "\n".join(told)}


@contextlib.contextmanager
def _few_views() -> Iterator[None]:
    """Of a dashboard its first views and a relation: what it writes is the same for each, and all take minutes."""
    views = declared_views()
    chosen = (*views[:4], *(view for view in views if view.group == "relaciones"))
    with patch("tipanalysis.dashboard.prepare.declared_views", lambda: chosen):
        yield


@contextlib.contextmanager
def _caught(errors: list[BaseException]) -> Iterator[None]:
    """Errors on their way to the command line's own answer."""
    whole = cli.commands.main

    def watched(*args: Any, **options: Any) -> Any:
        try:
            return whole(*args, **options)
        except (click.exceptions.Exit, SystemExit):
            raise
        except BaseException as error:
            errors.append(error)
            raise

    cli.commands.main = watched  # type: ignore[method-assign]
    try:
        yield
    finally:
        cli.commands.main = whole  # type: ignore[method-assign]


def _told(error: BaseException) -> Iterator[str]:
    """Text, representation, values, notes, and the whole as a traceback with its causes shows it."""
    from tipanalysis.words.errors import TipError

    if not isinstance(error, TipError):
        yield f"{type(error).__name__}"
        return
    yield str(error)
    yield error.both()
    yield repr(error)
    yield repr(error.values)
    yield repr(getattr(error, "__notes__", ()))
    yield "".join(traceback.format_exception(error))
    yield from (f"{name} = {value!r}" for name, value in _locals(error.__traceback__))


def _locals(trace: TracebackType | None) -> Iterator[tuple[str, object]]:
    """What a traceback that shows local variables shows of the doors of the package: commands and reports."""
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith(("tipanalysis.commands.", "tipanalysis.reports.")):
            yield from trace.tb_frame.f_locals.items()
        trace = trace.tb_next


if __name__ == "__main__":
    orders, ended = map(Path, sys.argv[1:])
    ended.write_text(json.dumps([run(order) for order in json.loads(orders.read_text("utf-8"))]), "utf-8")
