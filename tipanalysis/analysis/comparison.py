"""Comparisons between groups of one table: against a reference, and of two traits together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import nan
from typing import Literal

import numpy as np
import pandas as pd

from ..counts.counts import TOTAL, Counts
from ..standard.codebook import load_codebook
from ..words.errors import EstimateError
from ..words.numbers import PERCENT
from .arguments import chosen as one_of
from .differences import difference_table
from .disparity import excess_table
from .estimates import Estimates
from .ratios import ratio_table
from .records import Numbers

Group = dict[str, str]
Groups = Sequence[Sequence[Group]]
"""For each row of a table the groups that it is computed from, its own last."""

Codes = tuple[str, ...]


def compare(
    counts: Counts,
    across: str,
    *,
    reference: str | None = None,
    within: Sequence[str] = (),
    measure: Literal["difference", "ratio"] = "difference",
    conf_level: float = 0.95,
) -> Estimates:
    """How the share of each cell within its group differs from that of the reference group.

    Parameters
    ----------
    counts : by ``across`` and at least one more dimension, whose levels are the outcomes
    across : the dimension whose groups are compared; each unit stands in one of them
    reference : its level that the others are compared with; by default the one with most units
    within : further dimensions that form the groups: women with men of the same province
    measure : ``"difference"`` in percentage points (Newcombe's interval) or ``"ratio"`` of shares
    conf_level : between 0 and 1

    Returns
    -------
    Estimates
        Same rows as ``counts.frame``, with ``d`` (the size of the group). Unknowns stay in the denominators as
        levels of the outcomes; the reference itself and groups that stand for a missing value are
        ``not_estimable``, and ``note`` says which; ``small`` where a group has fewer than 20.

    Raises
    ------
    EstimateError
        If a dimension or the reference does not exist, no dimension is left for outcomes, or one person may
        stand in several of the groups.

    Notes
    -----
    Difference: :func:`~tipanalysis.analysis.differences.proportion_difference`; ratio:
    :func:`~tipanalysis.analysis.ratios.risk_ratio`. Many comparisons at once find differences by chance.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> people = {"sexo": ["MUJER"] * 60 + ["HOMBRE"] * 40, "ambito": ["INTERNA"] * 45 + ["TRANSFRONTERIZA"] * 55}
    >>> gaps = compare(count_by(pd.DataFrame(people), ["sexo", "ambito"]), "sexo", reference="HOMBRE")
    >>> gaps.frame.loc[0, ["sexo", "ambito"]].tolist(), gaps.frame["estimate"].tolist()[0]
    (['MUJER', 'INTERNA'], 75.0)
    """
    compute = one_of(_TABLES, measure)
    cells = _Cells(counts, (across, *within))
    chosen = {across: cells.reference(across, reference)}
    groups = [[{**row, **chosen}, row] for row in cells.rows()]
    x, n = cells.numbers(groups, 2)
    found = compute(x[:, 1], n[:, 1], x[:, 0], n[:, 0], conf_level=conf_level)
    return _estimates(cells, groups, found.assign(d=n[:, 1].astype("int64")), chosen, measure, conf_level)


def intersect(
    counts: Counts,
    traits: tuple[str, str],
    *,
    reference: Mapping[str, str] | None = None,
    within: Sequence[str] = (),
    conf_level: float = 0.95,
) -> Estimates:
    """How much more, or less, two traits together change a share than both added up: the excess disparity.

    Parameters
    ----------
    counts : by both ``traits`` and at least one more dimension, whose levels are the outcomes
    traits : two dimensions; each unit stands in one group of each
    reference : for each trait the level that stands for its absence; by default the one with most units
    within : further dimensions that form the groups
    conf_level : between 0 and 1

    Returns
    -------
    Estimates
        Same rows as ``counts.frame``: p11 - p10 - p01 + p00 in percentage points, with ``d`` (the size of the group
        with both traits). Rows of a reference level or of a missing value are ``not_estimable``; ``small`` where
        one of the four groups has fewer than 20.

    Raises
    ------
    EstimateError
        As in :func:`compare`.

    Notes
    -----
    :func:`~tipanalysis.analysis.disparity.joint_disparity`; Jackson, Williams and VanderWeele (2016).

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> who = pd.MultiIndex.from_product([["MUJER", "HOMBRE"], ["NACIONAL", "EXTRANJERA"], range(20)]).to_frame()
    >>> people = pd.DataFrame({"sexo": who[0], "origen": who[1]}).reset_index(drop=True)
    >>> people["ambito"] = ["INTERNA"] * 20 + ["TRANSFRONTERIZA"] * 60
    >>> excess = intersect(count_by(people, ["sexo", "origen", "ambito"]), ("sexo", "origen"),
    ...                    reference={"sexo": "HOMBRE", "origen": "EXTRANJERA"})
    >>> excess.frame.query("sexo == 'MUJER' and origen == 'NACIONAL' and ambito == 'INTERNA'")["estimate"].tolist()
    [100.0]
    """
    if len(set(traits)) != 2:
        raise EstimateError("compare_dimensions", given=", ".join(traits), known=", ".join(counts.by))
    cells = _Cells(counts, (*traits, *within))
    given = reference or {}
    chosen = {trait: cells.reference(trait, given.get(trait)) for trait in traits}
    groups = [
        [{**row, **chosen}, *({**row, trait: chosen[trait]} for trait in reversed(traits)), row] for row in cells.rows()
    ]
    x, n = cells.numbers(groups, 4)
    found = excess_table(x, n, conf_level)
    return _estimates(cells, groups, found.assign(d=n[:, 3].astype("int64")), chosen, "excess", conf_level)


class _Cells:
    """The numbers of a table by their codes, margins included."""

    def __init__(self, counts: Counts, groups: Sequence[str]) -> None:
        strangers = [name for name in groups if name not in counts.by]
        if strangers or set(groups) == set(counts.by):
            raise EstimateError("compare_dimensions", given=", ".join(groups), known=", ".join(counts.by))
        for name in groups:
            if name in counts.multi:
                raise EstimateError("compare_several", given=name)
        self.counts, self.groups = counts, tuple(groups)
        self.n = {
            tuple(row[name] for name in counts.by): int(row["n"])
            for part in (counts.frame, counts.margins)
            for row in part.to_dict("records")
        }

    def rows(self) -> Iterator[Group]:
        """The codes of each row of the table."""
        for row in self.counts.frame.to_dict("records"):
            yield {name: row[name] for name in self.counts.by}

    def reference(self, variable: str, given: str | None) -> str:
        """The level given, or the known one with most units; empty where no level is known."""
        codes = [str(code) for code in self.counts.frame[variable].unique()]
        sizes = {code: self.n[self.key({variable: code})] for code in codes}
        known = [code for code in codes if not load_codebook().is_missing(code)]
        if given is None:
            return max(known, key=lambda code: sizes[code], default="")
        if sizes and given not in sizes:
            raise EstimateError("compare_reference", given=str(given), variable=variable, known=", ".join(sizes))
        return given

    def key(self, group: Group) -> Codes:
        """The codes of a cell, dimensions not named summed out."""
        return tuple(group.get(name, TOTAL) for name in self.counts.by)

    def base(self, group: Group) -> Group:
        """The group whose size is the denominator."""
        return {name: group[name] for name in self.groups}

    def numbers(self, groups: Groups, width: int) -> tuple[Numbers, Numbers]:
        """Units in each cell and in its group, a row for each of the table; a cell that is not there has nobody."""
        keys = [(self.key(group), self.key(self.base(group))) for each in groups for group in each]
        found = np.array([[self.n.get(key, 0) for key in pair] for pair in keys], dtype="float64")
        of_rows = found.reshape(-1, width, 2)
        return of_rows[..., 0], of_rows[..., 1]

    def parts(self, groups: Sequence[Group]) -> tuple[Codes, ...]:
        """The cells of the table that ``groups`` are computed from."""
        keys = [key for group in groups for key in (self.key(group), self.key(self.base(group)))]
        return tuple(key for key in dict.fromkeys(keys) if key in self.n)


def _estimates(
    cells: _Cells, groups: Groups, found: pd.DataFrame, chosen: Group, measure: str, conf_level: float
) -> Estimates:
    """What was ``found`` in the rows of the table; a row that is not compared says why."""
    reasons = np.array([_no_comparison(each[-1], chosen) for each in groups], dtype=object)
    compared, per = reasons == "", _SCALES[measure]
    frame = cells.counts.frame.assign(
        d=found["d"].to_numpy(),
        **{name: np.where(compared, found[column] * per, nan) for name, column in _LIMITS.items()},
        method=np.where(compared, found["method"], "").tolist(),
        status=np.where(compared, found["status"], "not_estimable").tolist(),
        note=np.where(compared, found["note"], reasons).tolist(),
    )
    parts = tuple(cells.parts(each) if used else () for each, used in zip(groups, compared, strict=True))
    against = tuple((name, code) for name, code in chosen.items() if code)
    return Estimates(frame, cells.counts, cells.groups, per, conf_level, measure, against=against, parts=parts)


_LIMITS = {"estimate": "estimate", "low": "lower", "high": "upper"}
_TABLES: dict[str, Callable[..., pd.DataFrame]] = {"difference": difference_table, "ratio": ratio_table}
_SCALES = {"difference": PERCENT, "ratio": 1, "excess": PERCENT}


def _no_comparison(row: Group, chosen: Group) -> str:
    """Why a row is not compared: it is the reference, or it stands for a value that is not known."""
    if any(row[name] == code for name, code in chosen.items()):
        return "compare_note_reference"
    if any(load_codebook().is_missing(row[name]) for name in chosen):
        return "compare_note_unknown"
    return ""
