"""The words of a table's head: labels of variables, levels and units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..standard.codebook import codebook_of, load_codebook
from ..standard.fixed_codes import TOTAL
from ..words.settings import reader_lang
from ..words.texts import has_text, say


def variable_label(variable: str, lang: str | None = None, country: str = "") -> str:
    """The codebook's label, or, for a column that it does not know, the word files', else the name itself.

    ``country`` is that of the records: their provinces may be departments, districts or states there.
    A column about a variable of the codebook, ``llenado_sexo``, is called as the variable where no text names it; one
    about a code of it, ``finalidad_SEXUAL``, as the code.
    """
    book = codebook_of(country)
    if variable in book:
        return book[variable].label(lang)
    key, about = f"variable_{variable}", variable.partition("_")[2]
    if has_text(key):
        return say(key, lang=lang)
    if about in book:
        return book[about].label(lang)
    answer = book.answer_in(variable)
    return book.label(*answer, lang) if answer else variable


def level_label(variable: str, code: str, lang: str | None = None) -> str:
    """The label of a level, a reason for missing or the total; a foreign code is its own label, if no text has one.

    In a column about a variable (``entre_sexo``) codes of that variable keep their label; a code that is the name of
    a variable is called as the variable.
    """
    if code == TOTAL:
        return say("pages_total", lang=lang)
    book = load_codebook()
    known = variable in book
    if known and book[variable].is_coded:
        return book.label(variable, code, lang)
    if book.is_missing(code):
        return book.missing[code].labels[reader_lang(lang)]
    kind, _, about = variable.partition("_")
    for key in (f"level_{variable}_{code}", f"level_{kind}_{code}"):
        if has_text(key):
            return say(key, lang=lang)
    if known:
        return book.label(variable, code, lang)
    if about in book and code in book[about].codes():
        return book[about].label_of(code, lang)
    return book[code].label(lang) if code in book else code


def unit_label(unit: str, lang: str | None = None) -> str:
    """What is counted, in the plural."""
    key = f"pages_unit_{unit}"
    return say(key, lang=lang) if has_text(key) else unit


def table_title(unit: str, by: Sequence[str], lang: str | None = None, country: str = "") -> str:
    """What a table shows, said from its unit and its dimensions.

    Examples
    --------
    >>> table_title("persona", ["sexo", "provincia_residencia"], "es")
    'Personas según sexo registrado y provincia de residencia'
    """
    units = unit_label(unit, lang)
    if not by:
        return say("pages_title_alone", lang=lang, unit=units)
    title = say("pages_title", lang=lang, unit=units, dimensions=variables_in_words(by, lang, country))
    return upper_first(title)


def upper_first(text: str) -> str:
    """``text`` with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def variables_in_words(variables: Sequence[str], lang: str | None = None, country: str = "") -> str:
    """Labels of variables inside a sentence: small first letters, unless they begin with an acronym.

    Examples
    --------
    >>> variables_in_words(["sexo", "finalidad"], "es")
    'sexo registrado y finalidad de explotación'
    """
    return in_words([lower_first(variable_label(name, lang, country)) for name in variables], lang)


def lower_first(text: str) -> str:
    """``text`` for the middle of a sentence; an acronym stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def in_words(parts: Sequence[str], lang: str | None = None) -> str:
    """Several things in one phrase.

    Examples
    --------
    >>> in_words(["sexo", "edad", "finalidad"], "es"), in_words(["sexo", "identidad de género"], "es")
    ('sexo, edad y finalidad', 'sexo e identidad de género')
    """
    if len(parts) < 2:
        return "".join(parts)
    key = "pages_and_before_i" if _BEGINS_WITH_I.match(parts[-1]) else "pages_and"
    return say(key, lang=lang, first=", ".join(parts[:-1]), last=parts[-1])


_BEGINS_WITH_I = re.compile(r"h?[ií](?![aeou])", re.IGNORECASE)
"""How a word begins before which Spanish says «e» for «y»: not so in «hielo», where the sound is another."""
