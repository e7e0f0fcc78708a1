"""Who is on whose list: persons by the lists that hold them, the input of multiple systems estimation."""

from __future__ import annotations

import hashlib
from itertools import combinations, product

import pandas as pd

from ..register.linking.links import Links
from ..register.provenance import Provenance
from ..words.errors import CountsError
from .counts import TOTAL, Counts

ON, OFF = "SI", "NO"
_MOST = 8
"""Lists: with more the table would have more combinations than people."""


def count_overlap(links: Links) -> Counts:
    """Persons by the lists that hold them: one row per combination of lists, empty combinations included.

    Parameters
    ----------
    links : of at least two lists

    Returns
    -------
    Counts
        ``by`` are the names of the lists with the levels ``SI`` and ``NO``; ``unit`` is ``persona``; ``total`` the
        persons on at least one list. There is no row for who is on none: nobody counted them, and a zero would say
        that there is no such person. Errors of linking are errors of this table: a missed link makes two persons of
        one, each on fewer lists.

    Raises
    ------
    CountsError
        Fewer than two lists, or too many.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> read = {name: tip.read_register(f"datasets/listas/{name}.csv", "listas", key="k") for name in ("eri", "pani")}
    >>> table = count_overlap(tip.link(read))
    >>> table.by, len(table.frame), table.total == sum(table.frame["n"])
    (('eri', 'pani'), 3, True)
    """
    names = links.lists
    if not 2 <= len(names) <= _MOST:
        raise CountsError("linking_overlap_lists", n=len(names), most=_MOST)
    on_lists = links.people.groupby("persona")["lista"].agg(frozenset).value_counts()
    held = {frozenset(lists): int(n) for lists, n in on_lists.items()}
    rows = [pattern for pattern in product((ON, OFF), repeat=len(names)) if ON in pattern]
    found = [held.get(frozenset(_on(names, pattern)), 0) for pattern in rows]
    frame = pd.DataFrame(rows, columns=list(names), dtype="str").assign(n=pd.Series(found, dtype="int64"))
    return Counts(frame, _margins(frame, names), names, "persona", sum(found), _provenance(links))


def _on(names: tuple[str, ...], pattern: tuple[str, ...]) -> list[str]:
    return [name for name, level in zip(names, pattern, strict=True) if level == ON]


def _margins(frame: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """The counts of every proper subset of the lists, the grand total last."""
    parts = [
        frame.groupby(list(subset), as_index=False, sort=False)["n"].sum()
        for size in range(len(names) - 1, 0, -1)
        for subset in combinations(names, size)
    ]
    parts.append(pd.DataFrame({"n": [frame["n"].sum()]}))
    padded = [part.assign(**{name: TOTAL for name in names if name not in part}) for part in parts]
    return pd.concat(padded, ignore_index=True)[[*names, "n"]]


def histories(overlap: Counts) -> pd.DataFrame:
    """The overlap with 1 and 0 for on and off a list, people in ``n``: what ``tipanalysis.analysis.mse`` takes.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> read = {name: tip.read_register(f"datasets/listas/{name}.csv", "listas", key="k") for name in ("eri", "pani")}
    >>> histories(count_overlap(tip.link(read)))[["eri", "pani"]].values.tolist()
    [[1, 1], [1, 0], [0, 1]]
    """
    marked = {name: (overlap.frame[name] == ON).astype("int64") for name in overlap.by}
    return overlap.frame.assign(**marked)


def _provenance(links: Links) -> Provenance:
    """All lists together; who is one person depends on method and threshold and on what people decided."""
    origins = list(links.origins.values())
    decided = links.pairs[["id_a", "id_b", "decision"]].to_csv(index=False)
    parts = [*(origin.checksum for origin in origins), links.method, str(links.threshold), decided]
    countries = {origin.country for origin in origins}
    return Provenance(
        source="+".join(links.lists),
        title="; ".join(dict.fromkeys(origin.title for origin in origins)),
        file=", ".join(origin.file for origin in origins),
        checksum=hashlib.sha256("|".join(parts).encode()).hexdigest(),
        synthetic=any(origin.synthetic for origin in origins),
        rows_read=sum(origin.rows_read for origin in origins),
        country=countries.pop() if len(countries) == 1 else "",
    )
