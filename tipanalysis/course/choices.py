"""What there is to choose from: for a gap in the code of an exercise, and for its answer; each with a label."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from ..pages.labels import level_label, unit_label, upper_first, variable_label
from ..standard.codebook import load_codebook
from ..words.texts import has_text
from .answers import Answer, Kind, read_answer
from .exercise import Exercise
from .gaps import BLANK, Gap
from .key import Key
from .lesson import Lesson

Option = tuple[str, str]
"""A label and what it stands for."""
UNITS = ("persona", "solicitud", "evento", "mencion")
COMMON = ("sexo", "mayoria_edad", "grupo_edad", "origen")
"""Variables that can always be chosen where a variable is wanted."""
CHANGES, OPTIONS = "cambios", "opciones"
"""What a lesson's words may add: ``<id>.cambios`` for the code, ``<id>.opciones`` for the answer, parted by ``|``."""
_NUMBERED = 40
"""Things with numbers up to this one are offered from 1 on; greater numbers are years."""
_LIST_OF_CODES = 15


def gap_options(
    lesson: Lesson, task: Exercise, gap: Gap, names: Mapping[str, Any], before: Sequence[str]
) -> list[Option]:
    """What can be chosen for a gap, as labels and as code, by label; what stands there and what solves it among them.

    ``names`` are those of the notebook, ``before`` the code above the exercise.
    """
    declared = lesson.say(f"{task.id}.{CHANGES}").split("|") if lesson.has_words(f"{task.id}.{CHANGES}") else []
    found = dict.fromkeys([*map(str.strip, declared), *([] if declared else _alternatives(gap, names, before))])
    codes = [code for code in (*found, gap.given, gap.wanted) if code != BLANK]
    return sorted(((code_label(code, gap.about), code) for code in dict.fromkeys(codes)), key=_by_label)


def _by_label(option: Option) -> str:
    return option[0].casefold()


def _alternatives(gap: Gap, names: Mapping[str, Any], before: Sequence[str]) -> Iterator[str]:
    book, value = load_codebook(), _literal(gap.wanted)
    if gap.about == "unit":
        yield from (f'"{unit}"' for unit in UNITS)
    elif isinstance(value, str) and value in book:
        yield from (f'"{name}"' for name in dict.fromkeys((*COMMON, *_variables_in(before))))
    elif isinstance(value, str) and gap.about in book and value in book[gap.about].codes():
        yield from (f'"{code}"' for code in book[gap.about].codes())
    elif gap.wanted in names:
        kind = type(names[gap.wanted])
        yield from (name for name in _assigned(before) if type(names.get(name)) is kind)


def _literal(code: str) -> object:
    try:
        return ast.literal_eval(code)
    except ValueError:
        return None


def _variables_in(codes: Iterable[str]) -> Iterator[str]:
    book = load_codebook()
    for code in codes:
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.Constant) and node.value in book and book[str(node.value)].is_coded:
                yield str(node.value)


def _assigned(codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id.strip("_"):
                yield node.id


def code_label(code: str, about: str) -> str:
    """What a reader calls a piece of code: a variable, a unit, a code, a list of them, or a name.

    Examples
    --------
    >>> code_label('"sexo"', "count_by"), code_label('"persona"', "unit"), code_label("persona_1", "agreement")
    ('Sexo registrado', 'Personas', 'persona 1')
    >>> code_label('["2018", "2019"]', "anio_registro")
    '2018, 2019'
    """
    value = _literal(code)
    if value is None:
        return code.rpartition(".")[2].replace("_", " ")
    if isinstance(value, list | tuple):
        return ", ".join(_text_label(str(one), about) for one in value)
    return _text_label(str(value), about)


def _text_label(text: str, about: str) -> str:
    book = load_codebook()
    if about == "unit" and has_text(f"pages_unit_{text}"):
        return upper_first(unit_label(text))
    if about in book and text in (*book[about].codes(), *book.missing_codes):
        return level_label(about, text)
    return variable_label(text) if text in book else text


def is_meaningful(text: str) -> bool:
    """Whether a text of the code is one that can be chosen: a variable or a unit."""
    return text in load_codebook() or text in UNITS


def answer_options(lesson: Lesson, task: Exercise, key: Key) -> list[Option]:
    """What an answer can be chosen from, as labels and as values: whatever the right one and the mistakes hold.

    Codes of one variable bring the others of that variable along, numbers those between.
    """
    if lesson.has_words(f"{task.id}.{OPTIONS}"):
        return [(text, text) for text in map(str.strip, lesson.say(f"{task.id}.{OPTIONS}").split("|"))]
    items = {item for answer in key.values() for item in _items(answer)}
    if all(isinstance(item, float) and item.is_integer() for item in items) and items:
        last = int(max(items))
        first = 1 if last <= _NUMBERED else int(min(items))
        return [(str(number), str(number)) for number in range(first, last + 1)]
    return _labelled(items)


def _items(answer: Answer) -> Iterator[Any]:
    if answer.kind in (Kind.LIST, Kind.SET):
        yield from answer.value
    elif answer.kind == Kind.TEXT:
        yield _item_of(answer.value)


def _item_of(text: str) -> Any:
    read = read_answer([text], Kind.LIST)
    return read.value[0] if read else text


def _labelled(items: set[Any]) -> list[Option]:
    """Codes with their labels, if one variable has them all; else each as it is."""
    texts = {f"{item:g}" if isinstance(item, float) else str(item) for item in items}
    for variable, codes in _codes_of_all().items():
        if texts <= set(codes):
            answers = load_codebook()[variable].codes()
            offered = answers if len(answers) <= _LIST_OF_CODES else ()
            chosen = dict.fromkeys((*offered, *(codes[text] for text in sorted(texts))))
            return [(level_label(variable, code), code) for code in chosen]
    return [(text, text) for text in sorted(texts)]


@cache
def _codes_of_all() -> Mapping[str, Mapping[str, str]]:
    """For each coded variable its codes and the reasons for a missing value, by their normal form."""
    book = load_codebook()
    coded = (name for name in book if book[name].is_coded)
    return {name: {_normal(code): code for code in (*book[name].codes(), *book.missing_codes)} for name in coded}


def _normal(code: str) -> str:
    read = read_answer(code, Kind.TEXT)
    return str(read.value) if read else code


def labels_in(answer: Answer, options: Sequence[Option]) -> list[str]:
    """What an answer holds, each thing by the label it has among the options."""
    labels = {_item_of(value): label for label, value in options}
    return [labels.get(item, str(item)) for item in _items(answer)]
