"""The accreditation service: days by the calendar, who waits in the whole, nothing made of what is hidden."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.release.protect import protect_together
from tipanalysis.release.release import Release
from tipanalysis.reports import accreditation
from tipanalysis.reports.accreditation import DAYS, STATE
from tipanalysis.words.errors import ReportError

START = "2019-04-12"
"""A Friday before Easter week: of the days until the 22nd, four were working days."""
ENDS = {"0-5": "2019-04-22", "6-7": "2019-04-25", "8-15": "2019-05-03", "16+": "2019-06-28"}
Rows = list[tuple[str, str, str, int]]


def register(rows: Rows, country: str = "CRI") -> Register:
    """Applications by sex, state and band of days (or ``-`` where there is no decision), so many of each."""
    many = [(sex, state, ENDS.get(band)) for sex, state, band, n in rows for _ in range(n)]
    records = pd.DataFrame(many, columns=["sexo", STATE, "fecha_resolucion"])
    records = records.astype({"sexo": "str", STATE: "str"})
    records["fecha_resolucion"] = pd.to_datetime(records["fecha_resolucion"]).astype("datetime64[s]")
    records["fecha_solicitud"] = pd.Series(pd.to_datetime([START] * len(records))).astype("datetime64[s]")
    records.insert(0, "id", [f"R{n}" for n in range(len(records))])
    origin = Provenance("prueba", "Registro de prueba", "prueba.csv", "0" * 64, country=country, rows_read=len(records))
    return Register(records, "solicitud", origin)


def released(rows: Rows) -> dict[str, Release]:
    return protect_together(accreditation.accreditation_tables(accreditation.with_days(register(rows))))


MANY = [
    ("MUJER", "ACREDITADA", "0-5", 40),
    ("MUJER", "DENEGADA", "8-15", 20),
    ("MUJER", "EN_ESTUDIO", "-", 40),
    ("HOMBRE", "ACREDITADA", "6-7", 70),
    ("HOMBRE", "DENEGADA", "6-7", 30),
]


def test_days_are_working_days_of_the_country_of_the_register() -> None:
    """Easter week of Costa Rica has holidays; a country without them on file counts Monday to Friday."""
    rows = [("MUJER", "ACREDITADA", "0-5", 1)]
    bands = [accreditation.with_days(register(rows, country)).records[DAYS].iloc[0] for country in ("CRI", "GTM")]
    assert bands == ["0-5", "6-7"]
    assert [accreditation.limit_of(register(rows, country)) for country in ("CRI", "GTM", "XXX")] == [7, None, None]


def test_who_waits_is_in_the_whole_and_never_decided() -> None:
    tables = released(MANY)
    women = accreditation.way_of(tables[f"sexo_{STATE}"], tables[f"sexo_{DAYS}"], 7, sexo="MUJER")
    assert (women.received, women.decided, women.accredited, women.pending) == (100, 60, 40, 40)
    assert (women.within, women.waited, women.timely) == (40, 100, 40.0)
    assert (women.half, women.most) == ("8-15", "")
    men = accreditation.way_of(tables[f"sexo_{STATE}"], tables[f"sexo_{DAYS}"], 7, sexo="HOMBRE")
    assert (men.half, men.timely, men.rate) == ("6-7", 100.0, 70.0)


def test_the_first_screen_tells_time_and_for_whom() -> None:
    lines = accreditation.findings(released(MANY), 7)
    assert lines[0] == "Solicitudes del período: 200."
    assert lines[1].startswith("De las resueltas por el fondo, se acreditó a 110 de 160 (68,8")
    assert lines[2].startswith("Se resolvieron dentro de los 7 días hábiles de ley 140 de 200 solicitudes (70,0")
    assert lines[4] == "Siguen en trámite: 40 solicitudes."
    assert lines[5].startswith("Resueltas a tiempo, según sexo registrado: «Mujer», 40,0")


def test_what_needs_a_hidden_number_is_not_told() -> None:
    tables = released([("MUJER", "ACREDITADA", "0-5", 40), ("MUJER", "DENEGADA", "6-7", 2), *MANY[3:]])
    women = accreditation.way_of(tables[f"sexo_{STATE}"], tables[f"sexo_{DAYS}"], 7, sexo="MUJER")
    assert women.within is None or women.within >= 40
    assert women.rate is None
    assert "no se muestra" in str(accreditation.way_table(tables, 7))


def test_without_a_legal_time_no_day_is_called_late() -> None:
    lines = accreditation.findings(released(MANY), None)
    assert lines[2].startswith("El plazo de ley del país de este registro no está en el programa")
    assert not any("a tiempo" in line for line in lines[3:])


def test_a_register_without_applications_is_refused() -> None:
    own = register(MANY)
    people = Register(own.records.drop(columns="fecha_resolucion"), "registro", own.provenance)
    with pytest.raises(ReportError) as refusal:
        accreditation.with_days(people)
    assert "esta fuente no trae: Fecha de la resolución." in str(refusal.value)


def test_nobody_is_lost_between_the_bands() -> None:
    days = accreditation.with_days(register([*MANY, ("MUJER", "ACREDITADA", "-", 7), ("MUJER", "DENEGADA", "16+", 9)]))
    assert count_by(days, DAYS).total == len(days)
    assert set(days.records[DAYS]) == {"0-5", "6-7", "8-15", "16+", "PENDIENTE", "ND"}


def test_for_whom_it_takes_longer_is_answered_also_when_nobody_can_tell() -> None:
    tables = released([("MUJER", "ACREDITADA", "0-5", 40), ("MUJER", "DENEGADA", "0-5", 40)])
    assert accreditation.findings(tables, 7)[-1].startswith("Para quiénes tarda más, o a quiénes se acredita menos")


def test_a_hidden_band_leaves_no_median() -> None:
    rows = [("MUJER", "ACREDITADA", "0-5", 3), ("MUJER", "ACREDITADA", "6-7", 60), ("MUJER", "DENEGADA", "16+", 3)]
    tables = released(rows)
    way = accreditation.way_of(tables[STATE], tables[DAYS], 7)
    assert (way.half, way.most, way.timely) == (None, None, None)
    assert any(
        line.startswith("Cuántas se resolvieron dentro de los 7 días") for line in accreditation.findings(tables, 7)
    )


def test_where_no_group_shows_its_first_days_there_is_a_sentence_and_no_empty_chart() -> None:
    tables = released([("MUJER", "ACREDITADA", "0-5", 3), ("HOMBRE", "ACREDITADA", "0-5", 2), MANY[1], MANY[3]])
    told = str(accreditation.draw_days_by(tables, "sexo", 7))
    assert told.startswith("Los días según sexo registrado no se pueden mostrar")
