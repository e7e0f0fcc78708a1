"""The table of services: what is planted in it holds, it is read whole, and it says that it is invented."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.register.synthetic.services import load_services, make_services, parts_of
from tipanalysis.release.readings import MOST_CODES
from tipanalysis.standard.codebook import load_codebook

TABLE = Path(__file__).resolve().parents[2] / "datasets" / "servicios.csv"
NEEDED, RECEIVED = "servicio_requerido", "servicio_recibido"
SERVICES = tuple(load_services()["servicios"])


@pytest.fixture(scope="module")
def assisted() -> Register:
    return read_register(TABLE, "servicios")


def people(register: Register, name: str) -> pd.Series:
    return count_by(register, name).frame.set_index(name)["n"]


def met(register: Register, service: str) -> float:
    """Which part of those noted as needing a service, of whom both answers are known, received it."""
    needed, received = (register.children[name].groupby("id")[name].agg(set) for name in (NEEDED, RECEIVED))
    both = [(needed[one], received[one]) for one in register.records["id"] if "ND" not in received[one]]
    asking = [got for want, got in both if service in want]
    return sum(service in got for got in asking) / len(asking)


def test_the_table_is_read_whole_and_says_that_it_is_invented(assisted: Register) -> None:
    groups = load_services()["grupos"]
    assert (assisted.unit, len(assisted.faults), len(assisted)) == ("persona", 0, sum(g["personas"] for g in groups))
    assert assisted.provenance.synthetic and assisted.provenance.title.endswith("DATOS SINTÉTICOS")
    assert set(SERVICES) < set(load_codebook()[NEEDED].codes())


def test_another_seed_draws_others_of_the_same_groups() -> None:
    by = ["Sexo", "Finalidad", "Condición migratoria"]
    assert make_services().equals(make_services()) and not make_services().equals(make_services(7))
    assert make_services().groupby(by).size().equals(make_services(7).groupby(by).size())


def test_support_and_advice_are_needed_most_and_received_least_while_medical_care_is_received(
    assisted: Register,
) -> None:
    needed, received = people(assisted, NEEDED), people(assisted, RECEIVED)
    open_need = (needed - received)[list(SERVICES)]
    assert set(open_need.nlargest(2).index) == {"AYUDA_ECONOMICA", "ASESORIA_LEGAL"}
    assert met(assisted, "ATENCION_MEDICA") > 0.9
    assert met(assisted, "AYUDA_ECONOMICA") < 0.4 and met(assisted, "ASESORIA_LEGAL") < 0.5


def test_housing_reaches_irregular_people_less_and_men_in_forced_labour_least(assisted: Register) -> None:
    irregular = assisted.where(condicion_migratoria="IRREGULAR")
    men = irregular.where(sexo="HOMBRE")
    rest = assisted.where(condicion_migratoria=["NACIONAL", "RESIDENTE_TEMP"], sexo="MUJER")
    assert met(men, "ALOJAMIENTO") < met(irregular, "ALOJAMIENTO") < met(rest, "ALOJAMIENTO")


def test_the_planted_parts_are_those_that_the_card_tells() -> None:
    told = {
        (group["sexo"], group["finalidad"], group["condicion"]): parts_of("ALOJAMIENTO", group)[1]
        for group in load_services()["grupos"]
    }
    assert told["MUJER", "SEXUAL", "NACIONAL"] == pytest.approx(0.8)
    assert told["MUJER", "SEXUAL", "IRREGULAR"] == pytest.approx(0.52)
    assert told["HOMBRE", "LABORAL", "IRREGULAR"] == pytest.approx(0.26)


def test_the_gate_can_answer_for_as_many_services_as_people_have(assisted: Register) -> None:
    for name in (NEEDED, RECEIVED):
        said = people(assisted, name).drop([code for code in ("NP", "ND") if code in people(assisted, name)])
        assert said.sum() <= MOST_CODES * len(assisted) * 0.9


def test_someone_received_what_nobody_wrote_down_and_some_were_not_asked(assisted: Register) -> None:
    needed, received = people(assisted, NEEDED), people(assisted, RECEIVED)
    assert needed["NP"] > 0 and received["ND"] > 0
    assert met(assisted, "ATENCION_MEDICA") * needed["ATENCION_MEDICA"] < received["ATENCION_MEDICA"]
