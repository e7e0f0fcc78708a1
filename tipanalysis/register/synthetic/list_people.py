"""The people behind the lists: invented names, births, families and events. Nobody of them exists."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

_SPEAKERS = {"apellido": 260, "mujer": 110, "hombre": 80}
"""How many names of each kind a language of sounds has, at most."""


@dataclass(frozen=True)
class Person:
    """One invented person. ``event`` numbers the event in which she was found on ``found``."""

    number: int
    given: tuple[str, ...]
    surnames: tuple[str, ...]
    born: date
    sex: str
    country: str
    event: int
    found: date

    @property
    def is_foreign(self) -> bool:
        """Whether she is no national of Costa Rica."""
        return self.country != "CRI"

    @property
    def age(self) -> int:
        """Age when found, in whole years."""
        return age_on(self.born, self.found)


def age_on(born: date, day: date) -> int:
    """Whole years between a birth and a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@cache
def load_lists() -> Mapping[str, Any]:
    """What is invented for the lists (``data/lists.toml``)."""
    return tomllib.loads(files(__package__).joinpath("data", "lists.toml").read_text("utf-8"))


def draw_list_people(rng: np.random.Generator, size: int) -> list[Person]:
    """``size`` people in events, some with a sister or a daughter among those found with them."""
    people: list[Person] = []
    events = _events(rng)
    while len(people) < size:
        event, found = next(events)
        person = _person(rng, len(people) + 1, event, found)
        people.append(person)
        if len(people) < size and rng.random() < load_lists()["familia"]:
            people.append(_relative(rng, replace(person, number=len(people) + 1)))
    return people


def _events(rng: np.random.Generator) -> Iterator[tuple[int, date]]:
    """For each person to come the number and day of the event: people are found alone or together."""
    spec = load_lists()
    sizes, shares = zip(*spec["tamanos"].items(), strict=True)
    first, days = date(spec["desde"], 1, 1), 365 * (spec["hasta"] - spec["desde"] + 1)
    number = 0
    while True:
        number += 1
        found = first + timedelta(days=int(rng.integers(days)))
        for _ in range(int(rng.choice([int(size) for size in sizes], p=shares))):
            yield number, found


def _person(rng: np.random.Generator, number: int, event: int, found: date) -> Person:
    spec = load_lists()
    country = "CRI" if rng.random() < spec["nacionales"] else _drawn(rng, _parts(spec["nacionalidades"]))
    sex = "MUJER" if rng.random() < spec["mujeres"] else "HOMBRE"
    age = int(rng.integers(4, 18)) if rng.random() < spec["menores"] else 18 + int(min(rng.gamma(2.0, 6.0), 50))
    born = found - timedelta(days=int(365.25 * age + rng.integers(1, 364)))
    own = spec["nacionalidades"][country]
    surnames = 1 if rng.random() < own["un_apellido"] else 2
    given = 2 if rng.random() < spec["dos_nombres"] else 1
    names = _names(rng, own["sonidos"], sex, given)
    return Person(number, names, _names(rng, own["sonidos"], "apellido", surnames), born, sex, country, event, found)


def _parts(table: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    return {name: row["parte"] for name, row in table.items()}


def _drawn(rng: np.random.Generator, shares: Mapping[str, float]) -> str:
    return str(rng.choice(list(shares), p=np.array(list(shares.values())) / sum(shares.values())))


def _names(rng: np.random.Generator, sounds: str, kind: str, wanted: int) -> tuple[str, ...]:
    """Different names of one kind; a few are frequent and most are rare, as among real names."""
    pool = _pool(sounds, kind.lower())
    p = 1 / np.arange(3, len(pool) + 3) ** 0.85
    return tuple(str(name) for name in rng.choice(pool, size=wanted, replace=False, p=p / p.sum()))


@cache
def _pool(sounds: str, kind: str) -> tuple[str, ...]:
    """Names made of syllables: always the same ones, whatever the seed of the people."""
    parts = load_lists()["sonidos"][sounds]
    every = [a + b + c for a in parts["inicio"] for b in ("", *parts["medio"]) for c in parts[kind]]
    shuffled = np.random.default_rng(len(every)).permutation(sorted(set(every)))
    return tuple(str(name) for name in shuffled[: _SPEAKERS[kind]])


def _relative(rng: np.random.Generator, person: Person) -> Person:
    """A sister, of other given names and nearly the same age, or a daughter, now and then of the same name."""
    sounds = load_lists()["nacionalidades"][person.country]["sonidos"]
    others = replace(person, sex="MUJER", given=_names(rng, sounds, "mujer", len(person.given)))
    if person.age < 24 or person.sex != "MUJER":
        return replace(others, born=_within_reach(person, int(rng.integers(330, 2600)) * int(rng.choice([-1, 1]))))
    named = replace(person, surnames=person.surnames[::-1]) if rng.random() < 0.5 else person
    daughter = named if rng.random() < load_lists()["misma_hija"] else others
    return replace(daughter, born=_within_reach(person, int(rng.integers(6200, 7600))))


def _within_reach(person: Person, days: int) -> date:
    """A birth so many days after another one, but not after the person was found."""
    return min(person.born + timedelta(days=days), person.found - timedelta(days=400))
