"""What everything printed leaves open, and the parts of it that have nothing to do with each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..words.errors import ReleaseError
from .attack_programme import Limits

SLACK = 1e-6
WHOLE_LIMIT = 400
"""The attacker reasons in whole numbers where no more than so many hang together."""

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Sparse = Any


@dataclass(frozen=True)
class Open:
    """Numbers that can be chosen, what limits them, and questions that hang on them.

    ``questions`` has a row for each of ``asked``; ``constant`` is what each of them is where only zeros are chosen.
    With ``whole`` only whole numbers can be chosen; with ``None`` that holds of each part that is not too large.
    """

    limits: Limits
    questions: Sparse
    constant: Floats
    asked: Places
    whole: bool | None

    def counted(self, follow: int) -> Open:
        """The same where the first ``follow`` rows, less their limits, are people too, who are counted whole.

        Where whole numbers are chosen, most of those that follow are whole anyway; only the others become numbers to
        be chosen themselves.
        """
        from scipy.sparse import csr_array, hstack

        limits = self.limits
        parts = limits.matrix[:follow]
        odd = np.abs(limits.low[:follow] - np.rint(limits.low[:follow])) > SLACK
        odd[parts.tocoo().row[parts.data != np.rint(parts.data)]] = True
        places = np.flatnonzero(odd)
        if not len(places):
            return self
        one = csr_array((-np.ones(len(places)), (places, np.arange(len(places)))), shape=(len(limits.low), len(places)))
        high = limits.high.copy()
        high[places] = limits.low[places]
        return replace(
            self,
            limits=Limits(hstack([limits.matrix, one], format="csr"), limits.low, high, limits.most),
            questions=hstack([self.questions, csr_array((len(self.asked), len(places)))], format="csr"),
        )

    def parts(self) -> Iterator[Open]:
        """The parts that no limit ties to each other; the constants stay behind.

        Raises
        ------
        ReleaseError
            There is a limit that no choice can keep.
        """
        from scipy.sparse import block_array
        from scipy.sparse.csgraph import connected_components

        kept = self._of(*self.limits.binding())
        matrix = kept.limits.matrix
        if (np.diff(matrix.indptr) == 0).any():
            raise ReleaseError("audit_contradiction")
        _, labels = connected_components(block_array([[None, matrix], [matrix.T, None]]), directed=False)
        of_rows, of_columns = np.split(labels, [matrix.shape[0]])
        for label in np.unique(of_columns):
            part = kept._of(np.flatnonzero(of_rows == label), np.flatnonzero(of_columns == label))
            small = part.limits.unknowns <= WHOLE_LIMIT
            yield replace(part, whole=small if self.whole is None else self.whole)

    def _of(self, rows: Places, columns: Places) -> Open:
        questions = self.questions[:, columns]
        touched = np.flatnonzero(np.diff(questions.indptr))
        return replace(
            self,
            limits=self.limits.of(rows, columns),
            questions=questions[touched],
            constant=np.zeros(len(touched)),
            asked=self.asked[touched],
        )


def joined(parts: list[Open]) -> Open:
    """Several parts as one."""
    from scipy.sparse import block_diag, csr_array, hstack

    if len(parts) == 1:
        return parts[0]
    asked = np.unique(np.concatenate([part.asked for part in parts]))
    columns = []
    for part in parts:
        cells = part.questions.tocoo()
        at = np.searchsorted(asked, part.asked)[cells.row]
        columns.append(csr_array((cells.data, (at, cells.col)), shape=(len(asked), part.limits.unknowns)))
    limits = Limits(
        block_diag([part.limits.matrix for part in parts], format="csr"),
        np.concatenate([part.limits.low for part in parts]),
        np.concatenate([part.limits.high for part in parts]),
        parts[0].limits.most,
    )
    questions = hstack(columns, format="csr")
    return Open(limits, questions, np.zeros(len(asked)), asked, all(part.whole for part in parts))
