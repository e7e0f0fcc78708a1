"""Random releases to protect and to attack: small registers of invented people, and what an office might publish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from tipanalysis.analysis.estimates import Estimates
from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import Counts
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.standard.codebook import load_codebook

Draw = np.random.Generator
Tables = Mapping[str, Counts | Estimates]

LEVELS = {
    "sexo": ("MUJER", "HOMBRE", "INTERSEX", "NP"),
    "grupo_edad": ("06-11", "12-14", "15-17", "18-24", "25-29", "30-39"),
    "provincia_residencia": ("SJ", "A", "C", "H", "G", "P", "L"),
    "nivel_educativo": ("NINGUNO", "PRIMARIA", "SEC_III_CICLO", "ND"),
    "etnia": ("INDIGENA", "MESTIZA_BLANCA", "AFRODESCENDIENTE"),
    "anio_registro": ("2019", "2020", "2021"),
}
PURPOSES = ("SEXUAL", "LABORAL", "OTRAS")


@dataclass(frozen=True)
class Case:
    """Tables that are published together, and what was published ``before`` them, the oldest first."""

    tables: Tables
    policy: str
    before: tuple[Tables, ...] = ()


def true_counts(tables: Tables) -> dict[str, Counts]:
    """The true counts of tables."""
    return {name: table.counts if isinstance(table, Estimates) else table for name, table in tables.items()}


def people(draw: Draw, size: int | None = None) -> pd.DataFrame:
    """A register of 15 to 160 people, each level of unequal size."""
    size = size or int(draw.integers(15, 160))
    frame = pd.DataFrame({name: _drawn(draw, codes, size) for name, codes in LEVELS.items()})
    book = load_codebook()
    for coarse in ("grupo_edad_amplio", "mayoria_edad"):
        frame[coarse] = [book.roll_up("grupo_edad", code, coarse) for code in frame["grupo_edad"]]
    return frame


def _drawn(draw: Draw, codes: tuple[str, ...], size: int) -> np.ndarray:
    kept = list(codes[: int(draw.integers(2, len(codes) + 1))])
    return draw.choice(kept, size, p=draw.dirichlet(np.full(len(kept), 0.8)))


def register(draw: Draw) -> Register:
    """People of whom each has one purpose or several, or one that is not known."""
    frame = people(draw)
    frame.insert(0, "id", [f"p{number}" for number in range(len(frame))])
    chance = draw.dirichlet(np.ones(len(PURPOSES)))
    held = [
        (person, code)
        for person in frame["id"]
        for code in [name for name, p in zip(PURPOSES, chance, strict=True) if draw.random() < p] or ["ND"]
    ]
    children = {"finalidad": pd.DataFrame(held, columns=["id", "finalidad"])}
    records = frame.astype({name: "category" for name in frame.columns if name != "id"})
    return Register(records, "persona", Provenance("prueba", "Prueba", "prueba.csv", f"{draw.random()}"), children)


def one_table(draw: Draw) -> Tables:
    return _counted(people(draw), [_names(draw, int(draw.integers(1, 4)))])


def linked_tables(draw: Draw) -> Tables:
    frame = people(draw)
    names = _names(draw, int(draw.integers(3, 5)))
    pairs = [(one, other) for place, one in enumerate(names) for other in names[place + 1 :]]
    kept = draw.permutation(len(pairs))[: int(draw.integers(2, 5))]
    return _counted(frame, [pairs[place] for place in kept])


def rolled_up(draw: Draw) -> Tables:
    beside = _names(draw, 2, without=("grupo_edad",))
    shapes = [("grupo_edad", beside[0]), ("mayoria_edad", beside[0]), ("grupo_edad_amplio", beside[1]), (beside[1],)]
    kept = draw.permutation(len(shapes))[: int(draw.integers(2, 5))]
    return _counted(people(draw), [shapes[place] for place in kept])


def selections(draw: Draw) -> Tables:
    frame, by = people(draw), _names(draw, 2, without=("anio_registro",))
    some = {"anio_registro": tuple(sorted(set(frame["anio_registro"]))[:2])}
    return {
        "todas": count_by(frame, list(by)),
        "dos años": count_by(frame, list(by), where=some),
        "por año": count_by(frame, ["anio_registro", by[0]]),
    }


def several_answers(draw: Draw) -> Tables:
    data, name = register(draw), _names(draw, 1)[0]
    return {
        "finalidad": count_by(data, "finalidad"),
        "cruce": count_by(data, [name, "finalidad"]),
        name: count_by(data, name),
    }


def mentions(draw: Draw) -> Tables:
    data, name = register(draw), _names(draw, 1)[0]
    return {
        "menciones": count_by(data, [name, "finalidad"], unit="mencion"),
        "personas": count_by(data, [name, "finalidad"]),
    }


def shares(draw: Draw) -> Tables:
    frame, (one, other) = people(draw), _names(draw, 2)
    return {
        "cruce": share_within(count_by(frame, [one, other]), among=one),
        one: share_within(count_by(frame, one)),
        other: count_by(frame, other),
    }


def _names(draw: Draw, many: int, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Some dimensions; a table of three leaves out the longest ones."""
    free = [name for name in LEVELS if name not in without]
    return tuple(free[place] for place in draw.permutation(len(free))[:many])


