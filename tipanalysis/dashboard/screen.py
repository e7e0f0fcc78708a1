"""The screen: head, controls and result of the live dashboard; what its notebook shows."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path

from ipywidgets import HTML, VBox, Widget

from ..words.errors import TipError
from ..words.settings import current_settings, using
from ..words.texts import say
from .choice import Choice
from .controls import Controls
from .kept import read_views
from .result import result_html, status_line
from .serving import KEPT_VARIABLE
from .views import Views


def show_dashboard() -> None:
    """Show the kept views that the environment names."""
    from IPython.display import display

    try:
        shown = Screen(read_views(Path(os.environ[KEPT_VARIABLE]))).widget
    except Exception as error:  # a visitor is told in words, whatever it is
        shown = HTML(_sentence(error, current_settings().lang))
    display(shown)


class Screen:
    """One visitor's screen: it has the views, and nothing else that could be shown."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._made: dict[Choice, str] = {}
        self._head, self._status, self._result, self._foot = HTML(), HTML(), HTML(), HTML()
        self._status.add_class("board-status")
        choice = Choice(current_settings().lang, views.views[0].name)
        self._controls = Controls(views, choice, self._show)
        self._show(choice)

    @property
    def widget(self) -> Widget:
        """All of it, in the order in which it is read."""
        controls = self._controls
        screen = VBox([controls.language, self._head, controls.choosing, self._status, self._result, self._foot])
        screen.add_class("board")
        return screen

    def _show(self, choice: Choice) -> None:
        self._head.value = _head(self._views, choice.lang)
        self._foot.value = _foot(self._views, choice.lang)
        try:
            status, result = f"<p>{escape(status_line(self._views, choice))}</p>", self._result_of(choice)
        except Exception as error:  # a visitor is told in words, whatever it is
            status, result = _sentence(error, choice.lang), ""
        self._status.value, self._result.value = status, result

    def _result_of(self, choice: Choice) -> str:
        """The result, made once: whoever goes back does not wait again."""
        if choice not in self._made:
            self._made[choice] = result_html(self._views, choice)
        return self._made[choice]


def _sentence(error: Exception, lang: str) -> str:
    """An error of ours in its own words, any other in general ones: never a traceback."""
    with using(lang):
        said = str(error) if isinstance(error, TipError) else say("board_app_trouble", kind=type(error).__name__)
        return f'<p class="board-why" lang="{lang}">{escape(said)}</p>'


def _head(views: Views, lang: str) -> str:
    with using(lang):
        title, skip = say("board_title"), say("board_app_skip")
        banner = f'<p class="tip-banner">{escape(say("pages_note_synthetic"))}</p>' if views.synthetic else ""
        source = escape(say("pages_note_source", title=views.provenance.title))
        return (
            f'<header lang="{lang}" data-board-lang="{lang}" data-board-title="{escape(title)}" '
            f'data-board-skip="{escape(skip)}"><h1>{escape(title)}</h1>{banner}'
            f'<p class="board-source">{source}</p></header>'
        )


def _foot(views: Views, lang: str) -> str:
    with using(lang):
        lines = (views.audit_summary(), say("board_app_protected"), say("board_app_detected"))
        return f'<footer lang="{lang}">{"".join(f"<p>{escape(line)}</p>" for line in lines)}</footer>'
