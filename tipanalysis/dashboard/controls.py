"""Controls: what a visitor chooses with; native controls only, so that keys and screen readers reach all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from ipywidgets import Button, Dropdown, RadioButtons, VBox, Widget

from ..pages.labels import level_label, lower_first, variable_label
from ..words.settings import using
from ..words.texts import say
from .choice import Choice
from .views import Views

_LANGUAGES = (("Español", "es"), ("English", "en"))
"""Each called by its own speakers' name."""
Option = tuple[str, str]


class Controls:
    """The controls, and the choice that they stand for; ``changed`` is called with each new choice."""

    def __init__(self, views: Views, choice: Choice, changed: Callable[[Choice], None]) -> None:
        self.choice = choice
        self._views, self._changed, self._setting = views, changed, False
        names = dict.fromkeys(name for view in views.views for name in view.filters)
        self._language = _named(RadioButtons(options=_LANGUAGES, value=choice.lang), "board-row board-language")
        self._group = _named(RadioButtons(), "board-row board-groups")
        self._view = _named(Dropdown(), "board-view")
        self._filters = {name: _named(Dropdown(), f"board-filter board-filter-{name}") for name in names}
        self._across = _named(Dropdown(), "board-across")
        self._everyone = _named(Button(), "board-everyone")
        self._fill()
        self._listen()

    @property
    def language(self) -> Widget:
        """The control of the language."""
        return self._language

    @property
    def choosing(self) -> Widget:
        """All the others, in the order of the keys."""
        filters = _named(VBox([*self._filters.values(), self._across, self._everyone]), "board-filters")
        return _named(VBox([self._group, self._view, filters]), "board-choosing")

    def _listen(self) -> None:
        self._heed(self._language, lambda lang: replace(self.choice, lang=lang))
        self._heed(self._group, lambda group: self.choice.with_view(self._views, self._first(group)))
        self._heed(self._view, lambda name: self.choice.with_view(self._views, name))
        for variable, control in self._filters.items():
            self._heed(control, partial(self._filtered, variable))
        self._heed(self._across, lambda name: self.choice.with_across(self._views, name))
        self._everyone.on_click(lambda _: self._choose(self.choice.everyone()))

    def _filtered(self, variable: str, code: str) -> Choice:
        return self.choice.with_filter(self._views, variable, code)

    def _heed(self, control: Any, chosen: Callable[[str], Choice]) -> None:
        def heard(change: Mapping[str, Any]) -> None:
            if not self._setting:
                self._choose(chosen(change["new"]))

        control.observe(heard, "value")

    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        self._fill()
        self._changed(choice)

    def _first(self, group: str) -> str:
        return next(view.name for view in self._views.views if view.group == group)

    def _fill(self) -> None:
        """Names, options and values of all controls, as the choice has them."""
        choice, view = self.choice, self._views.view(self.choice.view)
        levels = self._views.choices(choice.view)
        with self._quiet(), using(choice.lang):
            self._language.description = say("board_app_language")
            self._group.description = say("board_app_group")
            self._view.description = say("board_app_view")
            self._across.description = say("board_app_across")
            self._everyone.description = say("board_app_everyone")
            _set(self._language, list(_LANGUAGES), choice.lang)
            _set(self._group, self._groups(), view.group)
            _set(
                self._view,
                [(each.title(), each.name) for each in self._views.views if each.group == view.group],
                view.name,
            )
            for name, control in self._filters.items():
                control.layout.display = "" if name in levels else "none"
                control.description = say("board_app_filter", variable=lower_first(variable_label(name)))
                options = [(level_label(name, code), code) for code in levels.get(name, ())]
                _set(control, [(say("board_app_all"), ""), *options], choice.filters.get(name, ""))
            across = [(variable_label(name), name) for name in view.filters]
            _set(self._across, [(say("board_app_none"), ""), *across], choice.across)
            self._across.layout.display = "" if across else "none"
            self._everyone.layout.display = "" if across else "none"
            self._everyone.disabled = not (choice.filters or choice.across)

    def _groups(self) -> list[Option]:
        return list(dict.fromkeys((view.group_label(), view.group) for view in self._views.views))

    def _views_of(self, group: str) -> list[Option]:
        return [(view.title(), view.name) for view in self._views.views if view.group == group]

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """While controls are set by us, nobody has chosen anything."""
        self._setting = True
        try:
            yield
        finally:
            self._setting = False


def _named(control: Any, classes: str) -> Any:
    """The control with the classes that the style sheet knows."""
    for name in classes.split():
        control.add_class(name)
    return control


def _set(control: Any, options: list[Option], value: str) -> None:
    """Options and value at once; what stays as it is is not sent, so that the focus stays where it is."""
    if tuple(control.options) != tuple(options):
        with control.hold_sync():
            control.options = options
            control.value = value
    elif control.value != value:
        control.value = value
