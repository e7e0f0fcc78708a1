"""A report is a notebook with one cell of parameters and a file that declares the same."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from reports.small_report import write_report
from tipanalysis.reports.spec import list_reports, load_report
from tipanalysis.words.errors import ReportError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TIPANALYSIS_REPORTS", str(tmp_path))
    return tmp_path


def refused(name: str) -> str:
    with pytest.raises(ReportError) as refusal:
        load_report(name)
    return refusal.value.both()


def retagged(notebook: Path, tags: list[list[str]]) -> None:
    node = nbformat.read(notebook, as_version=4)
    for cell, given in zip(node.cells, tags, strict=True):
        cell.metadata["tags"] = given
    nbformat.write(node, notebook)


def test_a_report_as_it_should_be(folder: Path) -> None:
    notebook = write_report(folder, "bueno", ["1 + 1"], periodo="2020")
    spec = load_report("bueno")
    assert (spec.name, spec.notebook) == ("bueno", notebook)
    assert [(one.name, one.kind, one.default) for one in spec.parameters] == [
        ("lang", "lang", "es"),
        ("country", "country", "CRI"),
        ("periodo", "period", "2020"),
    ]
    assert (spec.title(), spec.title("en"), spec.answer(), spec.answer("en")) == (
        "Un título",
        "A title",
        "¿Qué?",
        "What?",
    )
    assert list_reports() == (spec,)


@pytest.mark.parametrize(("tags", "count"), [([[], []], 0), ([["parameters"], ["parameters"]], 2)])
def test_any_other_number_of_parameters_cells(folder: Path, tags: list[list[str]], count: int) -> None:
    retagged(write_report(folder, "otro", ["1 + 1"]), tags)
    assert refused("otro") == (
        f"El cuaderno otro.ipynb tiene {count} celdas con la etiqueta «parameters» y debe tener exactamente una. "
        "Corrija "
        f"las etiquetas del cuaderno.\nThe notebook otro.ipynb has {count} cells tagged “parameters” and must have "
        "exactly "
        "one. Correct the tags of the notebook."
    )


@pytest.mark.parametrize(
    ("cell", "odd"),
    [
        ('lang = "en"\ncountry = "CRI"', "lang"),
        ('lang = "es"', "country"),
        ('lang = "es"\ncountry = "CRI"\nperiodo = "2020"\naviso = 1', "aviso, periodo"),
        ("", "country, lang"),
    ],
    ids=["another-default", "missing", "more", "empty"],
)
def test_a_cell_that_assigns_something_else_than_is_declared(folder: Path, cell: str, odd: str) -> None:
    notebook = write_report(folder, "otro", [])
    node = nbformat.read(notebook, as_version=4)
    node.cells[0].source = cell
    nbformat.write(node, notebook)
    assert refused("otro") == (
        f"La celda «parameters» de otro.ipynb no coincide con los parámetros declarados en su archivo TOML: {odd}. "
        "Haga "
        "que coincidan.\nThe “parameters” cell of otro.ipynb does not match the parameters declared in its TOML "
        f"file: {odd}. Make them match."
    )


def test_a_report_that_does_not_exist(folder: Path) -> None:
    write_report(folder, "perfil", [])
    assert refused("perfl") == (
        "No existe el informe «perfl». ¿Quiso decir «perfil»? Hay: perfil. Véalos con: tipanalysis report --list\n"
        "There is no report “perfl”. Did you mean “perfil”? Available: perfil. See them with: tipanalysis report "
        "--list"
    )


@pytest.mark.parametrize("name", ["../perfil", "", ".", "/perfil", "perfil.toml"])
def test_a_name_is_no_path(folder: Path, name: str) -> None:
    write_report(folder, "perfil", [])
    (folder / "otra").mkdir()
    assert refused(name).startswith(f"No existe el informe «{name}».")


def test_a_folder_of_reports_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIPANALYSIS_REPORTS", str(tmp_path / "nada"))
    assert refused("perfil") == (
        "No se encuentra la carpeta de informes «nada». "
        "Trabaje dentro de la carpeta del proyecto o indique otra en la variable TIPANALYSIS_REPORTS.\n"
        "The report folder “nada” cannot be found. "
        "Work inside the project's folder or name another one in the variable TIPANALYSIS_REPORTS."
    )


def test_the_reports_of_the_project_hold_together() -> None:
    reports = list_reports()
    assert "perfil_anual" in [spec.name for spec in reports]
    for spec in reports:
        assert {one.kind for one in spec.parameters} >= {"lang", "country"}
        node = nbformat.read(spec.notebook, as_version=4)
        assert not any(cell.get("outputs") or cell.get("execution_count") for cell in node.cells)
        for lang in ("es", "en"):
            assert spec.title(lang)
            assert spec.answer(lang).endswith("?")
