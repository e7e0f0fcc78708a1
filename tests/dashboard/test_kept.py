"""Kept views: read again without the register, and never when something is not as it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tipanalysis.dashboard import kept, prepare
from tipanalysis.dashboard.declared import View
from tipanalysis.dashboard.kept import open_views, read_views
from tipanalysis.dashboard.views import Views
from tipanalysis.register.folder import write_folder
from tipanalysis.register.register import Register
from tipanalysis.release.ledger import open_ledger
from tipanalysis.release.policy import load_policy
from tipanalysis.words.errors import DashboardError


@pytest.fixture(scope="module")
def data(register: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(register, tmp_path_factory.mktemp("registro"))


@pytest.fixture(autouse=True)
def only_two_views(few: tuple[View, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "declared_views", lambda: few[1:3])


@pytest.fixture
def first(data: Path, tmp_path: Path) -> Views:
    return open_views(data, folder=tmp_path / "tablero", ledger=tmp_path / "libro.jsonl")


def refuse(*given: Any, **named: Any) -> Any:
    raise AssertionError("the register was read again")


def test_what_is_kept_is_what_was_prepared_and_is_not_prepared_twice(
    first: Views, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "read_register", refuse)
    again = open_views(data, folder=tmp_path / "tablero", ledger=tmp_path / "libro.jsonl")
    assert (again.views, again.verdict) == (first.views, first.verdict)
    assert again.kept == first.kept
    for name, release in first.releases.items():
        assert again.releases[name].frame.equals(release.frame)
        assert again.releases[name].policy == load_policy()
    assert read_views(first.kept).view("sexo") == first.view("sexo")


def test_the_file_holds_no_number_of_a_hidden_cell(first: Views) -> None:
    content = json.loads(first.kept.read_text("utf-8"))
    hidden = [
        row
        for table in content["releases"].values()
        for part, columns in (("cells", "columns"), ("margins", "margin_columns"))
        for row in (dict(zip(table[columns], each, strict=True)) for each in table[part])
        if row["status"] == "hidden"
    ]
    assert all(row["n"] is None for row in hidden)
    assert {*content} == {"seal", "made_of", "views", "releases", "verdict"}


def test_a_file_that_was_changed_is_refused_and_prepared_again(first: Views, data: Path, tmp_path: Path) -> None:
    true = first.kept.read_text("utf-8")
    first.kept.write_text(true.replace('"shown"', '"hidden"', 1), "utf-8")
    with pytest.raises(DashboardError) as error:
        read_views(first.kept)
    name = first.kept.name
    assert str(error.value) == (
        f"El archivo de vistas «{name}» no existe, fue cambiado o no es de este tablero, y no se muestra nada de él. "
        "Prepárelo de nuevo: tipanalysis dashboard REGISTRO --source FUENTE."
    )
    told: list[str] = []
    open_views(data, folder=tmp_path / "tablero", ledger=tmp_path / "libro.jsonl", progress=told.append)
    assert told[0] == (
        f"El archivo de vistas «{name}» fue cambiado o no es de estos datos. No se usa: se preparan las vistas de "
        "nuevo."
    )
    assert first.kept.read_text("utf-8") == true


@pytest.mark.parametrize("content", ["", "[]", '{"seal": "x"}', "{"])
def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "vistas.json"
    file.write_text(content, "utf-8")
    for path in (file, tmp_path / "no_hay.json"):
        with pytest.raises(DashboardError):
            read_views(path)


def test_another_policy_or_register_has_a_file_of_its_own(
    first: Views, data: Path, register: Register, tmp_path: Path
) -> None:
    strict = open_views(data, folder=tmp_path / "tablero", policy="strict")
    assert strict.kept != first.kept
    other = write_folder(register.where(sexo="MUJER"), tmp_path / "otro")
    assert open_views(other, folder=tmp_path / "tablero").kept not in (first.kept, strict.kept)


@pytest.mark.usefixtures("first")
def test_the_ledger_knows_the_views_once(data: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "libro.jsonl"
    open_views(data, folder=tmp_path / "tablero", ledger=ledger)
    [publication] = open_ledger(ledger).publications()
    assert publication.report == "tablero"
    assert {table.by for table in publication.tables.values()} == {
        ("anio_registro",),
        ("sexo", "mayoria_edad", "origen"),
    }
