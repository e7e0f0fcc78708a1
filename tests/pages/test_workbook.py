"""Workbooks: whole or not at all, nothing hidden inside, nothing that acts as a formula."""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from tipanalysis import __version__
from tipanalysis.counts.count import count_by
from tipanalysis.pages.workbook import write_workbook
from tipanalysis.register.provenance import Provenance
from tipanalysis.release.policy import load_policy
from tipanalysis.release.protect import protect
from tipanalysis.release.release import Release, seal_release
from tipanalysis.words.errors import OutputError, ReleaseError, TipError

Make = Callable[..., Release]


def cells_of(path: Path, sheet: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(path)
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def everything_in(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        return "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())


def test_a_table_has_title_banner_labels_codes_numbers_and_notes(release_by: Make, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "perfil.xlsx", {"sexo": release_by("sexo")}, title="Perfil")
    assert path == tmp_path / "perfil.xlsx"
    assert cells_of(path, "sexo")[:8] == [
        ["Personas según sexo registrado", None, None],
        ["DATOS SINTÉTICOS: inventados para practicar; no describen a ninguna persona real.", None, None],
        [None, None, None],
        ["Sexo registrado", "código de sexo", "n (personas)"],
        ["Mujer", "MUJER", 29],
        ["Hombre", "HOMBRE", 27],
        ["Prefiere no responder", "PNR", 5],
        ["Total", "TOTAL", 61],
    ]
    assert [row[0] for row in cells_of(path, "sexo")[9:]][1] == "Unidad de conteo: personas; n = 61."


def test_the_notes_come_first_and_say_everything(release_by: Make, tmp_path: Path) -> None:
    where = Provenance("eri", "Registro del ERI", "registro.xlsx", "ab12", synthetic=True)
    narrowed = where.narrowed("anio_registro", ("2018", "2019", "2020"))
    releases = {
        "sexo": release_by("sexo", provenance=narrowed),
        "cruce": release_by("sexo", "finalidad", provenance=narrowed),
    }
    path = write_workbook(tmp_path / "a.xlsx", releases, title="Perfil anual", notes=["Revisado por la comisión."])
    assert openpyxl.load_workbook(path).sheetnames == ["Notas", "sexo", "cruce"]
    assert cells_of(path, "Notas") == [
        ["Perfil anual", None],
        [None, None],
        ["Advertencia", "DATOS SINTÉTICOS: inventados para practicar; no describen a ninguna persona real."],
        [
            "Qué contiene",
            "Cuadros protegidos con sus notas, uno por hoja; cuadros: 2. Cada hoja trae las etiquetas, los "
            "códigos y, al final, los totales.",
        ],
        [
            "Qué no dice",
            "Los registros muestran a las personas que las instituciones identificaron, no a todas las que existen. "
            "Un aumento de registros puede ser un aumento de la detección.",
        ],
        ["Fuente", "Registro del ERI"],
        ["Archivo", "registro.xlsx"],
        ["Huella de los datos (SHA-256)", "ab12"],
        ["Período", "2018 a 2020"],
        ["Selección", "Solo se cuentan registros con año de registro: 2018, 2019 y 2020."],
        [
            "Protección",
            "Se ocultan las cifras de 1 a 4 y las que permitirían deducirlas (política de protección «publication»).",
        ],
        [
            "Celdas ocultas",
            "La marca • ocupa el lugar de una cifra que existe pero no se muestra, para que nadie pueda ser "
            "reconocido. No es cero ni falta el dato: no la reemplace ni la calcule. Un 0 es un cero verdadero.",
        ],
        ["Hecho con", f"tipanalysis {__version__}"],
        ["Nota", "Revisado por la comisión."],
        [None, None],
        ["Hojas", None],
        ["sexo", "Personas según sexo registrado"],
        ["cruce", "Personas según sexo registrado y finalidad de explotación"],
    ]


def test_english_notes(release_by: Make, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"sex": release_by("sexo")}, title="Profile", lang="en")
    assert openpyxl.load_workbook(path).sheetnames == ["Notes", "sex"]
    assert cells_of(path, "sex")[3] == ["Recorded sex", "code of sexo", "n (persons)"]


def test_estimates_are_numbers_on_their_own_scale(shares_by: Make, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"sexo": shares_by("sexo")}, title="x")
    sheet = openpyxl.load_workbook(path)["sexo"]
    assert [cell.value for cell in sheet[4]] == [
        "Sexo registrado", "código de sexo", "n (personas)", "Denominador", "Porcentaje", "Límite inferior",
        "Límite superior",
    ]  # fmt: skip
    row = sheet[5]
    assert [cell.value for cell in row[2:4]] == [29, 61]
    assert row[4].value == pytest.approx(29 / 61)
    assert row[4].number_format == "0.0%"
    assert [cell.value for cell in sheet[8]][2:] == [61, "—", "—", "—", "—"]


