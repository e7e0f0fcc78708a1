"""Lists of four institutions about the same invented people, each in its own layout, with the key of who is who.

``policia`` (surnames first), ``eri`` (names and surnames apart, ISO dates), ``pani`` (children; 1 and 2 for the sexes)
and ``inamu`` (women; given names first). Some people stand on several lists, some twice on one, some on none; foreign
people more often under one surname, another spelling, or without a birth date. DATOS SINTÉTICOS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ...standard.codebook import load_codebook
from .list_people import Person, draw_list_people, load_lists
from .list_slips import Written, written_down

KEY = "listas_claves.csv"
KEY_COLUMNS = ("lista", "id", "persona", "sexo", "origen", "apellidos")
_SEED = 20240521


@dataclass(frozen=True)
class Entry:
    """One line of one list."""

    id: str
    day: date
    person: Person
    written: Written


@dataclass(frozen=True)
class Lists:
    """The sheets of the lists as their offices keep them, and who is who: ``lista, id, persona, sexo, origen``,
    ``apellidos`` (how many the person has). ``people``: how many there are, on a list or on none."""

    sheets: Mapping[str, pd.DataFrame]
    key: pd.DataFrame
    people: int


def make_lists(seed: int = _SEED, people: int | None = None) -> Lists:
    """The lists of ``people`` invented persons; the same seed gives the same lists.

    Examples
    --------
    >>> lists = make_lists(people=50)
    >>> list(lists.sheets), lists.key["persona"].nunique() <= 50
    (['policia', 'eri', 'pani', 'inamu'], True)
    """
    rng = np.random.default_rng(seed)
    everybody = draw_list_people(rng, people or load_lists()["personas"])
    sheets, key = {}, []
    for name in load_lists()["listas"]:
        entries = _numbered(name, _entries(rng, name, everybody))
        sheets[name] = pd.DataFrame([_LAYOUTS[name](entry) for entry in entries]).fillna("").astype("str")
        key += [_key_line(name, entry) for entry in entries]
    return Lists(sheets, pd.DataFrame(key, columns=list(KEY_COLUMNS)), len(everybody))


def _entries(rng: np.random.Generator, name: str, everybody: list[Person]) -> Iterator[tuple[date, Person, Written]]:
    """Who comes to be on a list, when, and as whom; now and then once more."""
    spec = load_lists()["listas"][name]
    for person in everybody:
        if not _WHO[spec["quien"]](person) or rng.random() >= spec["parte"]:
            continue
        day = person.found + timedelta(days=int(rng.integers(*spec["dias"])))
        yield day, person, written_down(rng, person, day)
        if rng.random() < load_lists()["ruido"]["otra_entrada"][int(person.is_foreign)]:
            later = day + timedelta(days=int(rng.integers(3, 900)))
            yield later, person, written_down(rng, person, later)


_WHO: Mapping[str, Callable[[Person], bool]] = {
    "todas": lambda person: True,
    "menores": lambda person: person.age < 18,
    "mujeres": lambda person: person.sex == "MUJER" and person.age >= 15,
}


def _numbered(name: str, entries: Iterator[tuple[date, Person, Written]]) -> list[Entry]:
    """Entries in the order of their days, with the file numbers of the office."""
    prefix = load_lists()["listas"][name]["expediente"]
    ordered = sorted(entries, key=lambda entry: (entry[0], entry[1].number))
    return [
        Entry(f"{prefix}-{day.year}-{n:04d}", day, person, written)
        for n, (day, person, written) in enumerate(ordered, 1)
    ]


def _key_line(name: str, entry: Entry) -> tuple[str, str, str, str, str, int]:
    person = entry.person
    origin = "EXTRANJERA" if person.is_foreign else "NACIONAL"
    return name, entry.id, f"P{person.number:05d}", person.sex, origin, len(person.surnames)


def _policia(entry: Entry) -> dict[str, Any]:
    own = entry.written
    words = load_lists()["gentilicios"]
    return {
        "Boleta": entry.id,
        "Fecha": f"{entry.day:%d/%m/%Y}",
        "Persona": " ".join([*own.surnames, *own.given, *_alias(own)]).upper(),
        "F. nac.": f"{own.born:%d/%m/%Y}" if own.born else "",
        "Edad": _age(own),
        "Sexo": {"MUJER": "F", "HOMBRE": "M"}.get(own.sex or "", ""),
        "Nacionalidad": " / ".join(words[code] for code in own.countries),
        "Operativo": _event(own),
    }


def _eri(entry: Entry) -> dict[str, Any]:
    own = entry.written
    return {
        "N.º solicitud": entry.id,
        "Fecha de solicitud": entry.day.isoformat(),
        "Nombres": " ".join([*own.given, *_alias(own)]),
        "Primer apellido": own.surnames[0] if own.surnames else "",
        "Segundo apellido": own.surnames[1] if len(own.surnames) > 1 else "",
        "Fecha de nacimiento": own.born.isoformat() if own.born else "",
        "Edad": _age(own),
        "Sexo registrado": {"MUJER": "Mujer", "HOMBRE": "Hombre"}.get(own.sex or "", "No indica"),
        "Nacionalidades": "; ".join(_country(code) for code in own.countries),
        "Evento": _event(own),
    }


def _pani(entry: Entry) -> dict[str, Any]:
    own = entry.written
    return {
        "Expediente": entry.id,
        "Ingreso": f"{entry.day:%d-%m-%Y}",
        "Apellidos y nombre": f"{' '.join(own.surnames)}, {' '.join([*own.given, *_alias(own)])}",
        "Nacimiento": (str(own.born.year) if own.year_only else f"{own.born:%d-%m-%Y}") if own.born else "",
        "Edad cumplida": _age(own),
        "Género (1 h, 2 m)": {"MUJER": "2", "HOMBRE": "1"}.get(own.sex or "", ""),
        "País": " / ".join(_country(code) for code in own.countries),
    }


def _inamu(entry: Entry) -> dict[str, Any]:
    own = entry.written
    return {
        "Registro": entry.id,
        "Fecha de atención": f"{entry.day:%d/%m/%Y}",
        "Nombre completo": " ".join([*own.given, *own.surnames, *_alias(own)]),
        "Fecha nacimiento": (str(own.born.year) if own.year_only else f"{own.born:%d/%m/%Y}") if own.born else "",
        "Años": _age(own),
        "Procedencia": " / ".join(_country(code) for code in own.countries),
    }


_LAYOUTS: Mapping[str, Callable[[Entry], dict[str, Any]]] = {
    "policia": _policia,
    "eri": _eri,
    "pani": _pani,
    "inamu": _inamu,
}


def _alias(own: Written) -> tuple[str, ...]:
    return ("c.c.", own.alias) if own.alias else ()


def _age(own: Written) -> str:
    return "" if own.age is None else str(own.age)


def _event(own: Written) -> str:
    return "" if own.event is None else f"OP-{own.event:04d}"


def _country(code: str) -> str:
    return load_codebook().label("nacionalidad", code, "es")


def write_lists(folder: str | Path, lists: Lists) -> list[Path]:
    """Write each list as a CSV in ``folder/listas`` and the key beside that folder; the paths written."""
    target = Path(folder) / "listas"
    target.mkdir(parents=True, exist_ok=True)
    tables = {target / f"{name}.csv": sheet for name, sheet in lists.sheets.items()}
    tables[Path(folder) / KEY] = lists.key
    for path, table in tables.items():
        path.write_text(table.to_csv(index=False, lineterminator="\n"), encoding="utf-8", newline="\n")
    return list(tables)
