"""A part of a release: some of its cells as a release of their own. Nothing is counted, summed or shown anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from ..standard.fixed_codes import TOTAL
from ..words.errors import ReleaseError
from .release import Release, seal_release

NOWHERE: Mapping[str, str] = MappingProxyType({})


def part_of(release: Release, by: str | Sequence[str], at: Mapping[str, str] = NOWHERE) -> Release:
    """The cells of ``release`` by some of its variables, of those who hold certain codes of others.

    Parameters
    ----------
    release : of counts; margins are part of it, so nothing has to be added up
    by : variables that the part keeps, in the order of the release
    at : the code that everybody counted holds, by variable; all variables named nowhere are summed out

    Returns
    -------
    Release
        The same cells with the same status. What ``at`` chooses stands in its provenance.

    Raises
    ------
    ReleaseError
        For anything but a Release of counts, and for variables that it does not have, or that are named twice.

    Examples
    --------
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"sexo": ["MUJER"] * 40 + ["HOMBRE"] * 30, "mayoria_edad": ["18+", "00-17"] * 35})
    >>> part = part_of(protect(count_by(people, ["sexo", "mayoria_edad"])), "mayoria_edad", {"sexo": "MUJER"})
    >>> part.frame["n"].tolist(), part.total
    ([20, 20], 40)
    """
    names = (by,) if isinstance(by, str) else tuple(by)
    _check(release, names, at)
    kept = tuple(name for name in release.by if name in names)
    rows = pd.concat([release.frame, release.margins], ignore_index=True)
    for name in release.by:
        if name not in kept:
            rows = rows[rows[name].astype("str") == at.get(name, TOTAL)]
    totals = (rows[[*kept]].astype("str") == TOTAL).any(axis=1)
    columns = [*kept, *(name for name in rows.columns if name not in release.by)]
    provenance = release.provenance
    for name, code in at.items():
        provenance = provenance.narrowed(name, (code,))
    return seal_release(
        frame=rows.loc[~totals, columns].reset_index(drop=True),
        margins=rows.loc[totals, columns].reset_index(drop=True),
        by=kept,
        unit=release.unit,
        provenance=provenance,
        policy=release.policy,
        multi=tuple(name for name in release.multi if name in kept),
    )


def _check(release: Release, names: tuple[str, ...], at: Mapping[str, str]) -> None:
    if not isinstance(release, Release) or release.measure != "count" or "estimate" in release.frame:
        raise ReleaseError("part_of_counts", given=type(release).__name__)
    named = (*names, *at)
    if len(set(named)) < len(named) or not set(named) <= set(release.by):
        raise ReleaseError("part_variables", given=", ".join(named), known=", ".join(release.by))