def test_hidden_numbers_are_a_mark_and_nowhere_in_the_file(release_by: Make, tmp_path: Path) -> None:
    release = release_by("sexo", "finalidad")
    kept = {name: getattr(release, name) for name in release.__dataclass_fields__ if name != "seal"}
    frame = release.frame.assign(status=["hidden", *["shown"] * (len(release.frame) - 1)])
    frame["n"] = pd.array([98765, *release.frame["n"].iloc[1:]], "Int64")
    path = write_workbook(tmp_path / "a.xlsx", {"x": seal_release(**{**kept, "frame": frame})}, title="x")
    rows = cells_of(path, "x")
    assert rows[4] == ["Mujer", "Explotación sexual", "MUJER", "SEXUAL", "•"]
    assert rows[6][-1] == 0
    assert "98765" not in everything_in(path)


def test_text_never_acts_as_a_formula(tmp_path: Path) -> None:
    levels = ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "\r=1", "{=1}", "https://x.org"]
    frame = pd.DataFrame({"=sede": [level for level in levels for _ in range(9)]})
    release = protect(count_by(frame, "=sede"))
    path = write_workbook(tmp_path / "a.xlsx", {"=1+1": release}, title="=HYPERLINK(1)", notes=["@nota", "=1"])
    inside = everything_in(path)
    assert "<f>" not in inside
    assert "<f " not in inside
    assert "<hyperlink" not in inside
    sheet = openpyxl.load_workbook(path)["=1+1"]
    texts = {cell.value: cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    for level in levels[:4]:
        assert texts[level].data_type in ("s", "f")  # openpyxl guesses formulas from the text itself
        assert texts[level].quotePrefix
    assert not texts["https://x.org"].quotePrefix


def test_sheet_names_are_valid_and_apart(release_by: Make, tmp_path: Path) -> None:
    release = release_by("sexo")
    names = ["a" * 40, "A" * 40, "x[1]:*?/\\y", "Notas", "'", "History", ""]
    path = write_workbook(tmp_path / "a.xlsx", dict.fromkeys(names, release), title="x")
    sheets = openpyxl.load_workbook(path).sheetnames
    assert sheets == [
        "Notas", "a" * 31, "A" * 27 + " (2)", "x_1______y", "Notas (2)", "Cuadro", "History_", "Cuadro (2)"
    ]  # fmt: skip


def test_the_same_releases_give_the_same_bytes_without_author(release_by: Make, tmp_path: Path) -> None:
    releases = {"sexo": release_by("sexo")}
    first = write_workbook(tmp_path / "a.xlsx", releases, title="x").read_bytes()
    assert write_workbook(tmp_path / "b.xlsx", releases, title="x").read_bytes() == first
    properties = openpyxl.load_workbook(tmp_path / "a.xlsx").properties
    assert not properties.creator
    assert not properties.lastModifiedBy
    assert properties.title == "x"
    assert properties.created.year == 2000


def test_the_head_is_frozen_and_columns_are_wide_enough(release_by: Make, tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"x": release_by("sexo", "finalidad")}, title="x")
    sheet = openpyxl.load_workbook(path)["x"]
    assert sheet.freeze_panes == "C5"
    assert sheet.column_dimensions["B"].width > len("Trabajo forzado o explotación laboral")
    assert sheet.print_title_rows == "$4:$4"


