"""The notebooks for whoever does not write code: made from the same source, every exercise in them a form."""

from __future__ import annotations

import ast

import nbformat
import pytest

from course.test_notebooks import LANGS, PARTS, exercises_in, named, opened
from tipanalysis.course.index import index_notebook
from tipanalysis.course.lesson import Part
from tipanalysis.course.notebooks import participant_path
from tipanalysis.course.without_code import without_code_path

each = pytest.mark.parametrize(
    ("part", "lang"),
    [(part, lang) for part in PARTS for lang in LANGS],
    ids=[f"{named(part)}-{lang}" for part in PARTS for lang in LANGS],
)


@each
def test_every_exercise_is_a_form_and_nothing_has_to_be_typed_as_code(part: Part, lang: str) -> None:
    notebook = opened(without_code_path(part, lang))
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    everything = "\n".join(cell.source for cell in code)
    for exercise in exercises_in(part, lang):
        assert everything.count(f'tip.answer("{exercise}")') == 1
    for call in ("tip.check(", "tip.hint(", "tip.solution(", "tip.restart("):
        assert call not in everything
    assert all(cell.metadata["jupyter"]["source_hidden"] for cell in code)
    assert not any(cell.get("outputs") for cell in code)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)


@each
def test_everything_else_is_the_participants_own(part: Part, lang: str) -> None:
    given, own = (opened(path(part, lang)).cells for path in (participant_path, without_code_path))
    kept = {cell.id: cell.source for cell in given}
    added = [cell for cell in own if cell.id not in kept]
    assert len(added) in (1, 3)
    for cell in own:
        if cell.id in kept:
            assert cell.source.split("\n\ntip.answer(")[0] == kept[cell.id]
    left_out = [cell for cell in given if cell.id not in {one.id for one in own}]
    tags = [tag for cell in left_out for tag in cell.metadata.get("tags", [])]
    assert set(tags) == ({"revision", "pista"} if exercises_in(part, lang) else set())
    for cell in left_out:
        assert cell.cell_type == "code" or "#" in cell.source or "tip." in cell.source


@each
def test_the_beginning_says_how_and_stands_after_the_title(part: Part, lang: str) -> None:
    cells = opened(without_code_path(part, lang)).cells
    assert cells[0].source.startswith("# ")
    assert {"es": "sin escribir código", "en": "without writing code"}[lang] in cells[1].source


@pytest.mark.parametrize("lang", LANGS)
def test_the_index_leads_there(lang: str) -> None:
    text = "\n".join(cell.source for cell in index_notebook(lang).cells)
    for part in PARTS:
        assert f"](sin_codigo/{part.name}.ipynb)" in text


def test_the_register_that_is_explored_is_one_that_the_notebook_counts() -> None:
    for part in PARTS:
        cells = opened(without_code_path(part, "es")).cells
        explored = [cell.source for cell in cells if cell.cell_type == "code" and "tip.explore(" in cell.source]
        for code in explored:
            (call,) = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
            assert isinstance(call.args[0], ast.Name)
            assert any(f"{call.args[0].id} = " in cell.source for cell in cells)
