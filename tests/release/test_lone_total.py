"""A total alone is a table too: one number, shown or hidden by its size and by what came before."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import Counts
from tipanalysis.release.audit import audit
from tipanalysis.release.protect import protect, protect_together


def people(number: int) -> Counts:
    return count_by(pd.DataFrame({"sexo": ["MUJER"] * number}))


@pytest.mark.parametrize(("number", "shown"), [(0, True), (1, False), (4, False), (5, True), (57, True)])
def test_it_is_shown_or_hidden_by_its_size(number: int, shown: bool) -> None:
    release = protect(people(number))
    assert release.total == (number if shown else None)
    assert release.frame["status"].tolist() == ["shown" if shown else "hidden"]
    assert audit(release).passed


def test_it_goes_beside_other_tables_of_the_same_people() -> None:
    frame = pd.DataFrame({"sexo": ["MUJER"] * 30 + ["HOMBRE"] * 3})
    tables = {"todo": count_by(frame), "sexo": count_by(frame, "sexo")}
    released = protect_together(tables)
    assert audit(released).passed
    assert released["sexo"].hidden