def refused(call: Callable[[], object], error: type[TipError], message: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert caught.value.both() == message


def test_anything_but_a_release_is_refused_and_nothing_written(release_by: Make, tmp_path: Path) -> None:
    wrong: Any = {"bien": release_by("sexo"), "mal": pd.DataFrame()}
    refused(
        lambda: write_workbook(tmp_path / "a.xlsx", wrong, title="x"),
        ReleaseError,
        "Solo se puede mostrar un cuadro protegido (Release); llegó un valor de tipo «DataFrame». Protéjalo "
        "antes: protect(conteo).\nOnly a protected table (Release) can be shown; a value of type “DataFrame” was "
        "given. Protect it first: protect(counts).",
    )
    assert list(tmp_path.iterdir()) == []


def test_no_tables_are_refused(tmp_path: Path) -> None:
    refused(
        lambda: write_workbook(tmp_path / "a.xlsx", {}, title="x"),
        ReleaseError,
        'No hay cuadros que escribir. Dé al menos uno: write_workbook(archivo, {"por sexo": protect(conteo)}, '
        'title=...).\nThere are no tables to write. Give at least one: write_workbook(file, {"by sex": '
        "protect(counts)}, title=...).",
    )


def test_what_may_not_leave_the_restricted_room_is_not_written(release_by: Make, tmp_path: Path) -> None:
    internal = release_by("sexo", policy=load_policy("internal"))
    refused(
        lambda: write_workbook(tmp_path / "a.xlsx", {"sexo": internal}, title="x"),
        ReleaseError,
        "El cuadro «sexo» tiene la política «internal», que no permite guardar nada. Protéjalo con otra: "
        'protect(conteo, policy="publication").\nThe table “sexo” has the policy “internal”, which does not allow '
        'anything to be saved. Protect it with another one: protect(counts, policy="publication").',
    )
    assert list(tmp_path.iterdir()) == []


def test_another_ending_is_refused(release_by: Make, tmp_path: Path) -> None:
    refused(
        lambda: write_workbook(tmp_path / "a.xls", {"x": release_by("sexo")}, title="x"),
        OutputError,
        "El archivo debe terminar en .xlsx; llegó «a.xls». Escriba «a.xlsx».\n"
        "The file name must end in .xlsx; “a.xls” was given. Write “a.xlsx”.",
    )


def test_a_missing_folder_is_named(release_by: Make, tmp_path: Path) -> None:
    folder = tmp_path / "no"
    refused(
        lambda: write_workbook(folder / "a.xlsx", {"x": release_by("sexo")}, title="x"),
        OutputError,
        f"La carpeta «{folder}» no existe. Créela o elija otra.\n"
        f"The folder “{folder}” does not exist. Create it or choose another one.",
    )


def test_a_write_that_fails_leaves_the_old_file_and_no_part(
    release_by: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    def locked(self: Path, other: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", locked)
    refused(
        lambda: write_workbook(target, {"x": release_by("sexo")}, title="x"),
        OutputError,
        f"No se pudo guardar «a.xlsx» en «{tmp_path}» (Permission denied). Si está abierto en Excel, ciérrelo; "
        "si no, elija una carpeta en la que pueda escribir. No quedó nada a medias.\n"
        f"“a.xlsx” could not be saved in “{tmp_path}” (Permission denied). If it is open in Excel, close it; "
        "otherwise choose a folder you can write to. Nothing was left half-written.",
    )
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_interrupted_write_leaves_nothing(release_by: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Path, other: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_workbook(tmp_path / "a.xlsx", {"x": release_by("sexo")}, title="x")
    assert list(tmp_path.iterdir()) == []
