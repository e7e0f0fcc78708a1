"""How an office writes a person down: spellings, slips of the pen, names left out, births half known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import numpy as np

from .list_people import Person, age_on, load_lists

_ALIKE = (
    *(("b", "v"), ("v", "b"), ("z", "s"), ("s", "z"), ("ll", "y"), ("y", "ll"), ("ce", "se"), ("ci", "si")),
    *(("se", "ce"), ("ge", "je"), ("je", "ge"), ("gi", "ji"), ("que", "ke"), ("ke", "que"), ("qui", "ki")),
    *(("h", ""), ("x", "s"), ("ph", "f"), ("w", "gu"), ("ñ", "n"), ("ss", "s"), ("rr", "r"), ("t", "tt"), ("l", "ll")),
)
"""Spellings that clerks confuse; the last ones do not all sound alike."""
_VOWELS = "aeiou"


@dataclass(frozen=True)
class Written:
    """What one office has of a person: names as written, the birth it knows, and what it left open (``None``)."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    alias: str
    born: date | None
    year_only: bool
    age: int | None
    sex: str | None
    countries: tuple[str, ...]
    event: int | None


def written_down(rng: np.random.Generator, person: Person, day: date) -> Written:
    """A person as an office writes her down on a day, with the slips that ``lists.toml`` gives her group."""
    slips = partial(_slips, rng, person.is_foreign)
    given, surnames = _names_written(rng, person)
    born, year_only = _birth_written(rng, person)
    age = age_on(person.born, day) + (int(rng.integers(-2, 3)) if born is None else 0)
    has_birth = not slips("sin_nacimiento")
    alias = _slipped(rng, person.given[0][::-1].capitalize()) if slips("conocida_como") else ""
    if slips("sin_nombre"):
        given, surnames, alias = ("N.N.",), (), ""
    return Written(
        given=given,
        surnames=surnames,
        alias=alias,
        born=born if has_birth else None,
        year_only=year_only,
        age=max(age, 0) if has_birth else None,
        sex=_sex_written(rng, person),
        countries=_countries_written(rng, person),
        event=None if slips("sin_evento") else person.event,
    )


def _slips(rng: np.random.Generator, foreign: bool, kind: str) -> bool:
    return bool(rng.random() < load_lists()["ruido"][kind][int(foreign)])


def _names_written(rng: np.random.Generator, person: Person) -> tuple[tuple[str, ...], tuple[str, ...]]:
    slips = partial(_slips, rng, person.is_foreign)
    given, surnames = person.given, person.surnames
    if len(given) > 1 and slips("inicial"):
        given = (given[0], f"{given[1][0]}.")
    elif len(given) > 1 and slips("sin_segundo_nombre"):
        given = given[:1]
    if len(surnames) > 1 and slips("sin_segundo_apellido"):
        surnames = surnames[:1]
    if len(surnames) > 1 and slips("apellidos_al_reves"):
        surnames = surnames[::-1]
    spelt = [tuple(_spelt(rng, word, person.is_foreign) for word in words) for words in (given, surnames)]
    return spelt[0], spelt[1]


def _spelt(rng: np.random.Generator, word: str, foreign: bool) -> str:
    if _slips(rng, foreign, "suena_igual"):
        word = _confused(rng, word)
    return _slipped(rng, word) if _slips(rng, foreign, "errata") else word


def _confused(rng: np.random.Generator, word: str) -> str:
    """One spelling of ``word`` exchanged for another that clerks take for it."""
    small = word.casefold()
    fits = [pair for pair in _ALIKE if pair[0] in small]
    if not fits:
        return word
    old, new = fits[int(rng.integers(len(fits)))]
    return small.replace(old, new, 1).capitalize()


def _slipped(rng: np.random.Generator, word: str) -> str:
    """One slip of the pen: a vowel exchanged, two letters transposed, or a letter left out."""
    small = word.casefold()
    if len(small) < 4:
        return word
    kind, at = int(rng.integers(3)), int(rng.integers(1, len(small) - 1))
    if kind == 0:
        places = [found.start() for found in re.finditer(f"[{_VOWELS}]", small)] or [at]
        at = places[int(rng.integers(len(places)))]
        small = small[:at] + str(rng.choice(list(_VOWELS))) + small[at + 1 :]
    elif kind == 1:
        small = small[:at] + small[at + 1] + small[at] + small[at + 2 :]
    else:
        small = small[:at] + small[at + 1 :]
    return small.capitalize()


def _birth_written(rng: np.random.Generator, person: Person) -> tuple[date | None, bool]:
    """The birth date as written, and whether it stands for a year only; no date where only an age is written."""
    slips = partial(_slips, rng, person.is_foreign)
    if slips("solo_edad"):
        return None, False
    if slips("solo_anio"):
        return date(person.born.year, 1, 1), True
    if person.born.day <= 12 and slips("dia_y_mes_al_reves"):
        return date(person.born.year, person.born.day, person.born.month), False
    return (_misdated(rng, person.born) if slips("parte_equivocada") else person.born), False


def _misdated(rng: np.random.Generator, born: date) -> date:
    kind = int(rng.integers(3))
    if kind == 0:
        return _with_day(born, 1 + (born.day + int(rng.integers(1, 27))) % 28)
    if kind == 1:
        month = 1 + (born.month + int(rng.integers(0, 10))) % 12
        return date(born.year, month, min(born.day, 28))
    return date(born.year + int(rng.choice([-10, -2, -1, 1, 2, 10])), born.month, min(born.day, 28))


def _with_day(day: date, number: int) -> date:
    """The same month, another day of it."""
    return day.replace(day=1) + timedelta(days=number - 1)


def _sex_written(rng: np.random.Generator, person: Person) -> str | None:
    if _slips(rng, person.is_foreign, "sin_sexo"):
        return None
    other = {"MUJER": "HOMBRE", "HOMBRE": "MUJER"}[person.sex]
    return other if _slips(rng, person.is_foreign, "sexo_equivocado") else person.sex


def _countries_written(rng: np.random.Generator, person: Person) -> tuple[str, ...]:
    slips = partial(_slips, rng, person.is_foreign)
    others = [code for code in load_lists()["nacionalidades"] if code != person.country]
    other = str(rng.choice(others))
    if slips("sin_nacionalidad"):
        return ()
    if slips("otra_nacionalidad"):
        return (other,)
    return (person.country, other) if slips("doble_nacionalidad") else (person.country,)
