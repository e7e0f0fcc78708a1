"""Start an exercise again: the data and variables as they are before it, and its cell as it was given."""

from __future__ import annotations

import ast
import contextlib
import io
from collections.abc import Iterable, MutableMapping
from typing import Any

from ..words.texts import say
from .exercise import find_exercise
from .feedback import Feedback, Outcome
from .progress import record
from .solved import Place, find_place


def restart(exercise: str) -> Feedback:
    """Begin an exercise anew: the code before it runs again, its own variables are as at the beginning.

    In JupyterLab a new cell with the text that the exercise began with appears below.

    Parameters
    ----------
    exercise : its number, e.g. ``"0.1"``

    Raises
    ------
    LessonError
        If there is no such exercise.
    """
    from IPython.core.getipython import get_ipython

    lesson, task = find_exercise(exercise)
    place, shell = find_place(lesson, task.id), get_ipython()
    if place is None or shell is None:
        return Feedback(Outcome.NOT_UNDERSTOOD, say("course_restart_by_hand"), task.id)
    restore(place, shell.user_ns)
    record(task.id, Outcome.RESTARTED)
    shell.set_next_input("\n\n".join(place.starting), replace=False)
    return Feedback(Outcome.RESTARTED, say("course_restart_done", exercise=task.id), task.id)


def restore(place: Place, names: MutableMapping[str, Any]) -> None:
    """Run again what comes before an exercise and what it begins with, showing nothing, among ``names``."""
    for name in _assigned((*place.starting, *place.solution)):
        names.pop(name, None)
    with contextlib.redirect_stdout(io.StringIO()):
        for code in (*place.before, *place.starting):
            exec(compile(code, "<tipanalysis>", "exec"), names)  # type: ignore[arg-type] # a dict in every shell


def _assigned(codes: Iterable[str]) -> set[str]:
    nodes = (node for code in codes for node in ast.walk(ast.parse(code)))
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
