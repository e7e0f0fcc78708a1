from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.words.errors import EstimateError

FRAME = pd.DataFrame(
    {
        "sexo": ["MUJER"] * 6 + ["HOMBRE"] * 3 + ["NP"],
        "provincia_residencia": ["SJ", "SJ", "SJ", "L", "L", "P", "SJ", "L", "L", "L"],
    }
)


def test_unknowns_stay_in_the_denominator():
    shares = share_within(count_by(FRAME, "sexo")).frame.set_index("sexo")
    assert shares.loc["MUJER", ["n", "d", "estimate"]].tolist() == [6, 10, 60.0]
    assert shares["estimate"].sum() == pytest.approx(100)


def test_within_each_group_the_parts_make_the_whole():
    shares = share_within(count_by(FRAME, ["sexo", "provincia_residencia"]), among="sexo").frame
    assert shares.groupby("sexo")["estimate"].sum().tolist() == pytest.approx([100.0, 100.0, 100.0])
    women_in_limon = shares[(shares["sexo"] == "MUJER") & (shares["provincia_residencia"] == "L")]
    assert women_in_limon["estimate"].iloc[0] == pytest.approx(100 * 2 / 6)


def test_several_answers_may_exceed_a_hundred():
    from tipanalysis.register.provenance import Provenance
    from tipanalysis.register.register import Register

    register = Register(
        records=pd.DataFrame({"id": ["a", "b"]}),
        unit="persona",
        provenance=Provenance("prueba", "prueba", "prueba", "0"),
        children={"finalidad": pd.DataFrame({"id": ["a", "a", "b"], "finalidad": ["SEXUAL", "LABORAL", "SEXUAL"]})},
    )
    shares = share_within(count_by(register, "finalidad")).frame
    assert shares["estimate"].tolist() == [100.0, 50.0]
    assert set(shares["d"]) == {2}


@pytest.mark.parametrize("among", ["provincia", ("sexo",)])
def test_a_group_must_be_a_dimension_and_leave_another(among):
    with pytest.raises(EstimateError) as caught:
        share_within(count_by(FRAME, "sexo"), among=among)
    given = among if isinstance(among, str) else "sexo"
    assert str(caught.value) == (
        f"No se puede calcular un porcentaje dentro de: {given}. El cuadro tiene estas variables: sexo. Nombre una "
        "o varias de ellas, pero no todas."
    )
