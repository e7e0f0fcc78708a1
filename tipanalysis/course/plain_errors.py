"""Errors of Python in plain words, for who has never seen one: an extension of IPython.

The environment that ``instalar.py`` makes switches it on for its kernels; anywhere else ``%load_ext
tipanalysis.course.plain_errors`` does. What Python itself says stays one click away, for whoever helps.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable
from html import escape
from types import TracebackType
from typing import Any

from ..reports.workshop import FOLDER_VARIABLE
from ..words.errors import TipError
from ..words.suggest import nearest
from ..words.texts import say
from .feedback import Feedback, Outcome


def load_ipython_extension(shell: Any) -> None:
    """Called by IPython when it loads the extension; a kernel that makes a report has to fail where it fails."""
    if FOLDER_VARIABLE in os.environ:
        return
    shell.set_custom_exc((Exception,), show_error)


def unload_ipython_extension(shell: Any) -> None:
    """Called by IPython when it unloads the extension."""
    shell.set_custom_exc((), None)


def show_error(
    shell: Any, kind: type[Exception], error: Exception, trace: TracebackType | None, tb_offset: object = None
) -> None:
    """Show a box with a sentence in place of the traceback."""
    from IPython.display import display

    display(StoppedCell(in_words(error, shell.user_ns), "".join(traceback.format_exception(kind, error, trace))))


class StoppedCell:
    """A sentence, and what Python said for whoever wants to see it."""

    def __init__(self, sentence: str, technical: str) -> None:
        self.feedback = Feedback(Outcome.STOPPED, sentence)
        self.technical = technical

    def __repr__(self) -> str:
        return repr(self.feedback)

    def _repr_html_(self) -> str:
        return (
            f"{self.feedback._repr_html_()}<details><summary>{escape(say('course_error_technical'))}</summary>"
            f"<pre>{escape(self.technical)}</pre></details>"
        )


def in_words(error: Exception, names: Iterable[str] = ()) -> str:
    """What went wrong and what to do, without a word of programming that the lessons have not explained.

    Examples
    --------
    >>> try:
    ...     registor
    ... except NameError as error:
    ...     print(in_words(error, ["registro"]))
    No existe nada con el nombre «registor». ¿Quiso decir «registro»? Revise cómo está escrito o ejecute antes las \
celdas de arriba.
    """
    if isinstance(error, TipError):
        return str(error)
    if "Blank" in str(error):
        return say("course_still_blank")
    if isinstance(error, NameError):
        name = error.name or ""
        return say("course_error_name", name=name, guess=nearest(name, [one for one in names if one[:1] != "_"]))
    if isinstance(error, SyntaxError):
        return say("course_error_syntax", line=error.lineno or 1)
    return _said_by_kind(error)


def _said_by_kind(error: Exception) -> str:
    if isinstance(error, AttributeError):
        name = str(error.name or "")
        return say("course_error_attribute", name=name, guess=nearest(name, dir(error.obj)))
    if isinstance(error, KeyError):
        return say("course_error_key", name=error.args[0] if error.args else "")
    if isinstance(error, FileNotFoundError):
        return say("course_error_file", name=error.filename or "")
    if isinstance(error, TypeError):
        return say("course_error_type")
    return say("course_error_other")
