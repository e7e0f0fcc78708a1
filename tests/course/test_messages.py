"""Messages from 9-1-1 to 1-1-7-6: what is let through, what is sent back and why, and what is never repeated."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

import tipanalysis as tip
from tipanalysis.course.message_check import MessageCheck, validate_messages
from tipanalysis.course.message_rules import SEPARATOR, load_fields, load_routes
from tipanalysis.course.messages import Messages, read_messages
from tipanalysis.words.errors import InputError
from tipanalysis.words.settings import LANGS, using

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
GOOD: Mapping[str, str] = {
    "id_incidente": "I-2026-0001",
    "fecha_hora": "2026-03-02 08:15",
    "canton": "701",
    "categoria": "TRATA",
    "indicadores": "DEUDA|VIVE_AHI",
    "menor_en_riesgo": "NO",
    "peligro_inmediato": "NO",
    "idioma": "spa",
    "consiente_contacto": "SI",
    "destino": "1176",
}


@pytest.fixture(scope="module")
def week() -> Messages:
    return read_messages("datasets/mensajes.csv")


def reasons(**instead: str) -> list[str]:
    """Why a good message is rejected once something in it is otherwise."""
    (faults,) = validate_messages(Messages({"M1": {**GOOD, **instead}})).faults.values()
    return [str(fault.reason) for fault in faults]


def key() -> dict[str, dict[str, str]]:
    with (DATASETS / "mensajes_claves.csv").open(encoding="utf-8") as file:
        return {row["mensaje"]: row for row in csv.DictReader(file)}


def test_a_message_with_what_is_needed_passes() -> None:
    assert reasons() == []


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        ({"telefono": "0000-0000"}, "«telefono» no debe viajar: quítelo."),
        ({"fecha_hora": ""}, "Falta «fecha_hora»: pregúnteselo a quien atendió la llamada."),
        (
            {"consiente_contacto": ""},
            "Falta «consiente_contacto»: pregúnteselo a quien atendió la llamada; si no se preguntó, escriba NP.",
        ),
        ({"categoria": "SOSPECHA"}, "«categoria» trae algo que no está en la lista: TRATA, TRAFICO_MIGRANTES, OTRA."),
        ({"canton": "Talamanca"}, "«canton» no está escrito como se espera, por ejemplo 701."),
        ({"idioma": "español"}, "«idioma» no está escrito como se espera, por ejemplo spa."),
        ({"id_incidente": "I-26-1"}, "«id_incidente» no está escrito como se espera, por ejemplo I-2026-0001."),
        ({"destino": "POLICIA"}, "En «destino» falta 1176, que siempre va."),
        ({"peligro_inmediato": "SI"}, "En «destino» falta POLICIA, porque peligro_inmediato dice SI."),
        ({"destino": "1176|PANI"}, "En «destino» sobra PANI: nada en el mensaje pide avisarle."),
    ],
    ids=str,
)
def test_each_fault_says_what_to_do(instead: dict[str, str], said: str) -> None:
    assert said in reasons(**instead)


@pytest.mark.parametrize("hour", ["2026-02-30 10:00", "2026-3-2 08:15", "2026-03-02", "14/03/2026 9 pm"])
def test_an_hour_that_does_not_exist_or_is_written_otherwise(hour: str) -> None:
    assert reasons(fecha_hora=hour) == [
        "«fecha_hora» no está escrito como se espera, por ejemplo 2026-03-14 21:40.",
    ]


def test_one_bad_code_among_good_ones_is_found() -> None:
    assert len(reasons(indicadores="DEUDA|ALGO")) == 1


def test_destinations_that_cannot_be_read_are_told_once() -> None:
    assert reasons(destino="MIGRACION", peligro_inmediato="SI") == [
        "«destino» trae algo que no está en la lista: 1176, POLICIA, PANI."
    ]


def test_nothing_that_was_written_is_repeated(week: Messages) -> None:
    """Neither on the screen nor in the reasons nor in the reply; in no language."""
    hidden = [told for row in week.rows.values() for name, told in row.items() if name not in load_fields() and told]
    assert len(hidden) == 4
    for lang in LANGS:
        with using(lang=lang):
            check = validate_messages(week)
            shown = [repr(week), week._repr_html_(), repr(check), check._repr_html_(), check.replies.to_string()]
        assert [told for told in hidden for text in shown if told in text] == []
    assert "(trae algo)" in week._repr_html_()


def test_the_practice_messages_have_the_faults_of_their_key(week: Messages) -> None:
    check = validate_messages(week)
    assert set(check.rejected) == set(key())
    assert len(check.rejected) == 15
    for number, row in key().items():
        assert row["campo"] in {fault.field for fault in check.faults[number]}


def test_mended_by_their_key_all_pass_once(week: Messages) -> None:
    mended = week.without(*[name for name in week.fields if name not in load_fields()]).withdraw("M15")
    for number, row in key().items():
        if row["valor"]:
            mended = mended.fix(number, **{row["campo"]: row["valor"]})
    check = validate_messages(mended)
    assert (check.rejected, len(check.accepted)) == ((), len(week) - 1)


def test_the_second_message_of_an_incident_is_the_one_sent_back() -> None:
    check = validate_messages(Messages({"A": GOOD, "B": GOOD}))
    assert (check.accepted, check.rejected) == (("A",), ("B",))
    assert str(check.faults["B"][0].reason) == "El incidente ya vino en A: no se cuenta dos veces."


def test_the_reply_names_fields_and_destinations(week: Messages) -> None:
    replies = validate_messages(week).replies.set_index("mensaje")
    assert replies.loc["M05"].tolist() == ["ACEPTADO", "1176, PANI", ""]
    assert replies.loc["M12"].tolist() == ["RECHAZADO", "", "destino"]


def test_it_is_told_in_both_languages() -> None:
    bad = {**GOOD, "destino": "1176|PANI"}
    check: MessageCheck = validate_messages(Messages({"A": GOOD, "B": {**bad, "id_incidente": "I-2026-0002"}}))
    assert repr(check).splitlines() == [
        "Mensajes: 2. Aceptados: 1. Rechazados: 1.",
        "A: Aceptado. Se avisa a: 1176.",
        "B: Rechazado. En «destino» sobra PANI: nada en el mensaje pide avisarle.",
    ]
    with using(lang="en"):
        assert repr(check).splitlines()[2] == (
            "B: Rejected. “destino” has PANI too many: nothing in the message asks for it."
        )


def test_changing_messages_leaves_the_others_as_they_were(week: Messages) -> None:
    before = {number: dict(row) for number, row in week.rows.items()}
    assert week.fix("M04", fecha_hora="2026-03-04 20:30").rows["M04"]["fecha_hora"] == "2026-03-04 20:30"
    assert len(week.withdraw("M15", "M01")) == len(week) - 2
    assert "relato" not in week.without("relato").fields
    assert {number: dict(row) for number, row in week.rows.items()} == before


def test_names_that_are_not_there_are_refused_with_the_nearest(week: Messages) -> None:
    with pytest.raises(InputError) as refusal:
        week.fix("M04", fecha_ora="x")
    assert str(refusal.value).startswith("Los mensajes no tienen «fecha_ora». ¿Quiso decir «fecha_hora»? Hay: id_inci")
    with pytest.raises(InputError) as refusal:
        week.withdraw("M55")
    assert str(refusal.value).startswith("No hay ningún mensaje «M55».")
    with pytest.raises(InputError):
        week.without("telefonos")


def test_a_file_without_numbers_of_messages(tmp_path: Path) -> None:
    for text in ("id_incidente\nI-2026-0001\n", "mensaje,canton\nA,701\nA,702\n", "mensaje\n"):
        (tmp_path / "m.csv").write_text(text, "utf-8")
        with pytest.raises(InputError) as refusal:
            read_messages(tmp_path / "m.csv")
        assert refusal.value.both() == (
            "En «m.csv» cada renglón necesita un número propio en la columna «mensaje». Agréguela o corrija los que se "
            "repiten.\nIn “m.csv” each row needs a number of its own in the column “mensaje”. Add it or correct those "
            "that repeat."
        )
    with pytest.raises(InputError) as refusal:
        read_messages(tmp_path / "otro.csv")
    assert refusal.value.key == "register_file_not_found"


def test_the_rules_hold_together() -> None:
    fields = load_fields()
    assert all(field.holds(field.example) for field in fields.values())
    for route in load_routes():
        assert not route.field or fields[route.field].holds(route.value)
        assert route.destination in fields["destino"].allowed
    assert all(SEPARATOR not in code for field in fields.values() if field.kind == "codes" for code in field.allowed)


def test_the_package_offers_it() -> None:
    assert (tip.read_messages, tip.validate_messages) == (read_messages, validate_messages)
