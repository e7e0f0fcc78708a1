"""No way out of the house: one marked person goes in, and nothing that the product writes or says tells of her."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from pathlib import Path

import pytest

from leaks.artefacts import plain, texts
from leaks.conftest import LISTED, MARKS, NAMES, Room, Written

TRACES = tuple(plain(mark) for mark in MARKS)
NAME_TRACES = tuple(plain(name) for name in NAMES)


def found(folder: Path, traces: Iterable[str]) -> list[tuple[str, str]]:
    """Which parts of which files hold a trace."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(part, trace) for path in files for part, text in texts(path) for trace in traces if trace in text]


def test_the_marks_are_in_what_goes_in(room: Room) -> None:
    """Or nothing below could fail."""
    held = {trace for _, trace in found(room.folder, TRACES)}
    assert held == set(TRACES)
    assert {plain(name) for name in LISTED.values()} <= held


def test_nothing_published_tells_of_her(published: Written) -> None:
    assert {path.suffix for path in published.folder.iterdir()} == {".html", ".xlsx", ".ipynb", ".json"}
    assert found(published.folder, TRACES) == []


@pytest.mark.parametrize("command", ["report", "quality"])
def test_nothing_said_while_publishing_tells_of_her(published: Written, command: str) -> None:
    said = plain(published.said[command])
    assert [trace for trace in TRACES if trace in said] == []


def test_what_stays_inside_has_no_name_of_hers(kept: Written) -> None:
    """The papers of the institution hold her row, for somebody must decide about it, and never who she is."""
    assert found(kept.folder, NAME_TRACES) == []
    assert any(kept.folder.rglob("*.duckdb"))


@pytest.mark.parametrize("command", ["clean", "load", "link"])
def test_nothing_said_inside_has_a_name_of_hers(kept: Written, command: str) -> None:
    said = plain(kept.said[command])
    assert [trace for trace in NAME_TRACES if trace in said] == []


@pytest.mark.usefixtures("published", "kept")
@pytest.mark.parametrize("place", ["casa", "temporal"])
def test_nothing_is_left_in_passing(room: Room, place: str) -> None:
    """Neither in the home folder (kernels, histories, logs) nor among temporary files."""
    assert found(room.folder / place, TRACES) == []


def test_no_published_file_tells_where_or_by_whom_it_was_made(room: Room, published: Written) -> None:
    traces = [plain(str(room.folder)), plain(room.folder.name), f"/{plain(getpass.getuser())}/"]
    assert found(published.folder, traces) == []


def test_an_error_does_not_repeat_what_it_met(room: Room) -> None:
    said = []
    for order in (
        ["explain", "registro.xlsx", "--source", "eri", "--row", "3", "--field", "Nombre"],
        ["report", "perfil_anual", "--data", "registro.xlsx", "--source", "co_policia"],
        ["link", "registro.xlsx", "eri.csv", "--source", "listas"],
    ):
        with pytest.raises(AssertionError) as end:
            room.run(*order)
        said.append(plain(str(end.value)))
    assert [trace for trace in NAME_TRACES for text in said if trace in text] == []
