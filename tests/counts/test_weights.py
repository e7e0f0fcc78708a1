"""Weights that are no counts: nothing is cut off without a word."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.counts.cube import cube
from tipanalysis.words.errors import CountsError

FRAME = pd.DataFrame({"sexo": ["MUJER", "MUJER", "HOMBRE"], "peso": [1.5, 1.0, 3.0]})


@pytest.mark.parametrize(("weights", "sum_"), [([1.5, 1, 3], "2.5"), ([1, 1, -3], "-3"), ([1e300, 1e300, 0.5], "0.5")])
def test_sums_that_are_no_counts_are_refused(weights: list[float], sum_: str) -> None:
    with pytest.raises(CountsError) as caught:
        count_by(FRAME.assign(peso=weights), "sexo", weight="peso")
    assert caught.value.both() == (
        f"La columna «peso» debe tener conteos (números enteros, 0 o más) y sus valores suman {sum_} en un grupo: "
        "contar los cortaría sin avisar. Corrija la columna; si son factores de expansión, use cube(), que los "
        "conserva.\nThe column “peso” must hold counts (whole numbers, 0 or more), and its values add up to "
        f"{sum_} in a group: counting would cut them off without a word. Correct the column; if these are sampling "
        "weights, use cube(), which keeps them."
    )


def test_the_cube_carries_fractional_weights() -> None:
    assert cube(FRAME, ["sexo"], 1, weight="peso").total == 5.5


def test_zeros_and_empty_weights_count_nothing_and_keep_their_level() -> None:
    counts = count_by(FRAME.assign(peso=[0, None, 3]), "sexo", weight="peso")
    assert counts.frame.to_dict("list") == {"sexo": ["MUJER", "HOMBRE"], "n": [0, 3]}
