from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.reports.handover import FOLDER_VARIABLE, hand_over
from tipanalysis.reports.scope import applications, in_period, victims
from tipanalysis.words.errors import ReportError


@pytest.fixture
def mixed() -> Register:
    records = pd.DataFrame(
        {
            "id": list("abcde"),
            "anio_registro": pd.array([2018, 2018, 2019, 2019, 2020], dtype="Int64"),
            "condicion_victima": pd.Categorical(["ACREDITADA", "DEPENDIENTE", "PRESUNTA", "ACREDITADA", "ACREDITADA"]),
            "delito": pd.Categorical(["TRATA", "TRATA", "TRATA", "TRAFICO_MIGRANTES", "ERR"]),
        }
    )
    return Register(records, "solicitud", Provenance("prueba", "Prueba", "prueba.csv", "0" * 64))


def test_smuggling_and_dependants_are_no_victims_of_trafficking(mixed: Register) -> None:
    assert victims(mixed).records["id"].tolist() == ["a"]
    assert applications(mixed).records["id"].tolist() == ["a", "c"]


def test_a_period_without_victims_is_refused_with_the_years_there_are(mixed: Register) -> None:
    with pytest.raises(ReportError) as caught:
        in_period(mixed, "anio_registro", "2024")
    assert str(caught.value) == (
        "El registro no tiene personas víctimas en el período 2024. Tiene registros de 2018-2020. Elija otro período."
    )


def test_a_report_whose_audit_fails_is_not_written(monkeypatch, tmp_path) -> None:
    class Failed:
        passed = False

        def explain(self) -> tuple[str, ...]:
            return ("Un motivo.",)

    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    with pytest.raises(ReportError) as caught:
        hand_over({}, Failed(), title="")  # type: ignore[arg-type]
    assert str(caught.value) == (
        "El informe no se escribió: la auditoría pudo deducir una cifra pequeña. Un motivo. Junte categorías o años,"
        " o quite uno de esos cuadros del informe."
    )
    assert list(tmp_path.iterdir()) == []
