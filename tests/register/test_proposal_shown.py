"""A proposed source map shows headings and guesses to whoever must decide, and no value of the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tipanalysis.register.propose import Proposal, propose_source_map
from tipanalysis.words.settings import using


@pytest.fixture
def proposal(tmp_path: Path) -> Proposal:
    file = tmp_path / "hoja.csv"
    file.write_text(
        "Expediente,Nombre,Sexo,<b>Turno</b>\nEX-1,PERSONA SINTÉTICA 1,Mujer,A\nEX-2,PERSONA SINTÉTICA 2,Hombre,B\n",
        "utf-8",
    )
    return propose_source_map(file)


def test_it_tells_each_column_what_it_would_be_read_as_and_why(proposal: Proposal) -> None:
    with using(lang="es"):
        shown = lines_of(proposal)
    assert shown == [
        "Lo que parece ser cada columna de «hoja.csv». Es una propuesta: decide usted.",
        "Columna | Se leería como | Por qué",
        "Expediente | la clave del registro | encabezado parecido en 100 de 100",
        "Nombre | no se lee: puede identificar a personas | puede identificar a personas; no se lee",
        "Sexo | Sexo registrado | encabezado parecido en 100 de 100; el libro de códigos conoce 100 de cada 100 "
        "valores distintos",
        "&lt;b&gt;Turno&lt;/b&gt; | sin asignar | nada parecido en el libro de códigos",
    ]


def test_it_speaks_the_language_set(proposal: Proposal) -> None:
    with using(lang="en"):
        shown = lines_of(proposal)
    assert shown[:2] == [
        "What each column of “hoja.csv” seems to be. It is a proposal: you decide.",
        "Column | It would be read as | Why",
    ]
    assert [line.split(" | ")[1] for line in shown[2:]] == [
        "the key of the record",
        "not read: it may identify people",
        "Recorded sex",
        "not assigned",
    ]


def test_no_value_of_the_file_is_in_it(proposal: Proposal) -> None:
    assert repr(proposal) == "Proposal('hoja.csv', 4 columns, 1 unmapped)"
    for text in (repr(proposal), proposal._repr_html_()):
        assert "SINTÉTICA" not in text
        assert "EX-1" not in text


def lines_of(proposal: Proposal) -> list[str]:
    """The caption and the rows of the table, cells divided by bars."""
    html = proposal._repr_html_()
    caption = html.partition("<caption>")[2].partition("</caption>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in html.split("<tr>")[1:]]
    return [caption, *(" | ".join(row) for row in rows)]
