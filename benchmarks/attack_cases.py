"""Random releases to protect and to attack: small registers of invented people, and what an office might publish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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
    """Tables that are published together, and those that were published ``before`` them."""

    tables: Tables
    policy: str
    before: Tables = field(default_factory=dict)

    @property
    def truth(self) -> dict[str, Counts]:
        """The true counts of what is published now."""
        return {name: table.counts if isinstance(table, Estimates) else table for name, table in self.tables.items()}


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


def _counted(frame: pd.DataFrame, dimensions: list[tuple[str, ...]]) -> Tables:
    return {" x ".join(by): count_by(frame, list(by)) for by in dimensions}


def _case(shape: Callable[[Draw], Tables]) -> Callable[[Draw], Case]:
    return lambda draw: Case(shape(draw), _policy(draw))


def _policy(draw: Draw) -> str:
    return "strict" if draw.random() < 0.3 else "publication"


def published_before(draw: Draw) -> Case:
    """Of the same register, one table earlier and another one now."""
    frame, names = people(draw), _names(draw, 3)
    before, now = (names[0], names[1]), (names[1], names[2])
    return Case(_counted(frame, [now]), _policy(draw), _counted(frame, [before]))


def grown(draw: Draw) -> Case:
    """The same tables of a register to which people were added since."""
    frame, names = people(draw), _names(draw, 2)
    earlier = frame.iloc[: -int(draw.integers(1, max(2, len(frame) // 4)))]
    return Case(_counted(frame, [names]), _policy(draw), _counted(earlier, [names]))


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
}
