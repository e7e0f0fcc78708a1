"""The verb of linking: registers go in, links come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from ...words.errors import InputError
from ...words.suggest import nearest
from ..register import Register
from .candidates import Candidates, candidates
from .compare import STRANGERS, compare
from .entries import entries_of
from .groups import groups
from .links import OPEN, PAIR_COLUMNS, Links, checked_probability, points_table
from .parameters import load_parameters
from .rules import rule_probabilities

METHODS = ("rules", "splink")
_AT_ONCE = 50_000
"""Pairs compared at a time: memory stays bounded, and the bar moves."""


def link(
    registers: Register | Sequence[Register] | Mapping[str, Register],
    *,
    method: str = "rules",
    threshold: float | None = None,
    progress: bool = False,
) -> Links:
    """Find the entries of one person in one register or in those of several institutions.

    Parameters
    ----------
    registers : read with a secret (``read_register(..., key=...)`` or ``TIPANALYSIS_KEY``), all with the same one, from
        files whose map says which columns hold names. A mapping gives each list its name; otherwise it is the file's
    method : ``"rules"``, points that a person set; ``"splink"``, Fellegi and Sunter's model, its weights estimated from
        the data (needs the package ``splink``)
    threshold : probability from which a pair is one person; by default that of ``data/linking.toml``
    progress : show a bar on the terminal

    Returns
    -------
    Links
        Pairs with their probability, and the groups that follow from them. What is not known speaks neither for nor
        against a pair. The same registers give the same links.

    Raises
    ------
    InputError
        A method or threshold that does not exist; a register without keys; Splink asked for and not installed.

    Notes
    -----
    Fellegi and Sunter (1969), A theory for record linkage. People with one surname, or whose birth date nobody wrote
    down, leave less to compare and are linked worse: see :func:`~tipanalysis.register.linking.score.score_links`.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> files = ["datasets/listas/eri.csv", "datasets/listas/pani.csv"]
    >>> links = link([tip.read_register(file, "listas", key="taller") for file in files])
    >>> links.lists, links.persons < len(links.entries)
    (('eri', 'pani'), True)
    """
    if method not in METHODS:
        raise InputError("linking_method", given=method, guess=nearest(method, METHODS), known=", ".join(METHODS))
    limits = load_parameters()[method]
    chosen = checked_probability("threshold", limits["threshold"] if threshold is None else threshold)
    named = _named(registers)
    entries = entries_of(named)
    pairs, levels = _compared(entries, candidates(entries), progress)
    if method == "splink":
        from .fellegi_sunter import estimated

        probabilities, weights = estimated(levels, start=rule_probabilities(levels, len(entries)))
    else:
        probabilities, weights = rule_probabilities(levels, len(entries)), points_table()
    return Links(
        pairs=_kept(entries, pairs, levels, probabilities),
        entries=_named_entries(entries),
        method=method,
        threshold=chosen,
        review=limits["review"],
        certain=limits["certain"],
        weights=weights,
        compared=len(pairs),
        crowded=pairs.crowded,
        origins={name: register.provenance for name, register in named.items()},
    )


def _named(registers: Register | Sequence[Register] | Mapping[str, Register]) -> Mapping[str, Register]:
    """The lists by name: the one given, else that of the file without its ending."""
    if isinstance(registers, Mapping):
        return registers
    several = [registers] if isinstance(registers, Register) else list(registers)
    names = [register.provenance.file.rpartition(".")[0] or register.provenance.file for register in several]
    if len(set(names)) < len(names):
        raise InputError("linking_names_twice", names=", ".join(names))
    if not names:
        raise InputError("linking_nothing")
    return dict(zip(names, several, strict=True))


def _compared(entries: pd.DataFrame, pairs: Candidates, progress: bool) -> tuple[Candidates, pd.DataFrame]:
    """The pairs with their levels, less those whose names have nothing in common: a birthday alone is chance, and
    the estimated model would learn from such pairs that names do not matter."""
    from tqdm import tqdm

    with tqdm(total=len(pairs), disable=not progress, leave=False, ncols=80) as bar:
        parts = [compare(entries, pairs.part(0, 0))]
        for first, last in _steps(len(pairs)):
            parts.append(compare(entries, pairs.part(first, last)))
            bar.update(last - first)
    levels = pd.concat(parts, ignore_index=True)
    alike = (levels["nombre"] != STRANGERS).to_numpy()
    return pairs.chosen(alike), levels[alike].reset_index(drop=True)


def _steps(size: int) -> Iterator[tuple[int, int]]:
    for first in range(0, size, _AT_ONCE):
        yield first, min(first + _AT_ONCE, size)


def _kept(entries: pd.DataFrame, pairs: Candidates, levels: pd.DataFrame, probabilities: np.ndarray) -> pd.DataFrame:
    """The pairs worth keeping, the most probable first, then in the order of the entries.

    Of those that contradict each other only the pairs that others might join are of use.
    """
    likely = probabilities >= load_parameters()["contradicts"]
    together = groups(len(entries), zip(pairs.left[likely].tolist(), pairs.right[likely].tolist(), strict=True))
    kept = np.flatnonzero(likely | (together[pairs.left] == together[pairs.right]))
    kept = kept[np.argsort(-probabilities[kept], kind="stable")]
    sides = {"a": entries.iloc[pairs.left[kept]], "b": entries.iloc[pairs.right[kept]]}
    frame = pd.DataFrame(
        {f"{name}_{side}": rows[name].to_numpy() for side, rows in sides.items() for name in ("lista", "id")}
    ).astype("str")
    frame["probabilidad"] = probabilities[kept]
    frame = pd.concat([frame, levels.iloc[kept].reset_index(drop=True)], axis=1)
    empty = pd.Series(OPEN, index=frame.index, dtype="str")
    return frame.assign(decision=empty, autor=empty, fecha=empty)[list(PAIR_COLUMNS)]


def _named_entries(entries: pd.DataFrame) -> pd.DataFrame:
    """``lista, id, codigo, conocido``: the code that the office gave, else the number of the entry."""
    known = (entries["codigo"] != "").to_numpy()
    codes = entries["codigo"].where(known, entries["id"])
    return (
        pd.DataFrame({"lista": entries["lista"], "id": entries["id"], "codigo": codes})
        .astype("str")
        .assign(conocido=known)
    )