def _counted(frame: pd.DataFrame, dimensions: list[tuple[str, ...]], state: str = "") -> Tables:
    """Counts of a register that is in a ``state`` of its own."""
    counted = {" x ".join(by): count_by(frame, list(by)) for by in dimensions}
    return {name: _of_state(counts, state) for name, counts in counted.items()} if state else counted


def _of_state(counts: Counts, state: str) -> Counts:
    return replace(counts, provenance=replace(counts.provenance, checksum=state))


def _case(shape: Callable[[Draw], Tables]) -> Callable[[Draw], Case]:
    return lambda draw: Case(shape(draw), _policy(draw))


def _policy(draw: Draw) -> str:
    return "strict" if draw.random() < 0.3 else "publication"


def published_before(draw: Draw) -> Case:
    """Of the same register, one table earlier and another one now."""
    frame, names = people(draw), _names(draw, 3)
    before, now = (names[0], names[1]), (names[1], names[2])
    return Case(_counted(frame, [now]), _policy(draw), (_counted(frame, [before]),))


def grown(draw: Draw) -> Case:
    """The same tables of a register to which people were added since."""
    return _again(draw, _growing(draw, people(draw), 2))


def grown_twice(draw: Draw) -> Case:
    """The same tables a third or a fourth time, each time of more people."""
    return _again(draw, _growing(draw, people(draw), int(draw.integers(3, 5))))


def grown_otherwise(draw: Draw) -> Case:
    """Of a register that grew other tables than before, with one variable in common."""
    states = _growing(draw, people(draw), int(draw.integers(2, 4)))
    names = _names(draw, 4)
    shapes = [[names[:2]], [names[1:3]], [names[2:], (names[0],)]][-len(states) :]
    *before, now = (_counted(state, shape) for state, shape in zip(states, shapes, strict=True))
    return Case(now, _policy(draw), tuple(before))


def corrected(draw: Draw) -> Case:
    """The same tables of a register to which people were added, from which some were taken out, or put elsewhere."""
    states = _growing(draw, people(draw), int(draw.integers(2, 4)))
    return _again(draw, [_with_corrections(draw, state) for state in states])


def grown_beside(draw: Draw) -> Case:
    """Linked tables and broad bands, the same again of a register that grew."""
    states = _growing(draw, people(draw), 2)
    beside = _names(draw, 1, without=("grupo_edad",))[0]
    shapes = [("grupo_edad", beside), ("mayoria_edad",), (beside,)]
    *before, now = (_counted(state, shapes) for state in states)
    return Case(now, _policy(draw), tuple(before))


def _growing(draw: Draw, frame: pd.DataFrame, many: int) -> list[pd.DataFrame]:
    """So many states of a register, the oldest first: each has some of the people of the next."""
    states = [frame]
    while len(states) < many:
        latest = states[0]
        states.insert(0, latest.iloc[: -int(draw.integers(1, max(2, len(latest) // 4)))])
    return states


def _with_corrections(draw: Draw, frame: pd.DataFrame) -> pd.DataFrame:
    """Without one or two people, and with one or two in another level of one variable."""
    kept = frame.drop(index=draw.permutation(frame.index)[: int(draw.integers(0, 3))]).copy()
    for person in draw.permutation(kept.index)[: int(draw.integers(0, 3))]:
        name = _names(draw, 1, without=("grupo_edad",))[0]
        kept.loc[person, name] = draw.choice(frame[name].unique())
    return kept


def _again(draw: Draw, states: list[pd.DataFrame]) -> Case:
    names = _names(draw, 2)
    *before, now = (_counted(state, [names], state=str(number)) for number, state in enumerate(states))
    return Case(now, _policy(draw), tuple(before))


FAMILIES: Mapping[str, Callable[[Draw], Case]] = {
    "one table of one to three dimensions": _case(one_table),
    "two to four linked tables": _case(linked_tables),
    "age bands, broad bands and majority": _case(rolled_up),
    "a selection beside the whole": _case(selections),
    "several answers a person": _case(several_answers),
    "mentions beside the people": _case(mentions),
    "shares with their bases": _case(shares),
    "another table of the same register later": published_before,
    "the same tables of a register that grew": grown,
    "a third or fourth time, of a register that grew": grown_twice,
    "other tables of a register that grew": grown_otherwise,
    "linked tables of a register that grew": grown_beside,
    "a register that grew and was corrected": corrected,
}
