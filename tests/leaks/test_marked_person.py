"""No way out of the house: one marked person goes in, and nothing that the product writes or says tells of her."""

from __future__ import annotations

import getpass
import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path

import pytest

from leaks.artefacts import plain, texts
from leaks.conftest import LISTED, MARKS, NAMES, ROW_MARKS, Ended, Room
from leaks.orders import INSIDE, KEPT, PUBLISHED, REFUSED, SHARED

TRACES = tuple(plain(mark) for mark in MARKS)
NAME_TRACES = tuple(plain(name) for name in NAMES)
ROW_TRACES = tuple(plain(mark) for mark in ROW_MARKS.values())
Done = Mapping[str, Ended]
FRACTION = re.compile(r"\d+\.\d+")


def found(folder: Path, traces: Iterable[str]) -> list[tuple[str, str]]:
    """Which parts of which files hold a trace."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(part, trace) for path in files for part, text in texts(path) for trace in traces if holds(text, trace)]


def holds(text: str, trace: str) -> bool:
    """Whether a text has a trace; the decimals of a drawing's coordinates are none."""
    return trace in (FRACTION.sub(" ", text) if trace.isdigit() and trace in text else text)


def in_text(text: str, traces: Iterable[str]) -> list[str]:
    said = plain(text)
    return [trace for trace in traces if trace in said]


def test_the_marks_are_in_what_goes_in(room: Room) -> None:
    """Or nothing below could fail."""
    held = {trace for _, trace in found(room.folder, TRACES)}
    assert held | {plain(NAMES[-1])} == set(TRACES)
    assert {plain(name) for name in LISTED.values()} <= held


@pytest.mark.parametrize("order", [*KEPT, *PUBLISHED, *SHARED])
def test_every_order_is_carried_out(ended: Done, order: str) -> None:
    known = {"audit": 2}
    assert ended[order].code == known.get(order, 0), ended[order].said


@pytest.mark.usefixtures("ended")
def test_nothing_published_tells_of_her(room: Room) -> None:
    folder = room.folder / "informes"
    assert {path.suffix for path in folder.iterdir() if path.is_file()} == {
        ".html",
        ".xlsx",
        ".ipynb",
        ".json",
        ".toml",
    }
    assert found(folder, TRACES) == []


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("order", SHARED)
def test_nothing_shared_tells_of_her(room: Room, order: str) -> None:
    folder = room.folder / (SHARED[order][SHARED[order].index("--out") + 1] if "--out" in SHARED[order] else "extracto")
    assert (folder / "nota.html").is_file()
    assert found(folder, TRACES) == []


@pytest.mark.parametrize("order", [*PUBLISHED, *SHARED, "stray"])
def test_nothing_said_while_publishing_tells_of_her(ended: Done, order: str) -> None:
    assert in_text(ended[order].said, TRACES) == []


@pytest.mark.usefixtures("ended")
def test_what_stays_inside_has_no_name_of_hers(room: Room) -> None:
    """The papers of the institution hold her row, for somebody must decide about it, and never who she is."""
    assert found(room.folder / "interno", NAME_TRACES) == []


@pytest.mark.usefixtures("ended")
def test_her_row_stands_only_in_papers_that_are_listed_with_a_reason(room: Room) -> None:
    folder = room.folder / "interno"
    files = [path for path in folder.rglob("*") if path.is_file()]
    holding = {
        path.relative_to(folder).as_posix()
        for path in files
        if any(in_text(text, ROW_TRACES) for _, text in texts(path))
    }
    assert [name for name in sorted(holding) if not any(fnmatch(name, pattern) for pattern in INSIDE)] == []
    assert [
        pattern for pattern in INSIDE if not any(fnmatch(p.relative_to(folder).as_posix(), pattern) for p in files)
    ] == []


@pytest.mark.usefixtures("ended")
def test_papers_of_the_inside_say_so_themselves(room: Room) -> None:
    """All tables and workbooks but those of the register, marked as a whole; so do those that an extract leaves."""
    folder = room.folder / "interno"
    papers = [
        path for path in folder.rglob("*.*") if path.suffix in (".csv", ".xlsx") and path.parent.name != "registro"
    ]
    papers += [room.folder / "extracto" / name for name in ("riesgo_interno.csv", "utilidad_interna.csv")]
    assert len(papers) >= 9
    said = [any("no sale de la institucion" in text for _, text in texts(path)) for path in papers if path.exists()]
    assert said == [True] * len(said)


@pytest.mark.parametrize("order", KEPT)
def test_nothing_said_inside_has_a_name_of_hers(ended: Done, order: str) -> None:
    assert in_text(ended[order].said, NAME_TRACES) == []


@pytest.mark.parametrize("order", REFUSED)
def test_an_error_does_not_repeat_what_it_met(ended: Done, order: str) -> None:
    """Neither what it says, nor its representation, its values, its traceback with the variables of our doors."""
    assert ended[order].code != 0, ended[order].said
    assert in_text(ended[order].said, TRACES) == []
    assert in_text(ended[order].error, NAME_TRACES) == []


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("place", ["casa", "temporal"])
def test_nothing_is_left_in_passing(room: Room, place: str) -> None:
    """Neither in the home folder (kernels, histories, logs) nor among temporary files."""
    assert found(room.folder / place, TRACES) == []


@pytest.mark.usefixtures("ended")
def test_no_published_file_tells_where_or_by_whom_it_was_made(room: Room) -> None:
    traces = [plain(str(room.folder)), plain(room.folder.name), f"/{plain(getpass.getuser())}/"]
    for name in ("informes", "extracto", "extracto_borrador"):
        assert found(room.folder / name, traces) == []
