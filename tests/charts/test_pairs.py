"""Paired bars of two variables: of one list of codes they stand side by side, of two lists they are refused."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.charts.services import draw_services
from tipanalysis.counts.count import count_by
from tipanalysis.release.protect import protect_together
from tipanalysis.words.errors import ReleaseError

NEEDED = pd.DataFrame({"servicio_requerido": ["SEGURIDAD"] * 30 + ["EMPLEO"] * 20 + ["NP"] * 6})


def test_a_service_has_one_heading_whichever_of_the_two_variables_holds_it() -> None:
    received = pd.DataFrame({"servicio_recibido": ["SEGURIDAD"] * 12 + ["NINGUNO"] * 40 + ["ND"] * 8})
    tables = {"a": count_by(NEEDED, "servicio_requerido"), "b": count_by(received, "servicio_recibido")}
    alt = draw_services(*protect_together(tables).values(), lang="es").alt
    assert "Mayor valor: Ninguno, Recibieron, 40. Menor valor: Protección de su seguridad, Recibieron, 12." in alt
    assert "Sin dato: servicio que necesitaba, 6." in alt and "Sin dato: servicio que recibió, 8." in alt


@pytest.mark.parametrize("other", ["sexo", "sin_lista"])
def test_two_lists_are_not_one(other: str) -> None:
    received = pd.DataFrame({other: ["MUJER"] * 40})
    tables = {"a": count_by(NEEDED, "servicio_requerido"), "b": count_by(received, other)}
    with pytest.raises(ReleaseError) as refused:
        draw_services(*protect_together(tables).values())
    assert f"servicio_requerido (registros); {other} (registros)" in str(refused.value)
