"""The blank template: what a person fills in from its lists is read back without a fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tipanalysis.register.cleaning.decide import held_codes
from tipanalysis.register.read import read_register
from tipanalysis.register.source_map import load_source_map
from tipanalysis.register.template import LISTS, SHEET, write_template
from tipanalysis.standard.codebook import load_codebook
from tipanalysis.words.errors import InputError


def test_every_value_of_every_list_is_read_back(tmp_path: Path) -> None:
    path = write_template(tmp_path / "registro.xlsx")
    book = load_workbook(path)
    page, lists = book[SHEET], book[LISTS]
    assert lists.sheet_state == "hidden"
    columns = {column.header: column.variable for column in load_source_map("plantilla").columns}
    assert [cell.value for cell in page[3]] == list(columns)
    choices = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in lists.iter_cols()}
    written = []
    for number in range(max(map(len, choices.values()))):
        line = {"id": f"2024-{number + 1:03}", "fecha_solicitud": date(2024, 5, 6), "edad": number % 90}
        for place, variable in enumerate(columns.values(), 1):
            value = line.get(variable) or (
                choices[variable][number % len(choices[variable])] if variable in choices else None
            )
            page.cell(4 + number, place).value = value
        written.append({name: labels[number % len(labels)] for name, labels in choices.items()})
    book.save(path)
    register = read_register(path, "plantilla")
    assert len(register) == len(written) and register.unit == "solicitud"
    assert [fault for fault in register.faults["falta"] if fault != "hoja_oculta"] == []
    label = load_codebook().label
    for name in choices:
        held = held_codes(register, name)
        wrong = [
            (cells[name], codes)
            for cells, codes in zip(written, held.values(), strict=True)
            if [label(name, code, "es") for code in codes] != [cells[name]]
        ]
        assert wrong == [], name


def test_a_template_in_use_is_not_written_over(tmp_path: Path) -> None:
    path = write_template(tmp_path / "registro.xlsx")
    with pytest.raises(InputError) as caught:
        write_template(path)
    assert str(caught.value) == (
        "Ya existe «registro.xlsx» y no se reemplaza: puede tener registros. Indique otro nombre."
    )


def test_the_template_has_no_place_for_names(tmp_path: Path) -> None:
    page = load_workbook(write_template(tmp_path / "registro.xlsx"))[SHEET]
    heads = " ".join(str(cell.value) for cell in page[3]).lower()
    assert [word for word in ("nombre", "cédula", "documento", "teléfono", "relato") if word in heads] == []
