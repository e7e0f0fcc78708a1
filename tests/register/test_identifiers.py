"""What points to a person never leaves the file: not in records, log, faults or messages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tipanalysis.register.identifiers import content_kind, header_kind, looks_personal, pseudonym, safe_text
from tipanalysis.register.propose import propose_source_map, write_proposal
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.register.source_map import SourceMap
from tipanalysis.words.errors import TipError

COLUMNS = """
[identifiers]
person = ["Cédula"]

[[columns]]
header = "Sexo"
variable = "sexo"

[[columns]]
header = "Ocupación"
variable = "ocupacion"
"""
TEXT = (
    "Nombre completo,Cédula,Sexo,Ocupación,Tel.,Contacto,Nota\n"
    "Ana Luz Sintética,9-9999-0001,Mujer,amiga de Ana Luz,8888-0001,ana@example.org,a\n"
    "Bea Sol Inventada,9-9999-0002,Bea Sol,llamar 8888-0002,8888-0002,bea@example.org,b\n"
    "Ana Luz Sintetica,999990001,Mujer,correo ana@example.org,8888-0001,ana@example.org,c\n"
)
SECRETS = ("Ana", "Luz", "Bea", "Sol", "9999", "99999", "8888", "example")


def everything(register: Register) -> str:
    children = "".join(child.to_csv() for child in register.children.values())
    return register.records.to_csv() + children + register.log.to_csv() + register.faults.to_csv() + repr(register)


def test_identifiers_leave_no_trace_anywhere(read_text: Callable[..., Register]) -> None:
    register = read_text(TEXT, COLUMNS)
    written = everything(register)
    assert [secret for secret in SECRETS if secret in written] == []
    unread = register.faults[register.faults["falta"] == "columna_identificadora"]["columna"].tolist()
    assert unread == ["Nombre completo", "Tel.", "Contacto"]
    assert register.faults[register.faults["falta"] == "columna_no_leida"]["columna"].tolist() == ["Nota"]
    unknown = register.faults[register.faults["falta"] == "valor_desconocido"]
    assert unknown["valor"].tolist() == ["«…»"] * 4


def test_with_a_key_persons_get_pseudonyms_that_join_their_records(read_text: Callable[..., Register]) -> None:
    first = read_text(TEXT, COLUMNS, key="clave").records["id_persona"].tolist()
    again = read_text(TEXT, COLUMNS, key="clave").records["id_persona"].tolist()
    other = read_text(TEXT, COLUMNS, key="otra").records["id_persona"].tolist()
    assert first == again
    assert first[0] == first[2] != first[1]
    assert not set(first) & set(other)
    assert all(len(name) == 20 for name in first)


def test_without_a_key_there_are_no_pseudonyms(
    read_text: Callable[..., Register], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TIPANALYSIS_KEY", raising=False)
    assert "id_persona" not in read_text(TEXT, COLUMNS).records
    monkeypatch.setenv("TIPANALYSIS_KEY", "clave")
    assert "id_persona" in read_text(TEXT, COLUMNS).records


def test_a_person_without_identifiers_stands_for_herself(read_text: Callable[..., Register]) -> None:
    text = "Cédula,Sexo,Ocupación\n,Mujer,S/D\n,Mujer,S/D\n9-9999-0001,Mujer,S/D\n"
    people = read_text(text, COLUMNS, key="clave").records["id_persona"]
    assert people.nunique() == 3


def test_the_order_of_names_and_the_marks_in_numbers_make_no_difference() -> None:
    assert pseudonym("k", ["PEREZ GOMEZ MARIA"]) == pseudonym("k", ["María Pérez Gómez"])
    assert pseudonym("k", ["1-0234-0567"]) == pseudonym("k", ["102340567"])
    assert pseudonym("k", ["1-0234-0567"]) != pseudonym("k", ["1-0234-0568"])
    assert pseudonym("k", ["", " "]) == ""


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Nombre", "nombre"),
        ("N.º de cédula", "documento"),
        ("Expediente / Teléfono", "telefono"),
        ("CORREO ELECTRÓNICO", "correo"),
        ("Observaciones", "relato"),
        ("Sexo", ""),
        ("Nombre de la institución", ""),
    ],
)
def test_headings_of_identifiers_are_known(header: str, kind: str) -> None:
    assert header_kind(header) == kind


def test_content_gives_identifiers_away_whatever_the_heading() -> None:
    assert content_kind(["1-1234-0567", "2-0345-0678", "9-0456-0789"]) == "documento"
    assert content_kind(["a@b.cr", "c@d.cr", "e@f.cr"]) == "correo"
    assert content_kind(["8888-1234", "+506 8888 1235", "22221234"]) == "telefono"
    assert content_kind(["2019-012", "2019-013", "2019-014"]) == ""
    assert content_kind(["2019-04-03", "2019-04-04", "2019-04-05"]) == ""
    assert content_kind(["17", "18", "19"]) == ""


def test_a_text_that_may_name_someone_is_hidden() -> None:
    assert safe_text("salonera") == "salonera"
    assert safe_text("salonera Ana", frozenset({"ana"})) == "«…»"
    assert safe_text("x" * 61) == "«…»"
    assert looks_personal("tel 8888-1234")


def test_messages_do_not_repeat_a_record_that_stands_where_headings_should(
    tmp_path: Path, small_map: Callable[..., SourceMap]
) -> None:
    path = tmp_path / "datos.csv"
    path.write_text("Ana Sintética,9-9999-0001,ana@example.org\nBea Inventada,9-9999-0002,bea@example.org\n", "utf-8")
    with pytest.raises(TipError) as refusal:
        read_register(path, small_map())
    assert [secret for secret in SECRETS if secret in refusal.value.both()] == []


def test_a_heading_that_looks_like_data_is_not_offered_as_the_nearest(
    tmp_path: Path, small_map: Callable[..., SourceMap]
) -> None:
    path = tmp_path / "datos.csv"
    path.write_text("Contacto 8888-0001,Edad\n1,2\n", "utf-8")
    columns = "".join(
        f'[[columns]]\nheader = "{header}"\nvariable = "{name}"\n'
        for header, name in (("Contacto 8888", "sexo"), ("Edad", "edad"))
    )
    with pytest.raises(TipError) as refusal:
        read_register(path, small_map(columns))
    assert "8888-0001" not in refusal.value.both()


def test_a_proposed_map_holds_no_value_of_a_person(tmp_path: Path) -> None:
    path = tmp_path / "datos.csv"
    path.write_text(TEXT, encoding="utf-8")
    written = write_proposal(propose_source_map(path), tmp_path / "mapa.toml").read_text("utf-8")
    assert [secret for secret in SECRETS if secret in written] == []
    assert 'drop = ["Nombre completo", "Cédula", "Tel.", "Contacto"]' in written
