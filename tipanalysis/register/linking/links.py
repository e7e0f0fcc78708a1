"""Links: which entries are one person, with the probability of each pair; frozen, and the same for every method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape

import numpy as np
import pandas as pd

from ...words.errors import InputError
from ...words.numbers import format_number
from ...words.texts import fill, say
from ..provenance import Provenance
from .groups import groups
from .parameters import load_parameters, load_weights

COMPARISONS = ("nombre", "escritura", "nacimiento", "sexo", "nacionalidad", "evento", "ingreso")
PAIR_COLUMNS = ("lista_a", "id_a", "lista_b", "id_b", "probabilidad", *COMPARISONS, "decision", "autor", "fecha")
THRESHOLDS = tuple(step / 20 for step in range(1, 20))
"""Those that a reader compares."""
SAME, OTHER, OPEN = "MISMA", "OTRA", ""
"""What a person may decide about a pair."""


@dataclass(frozen=True)
class Decision:
    """What a person decided about a pair: ``MISMA`` or ``OTRA`` person, who and when."""

    lista_a: str
    id_a: str
    lista_b: str
    id_b: str
    decision: str
    autor: str = ""
    fecha: str = ""

    @property
    def pair(self) -> frozenset[tuple[str, str]]:
        """The two entries, in whatever order the lists come."""
        return frozenset(((self.lista_a, self.id_a), (self.lista_b, self.id_b)))


@dataclass(frozen=True, repr=False)
class Links:
    """Pairs of entries with the probability that they are one person, and the groups that follow.

    ``pairs``: one row per pair kept, the most probable first: the two entries (``lista_a, id_a, lista_b, id_b``),
    ``probabilidad``, the level of each comparison, and ``decision`` (``MISMA``, ``OTRA`` or empty) with ``autor`` and
    ``fecha``. ``entries``: one row per entry, ``lista, id, codigo, conocido``. Pairs from ``threshold`` on are one
    person; between ``review`` and ``certain`` somebody should look. ``weights``: points of each level, estimated or
    set. ``crowded``: entries whose name is so frequent that they were compared by other things only.

    Restricted like the records of which it speaks: the representation shows sizes only.
    """

    pairs: pd.DataFrame
    entries: pd.DataFrame
    method: str
    threshold: float
    review: float
    certain: float
    weights: pd.DataFrame
    compared: int
    crowded: int = 0
    origins: Mapping[str, Provenance] = field(default_factory=dict)

    def __repr__(self) -> str:
        sizes = f"{len(self.lists)} lists, {len(self.entries)} entries, {self.persons} persons"
        return f"Links({self.method!r}, {sizes}, {len(self.pairs)} pairs kept of {self.compared})"

    def _repr_html_(self) -> str:
        """The same sizes as a sentence, for whoever reads a notebook."""
        sizes = {"lists": len(self.lists), "entries": len(self.entries), "persons": self.persons}
        told = {name: format_number(value) for name, value in sizes.items()}
        told["how"] = say(f"linking_how_{self.method}")
        key = "linking_shown_one" if len(self.lists) == 1 else "linking_shown"
        return f"<p>{escape(fill(key, told))}</p>"

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the lists, in their order."""
        return tuple(self.entries["lista"].unique())

    @property
    def people(self) -> pd.DataFrame:
        """One row per entry: ``lista, id, persona``; entries of one person share her code.

        The code is that of the first entry, with the list before it where there are several.
        """
        first, lists = self._groups(), self.lists
        codes = self.entries["codigo"].to_numpy(dtype=object)[first]
        if len(lists) > 1:
            owners = self.entries["lista"].to_numpy(dtype=object)[first]
            codes = np.array([_from_list(code, name, lists) for name, code in zip(owners, codes, strict=True)])
        return self.entries[["lista", "id"]].assign(persona=pd.Series(codes, dtype="str"))

    @property
    def persons(self) -> int:
        """How many persons the entries are, as far as these links know."""
        return len(np.unique(self._groups()))

    def _groups(self) -> np.ndarray:
        """Entries joined: first what the office knew and people decided, then pairs, the most probable first."""
        rows = {place: row for row, place in enumerate(zip(self.entries["lista"], self.entries["id"], strict=True))}
        pairs = np.array([(rows[a, one], rows[b, other]) for a, one, b, other in self._keys()]).reshape(-1, 2)
        p, decision = self.pairs["probabilidad"].to_numpy(), self.pairs["decision"].to_numpy(dtype=object)
        apart = (decision == OTHER) | ((decision == OPEN) & (p < load_parameters()["contradicts"]))
        likely = pairs[(decision == OPEN) & (p >= self.threshold)]
        joined = [*self._known(rows), *pairs[decision == SAME].tolist(), *likely.tolist()]
        return groups(len(self.entries), joined, pairs[apart].tolist())

    def _keys(self) -> list[tuple[str, str, str, str]]:
        return list(zip(*(self.pairs[name] for name in PAIR_COLUMNS[:4]), strict=True))

    def _known(self, rows: Mapping[tuple[str, str], int]) -> list[tuple[int, int]]:
        """Entries of one list to which the office itself gave the same code of person."""
        known = self.entries[self.entries["conocido"]]
        firsts: dict[tuple[str, str], int] = {}
        return [
            (firsts.setdefault((name, code), rows[name, record]), rows[name, record])
            for name, record, code in zip(known["lista"], known["id"], known["codigo"], strict=True)
        ]

    def at(self, threshold: float) -> Links:
        """The same pairs with another threshold.

        Raises
        ------
        InputError
            A threshold that is no probability, or below the one from which two entries contradict each other.
        """
        return replace(self, threshold=checked_probability("threshold", threshold))

    def decided(self, decisions: Iterable[Decision]) -> Links:
        """The same pairs with what a person decided about some of them.

        Raises
        ------
        InputError
            A decision about a pair that these links do not have.
        """
        places = {frozenset((pair[:2], pair[2:])): row for row, pair in enumerate(self._keys())}
        pairs = self.pairs.copy()
        for item in decisions:
            if item.pair not in places:
                raise InputError(
                    "linking_decision_stranger", pair=f"{item.lista_a} {item.id_a} / {item.lista_b} {item.id_b}"
                )
            pairs.loc[places[item.pair], ["decision", "autor", "fecha"]] = [item.decision, item.autor, item.fecha]
        return replace(self, pairs=pairs)

    @property
    def doubtful(self) -> pd.DataFrame:
        """The pairs that somebody should look at: neither certain nor impossible, and nobody has decided."""
        p = self.pairs["probabilidad"]
        waiting = (p >= self.review) & (p < self.certain) & (self.pairs["decision"] == OPEN)
        return self.pairs[waiting].reset_index(drop=True)

    @property
    def contradictions(self) -> pd.DataFrame:
        """Pairs that a person decided to be one person and that another decision, or the office's code, keeps apart,
        or the other way round."""
        person = {(a, b): code for a, b, code in self.people.itertuples(index=False)}
        joined = np.array([person[a, one] == person[b, other] for a, one, b, other in self._keys()], dtype=bool)
        decision = self.pairs["decision"]
        against = ((decision == OTHER) & joined) | ((decision == SAME) & ~joined)
        return self.pairs[against].reset_index(drop=True)

    def by_threshold(self, thresholds: Sequence[float] = THRESHOLDS) -> pd.DataFrame:
        """For each threshold how many pairs it links and how many persons the entries then are: ``umbral, pares,
        personas``. For those who choose a threshold, not for publication."""
        chosen = [self.at(threshold) for threshold in thresholds]
        pairs = [int((self.pairs["probabilidad"] >= links.threshold).sum()) for links in chosen]
        return pd.DataFrame({"umbral": thresholds, "pares": pairs, "personas": [links.persons for links in chosen]})


def _from_list(code: str, name: str, lists: Sequence[str]) -> str:
    """A code with its list before it; one that earlier links gave has a list already."""
    return code if code.partition(":")[0] in lists and ":" in code else f"{name}:{code}"


def checked_probability(name: str, value: float) -> float:
    """``value``, if it is a probability; else InputError."""
    least = load_parameters()["contradicts"]
    if not least <= value <= 1:
        raise InputError("linking_no_probability", name=name, given=value, least=least)
    return value


def points_table(points: Mapping[str, Mapping[str, float]] | None = None) -> pd.DataFrame:
    """Points by comparison and level, as a table: ``comparacion, nivel, puntos``; without any those of the rules."""
    rows = [
        (name, level, value) for name, levels in (points or load_weights()).items() for level, value in levels.items()
    ]
    return pd.DataFrame(rows, columns=["comparacion", "nivel", "puntos"])
