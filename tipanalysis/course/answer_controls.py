"""The controls of a form: native lists, boxes and buttons with labels, all reached with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from ipywidgets import HTML, Button, Checkbox, Dropdown, HBox, Layout, RadioButtons, Text, VBox, Widget

from ..words.settings import using
from ..words.texts import say
from .answers import Kind
from .feedback import Feedback, Outcome
from .gaps import BLANK, Gap
from .plain_errors import in_words

if TYPE_CHECKING:
    from .answering import AnswerForm

_WIDE = Layout(width="auto", max_width="46em")
_STYLE = {"description_width": "initial"}
_ROW = Layout(flex_flow="row wrap")


def live_form(form: AnswerForm) -> Mapping[str, Any]:
    """The form as a notebook shows it to a person."""
    with using(lang=form.lang):
        box = form_controls(form)
    return {mime: data for mime, data in box._repr_mimebundle_().items() if mime.startswith("application/")}


def form_controls(form: AnswerForm) -> Widget:
    """What there is to try, the answer, the buttons, and the place for what is said."""
    read, control = _ANSWERS[form.kind](form)
    lists = [_gap_control(form, gap) for gap in form.trial.gaps]
    shown, said = HTML(), HTML()
    untouched = [(each, each.value) for each in (*lists, *control)]

    def tell(feedback: Feedback) -> None:
        with using(lang=form.lang):
            said.value = feedback._repr_html_()

    def again() -> Feedback:
        shown.value = ""
        for each, value in untouched:
            each.value = value
        return form.again()

    trying = [*lists, _button("answer_run", lambda: _run(form, lists, shown)), shown] if form.trial.code else []
    buttons = [
        _button("answer_check", lambda: tell(form.submit(read())), style="primary"),
        _button("answer_hint", lambda: tell(form.hint())),
        _button("answer_solution", lambda: tell(form.solution())),
        _button("answer_again", lambda: tell(again())),
    ]
    return VBox([*trying, *control, HBox(buttons, layout=_ROW), said], layout=Layout(margin="0 0 1.5em 0"))


def _button(key: str, pressed: Callable[[], object], style: str = "") -> Button:
    """A button as wide as its words."""
    button = Button(description=say(key), button_style=style, layout=Layout(width="auto"))
    button.on_click(lambda _: pressed())
    return button


def _gap_control(form: AnswerForm, gap: Gap) -> Dropdown:
    blank = [(say("answer_choose"), None)] if gap.given == BLANK else []
    value = None if blank else gap.given
    return _dropdown(form.gap_label(gap), [*blank, *form.gap_options(gap)], value)


def _dropdown(label: str, options: list[Any], value: str | None) -> Dropdown:
    return Dropdown(description=label, options=options, value=value, layout=_WIDE, style=_STYLE)


def _run(form: AnswerForm, lists: list[Dropdown], shown: HTML) -> None:
    """Show what the code gives with what was chosen, or say in words why it gives nothing."""
    with using(lang=form.lang):
        if any(each.value is None for each in lists):
            shown.value = Feedback(Outcome.NOT_ATTEMPTED, say("answer_gap_blank"))._repr_html_()
            return
        try:
            shown.value = "".join(map(_html_of, form.run([each.value for each in lists])))
        except Exception as error:  # whatever the code raises
            shown.value = Feedback(Outcome.STOPPED, in_words(error, form.names))._repr_html_()


def _html_of(value: Any) -> str:
    """A value as a notebook shows it."""
    from IPython.core.formatters import DisplayFormatter

    bundle, _ = DisplayFormatter().format(value, include=("text/plain", "text/html"))
    return str(bundle.get("text/html") or f"<pre>{escape(bundle.get('text/plain', ''))}</pre>")


Reading = Callable[[], Any]


def _number(form: AnswerForm) -> tuple[Reading, list[Widget]]:
    box = Text(description=say("answer_yours"), placeholder=say("answer_number_how"), layout=_WIDE, style=_STYLE)
    return lambda: box.value, [box]


def _text(form: AnswerForm) -> tuple[Reading, list[Widget]]:
    chosen = _dropdown(say("answer_yours"), [(say("answer_choose"), None), *form.options], None)
    return lambda: chosen.value, [chosen]


def _truth(form: AnswerForm) -> tuple[Reading, list[Widget]]:
    options = [(say("answer_yes"), True), (say("answer_no"), False)]
    chosen = RadioButtons(description=say("answer_yours"), options=options, value=None, style=_STYLE)
    return lambda: chosen.value, [chosen]


def _several(form: AnswerForm) -> tuple[Reading, list[Widget]]:
    boxes = [Checkbox(description=label, value=False, indent=False, layout=_WIDE) for label, _ in form.options]
    asked = HTML(f"<strong>{escape(say('answer_several'))}</strong>")

    def read() -> list[str]:
        return [value for box, (_, value) in zip(boxes, form.options, strict=True) if box.value]

    return read, [asked, *boxes]


def _in_order(form: AnswerForm) -> tuple[Reading, list[Widget]]:
    options = [(say("answer_choose"), None), *form.options]
    places = [_dropdown(say("answer_place", number=n + 1), options, None) for n in range(form.places)]
    asked = HTML(f"<strong>{escape(say('answer_in_order'))}</strong>")
    return lambda: [place.value for place in places if place.value is not None], [asked, *places]


def _made_by_the_code(form: AnswerForm) -> tuple[Reading, list[Widget]]:
    return lambda: None, []


_ANSWERS: Mapping[Kind, Callable[[AnswerForm], tuple[Reading, list[Widget]]]] = {
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
    Kind.TRUTH: _truth,
    Kind.SET: _several,
    Kind.LIST: _in_order,
    Kind.TABLE: _made_by_the_code,
}
