"""Releases that readers already hold: as plain data for a file, and back, to be attacked and never written again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ..register.provenance import Provenance, Selection
from ..words.errors import PolicyError, ReleaseError
from .policy import Policy
from .release import Release, seal_release

NUMBERS = ("n", "d", "estimate", "low", "high", "within")
_MUST_BE_EMPTY = ("n", "estimate", "low", "high")
"""What a cell that is not shown must not hold; a denominator may be that of cells that are."""


def as_plain(release: Release) -> dict[str, Any]:
    """A release as plain data: what readers see of it and what its cells mean, nothing that only the house knows.

    Examples
    --------
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> release = protect(count_by(pd.DataFrame({"sexo": ["MUJER"] * 9 + ["HOMBRE"] * 7 + ["INTERSEX"] * 2}), "sexo"))
    >>> as_plain(release)["cells"]
    [['MUJER', 9, 'shown'], ['HOMBRE', None, 'hidden'], ['INTERSEX', None, 'hidden']]
    """
    origin = release.provenance
    return {
        "by": list(release.by),
        "unit": release.unit,
        "source": origin.source,
        "title": origin.title,
        "file": origin.file,
        "checksum": origin.checksum,
        "synthetic": origin.synthetic,
        "country": origin.country,
        "where": [[chosen.variable, list(chosen.codes)] for chosen in origin.where],
        "policy": release.policy.name,
        "threshold": release.policy.threshold,
        "stricter": dict(release.policy.stricter),
        "zeros": release.policy.zeros,
        "insider": release.policy.insider,
        **({"method": "round", "base": release.policy.base} if release.rounded else {}),
        "measure": release.measure,
        "per": release.per,
        "confidence": release.confidence,
        "multi": list(release.multi),
        "among": list(release.among),
        "against": [list(pair) for pair in release.against],
        "columns": list(release.frame.columns),
        "cells": _rows(release.frame),
        "margin_columns": list(release.margins.columns),
        "margins": _rows(release.margins),
    }


def _rows(frame: pd.DataFrame) -> list[list[Any]]:
    columns = [
        [None if pd.isna(value) else value for value in frame[name].astype("object" if name in NUMBERS else "str")]
        for name in frame.columns
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def as_held(plain: Mapping[str, Any]) -> Release:
    """The release that :func:`as_plain` wrote down. Its policy lets nothing be written: readers have it already.

    Raises
    ------
    ReleaseError
        If something is missing or of another kind, or a cell that is not shown holds a number.
    """
    try:
        return held_release(**_parts(plain), policy=_policy(plain))
    except (KeyError, TypeError, ValueError, AttributeError, PolicyError):
        raise ReleaseError("held_not_a_table") from None


def as_kept(plain: Mapping[str, Any], policy: Policy) -> Release:
    """The release that :func:`as_plain` wrote into a file of our own, under the policy that made it.

    Whoever asks answers for the file: that it is as it was written, as a seal shows.

    Raises
    ------
    ReleaseError
        As :func:`as_held`, and if the policy is not the one that was written down.
    """
    try:
        parts, written = _parts(plain), _policy(plain)
    except (KeyError, TypeError, ValueError, AttributeError, PolicyError):
        raise ReleaseError("held_not_a_table") from None
    if any(getattr(written, name) != getattr(policy, name) for name in _WRITTEN):
        raise ReleaseError("held_not_a_table")
    _check(parts["frame"], parts["margins"], parts["by"])
    return seal_release(**parts, policy=policy)


_WRITTEN = ("name", "threshold", "stricter", "zeros", "insider")
"""What a file says of the policy."""


def _parts(plain: Mapping[str, Any]) -> dict[str, Any]:
    """All of a release but its policy."""
    return {
        "frame": _frame(plain["columns"], plain["cells"]),
        "margins": _frame(plain["margin_columns"], plain["margins"]),
        "by": tuple(map(str, plain["by"])),
        "unit": str(plain["unit"]),
        "provenance": _provenance(plain),
        "measure": str(plain["measure"]),
        "per": int(plain["per"]),
        "confidence": float(plain["confidence"]),
        "multi": tuple(map(str, plain["multi"])),
        "among": tuple(map(str, plain["among"])),
        "against": tuple((str(name), str(code)) for name, code in plain["against"]),
    }


def _policy(plain: Mapping[str, Any]) -> Policy:
    stricter = tuple(dict(plain["stricter"]).items())
    facts = {name: plain[name] for name in ("zeros", "insider", "method", "base") if name in plain}
    return Policy(str(plain["policy"]), plain["threshold"], stricter, can_write=False, **facts)


def _provenance(plain: Mapping[str, Any]) -> Provenance:
    return Provenance(
        source=str(plain["source"]),
        title=str(plain["title"]),
        file=str(plain["file"]),
        checksum=str(plain["checksum"]),
        synthetic=bool(plain["synthetic"]),
        country=str(plain["country"]),
        where=tuple(Selection(str(name), tuple(map(str, codes))) for name, codes in plain["where"]),
    )


def _frame(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(
        {name: pd.array(cells, dtype=_kind(name, cells)) for name, cells in zip(columns, values, strict=True)}
    )


def _kind(name: str, cells: Sequence[Any]) -> Any:
    if name in ("n", "within") or (name == "d" and all(isinstance(cell, int) or cell is None for cell in cells)):
        return "Int64"
    return {"d": "Float64"}.get(name, "float64" if name in NUMBERS else "str")


def held_release(
    *,
    frame: pd.DataFrame,
    margins: pd.DataFrame,
    by: tuple[str, ...],
    unit: str,
    provenance: Provenance,
    policy: Policy,
    **facts: Any,
) -> Release:
    """A Release of cells that readers hold, whoever made them; to be attacked, or taken into account as ``previous``.

    Parameters
    ----------
    frame, margins : the columns of ``by``, ``n`` (missing where hidden) and ``status``
    by, unit, provenance : what is counted, and of whom
    policy : the rule that the cells are judged by; the release gets it without the leave to write
    facts : further fields of a Release

    Raises
    ------
    ReleaseError
        If a column is missing, or a cell that is not shown holds a number.
    """
    _check(frame, margins, by)
    return seal_release(
        frame=frame,
        margins=margins,
        by=by,
        unit=unit,
        provenance=provenance,
        policy=replace(policy, can_write=False),
        **facts,
    )


def _check(frame: pd.DataFrame, margins: pd.DataFrame, by: tuple[str, ...]) -> None:
    """A cell that is not shown holds no number."""
    for part in (frame, margins):
        if not {*by, "n", "status"} <= set(part.columns) or not part["status"].isin(_STATES).all():
            raise ReleaseError("held_not_a_table")
        numbers = part[[name for name in _MUST_BE_EMPTY if name in part]]
        if numbers[part["status"] == "hidden"].notna().to_numpy().any():
            raise ReleaseError("held_hidden_number")


_STATES = ("shown", "hidden", "not_applicable")
