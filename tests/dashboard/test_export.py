"""The folder: what is shown, in words and numbers, and nothing of what is hidden."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tipanalysis.dashboard.export import export_views
from tipanalysis.dashboard.views import Views
from tipanalysis.words.settings import using

FILES = {"index.html", "tablero.css", "tablero.js", "datos.js"}


def data_of(folder: Path) -> Mapping[str, Any]:
    text = (folder / "datos.js").read_text("utf-8")
    return json.loads(text.removeprefix("window.TABLERO = ").rstrip(";\n"))


def rows_with(views: Views, data: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Each row of the folder beside the cell of the release that it speaks of."""
    for key, slice_ in data["slices"].items():
        name, *pairs = key.split("|")
        part = views.slice(name, dict(pair.split("=", 1) for pair in pairs))
        for row, cell in zip(slice_["rows"], part.rows(), strict=True):
            yield key, row, cell


def test_the_folder_opens_by_itself(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == FILES
    text = "\n".join((folder / name).read_text("utf-8") for name in sorted(FILES))
    assert re.findall(r"https?:|//\w+\.\w|fetch\(|XMLHttpRequest|import\(|url\(|WebSocket|sendBeacon", text) == []


def test_every_choice_is_there_with_the_numbers_of_its_release(views: Views, folder: Path) -> None:
    data = data_of(folder)
    rows = list(rows_with(views, data))
    assert len(data["slices"]) == 1 + 19 + 9 + 19
    for key, row, cell in rows:
        assert (row["code"], row["n"]) == (cell.code, cell.n), key


def test_a_hidden_row_has_neither_number_nor_share_nor_text(views: Views, folder: Path) -> None:
    hidden = [row for _, row, cell in rows_with(views, data_of(folder)) if cell.status == "hidden"]
    assert len(hidden) > 50
    assert all(set(row) <= {"code", "n", "reason"} and row["n"] is None for row in hidden)


def test_where_everything_is_hidden_no_count_is_anywhere_in_the_folder(closed_folder: Path) -> None:
    """The counts of the register, looked for as a curious person would: in every file, as a number of its own."""
    text = "\n".join(path.read_text("utf-8") for path in closed_folder.iterdir())
    assert [n for n in (409, 341, 68, 611) if re.search(rf"(?<![\d.,a-f]){n}(?![\d.,a-f])", text)] == []
    data = data_of(closed_folder)
    assert {row["n"] for slice_ in data["slices"].values() for row in slice_["rows"]} <= {None, 0}
    assert all(slice_["told"]["es"]["reason"] for slice_ in data["slices"].values())


def test_sentences_tell_no_number_that_the_table_hides(views: Views, folder: Path) -> None:
    """Totals of slices whose total is hidden stand in none of their sentences."""
    data = data_of(folder)
    for key, slice_ in data["slices"].items():
        total = next(row for row in slice_["rows"] if row["code"] == data["total"])
        told = slice_["told"]["en"]
        notes = " ".join(data["lines"]["en"][at] for at in told["notes"])
        if total["n"] is None:
            assert "n = • (hidden)" in notes, key
        else:
            assert f"n = {total['text']}." in notes, key


def test_both_languages_say_the_same_things(folder: Path) -> None:
    data = data_of(folder)
    assert {*data["words"]["es"]} == {*data["words"]["en"]}
    assert {*data["labels"]["es"]["variables"]} == {*data["labels"]["en"]["variables"]}
    for slice_ in data["slices"].values():
        spanish, english = (slice_["told"][lang] for lang in ("es", "en"))
        assert bool(spanish["reason"]) == bool(english["reason"])
        assert len(spanish["notes"]) == len(english["notes"])


def test_the_script_asks_for_no_word_that_there_is_not(folder: Path) -> None:
    script = (folder / "tablero.js").read_text("utf-8")
    data = data_of(folder)
    assert set(re.findall(r"say\(\"(\w+)\"\)", script)) | {"language"} == {*data["words"]["es"]}
    assert set(re.findall(r"\bdata\.(\w+)", script)) == {*data}


def test_synthetic_data_say_so_and_the_page_begins_in_the_language_set(views: Views, tmp_path: Path) -> None:
    with using(lang="en"):
        page = export_views(views, tmp_path)
    assert '<html lang="en">' in page.read_text("utf-8")
    data = data_of(tmp_path)
    assert (data["lang"], data["synthetic"]) == ("en", True)
    assert data["words"]["en"]["synthetic"] == "SYNTHETIC DATA"


def test_written_again_it_takes_the_place_of_the_old_one(views: Views, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    export_views(views, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
