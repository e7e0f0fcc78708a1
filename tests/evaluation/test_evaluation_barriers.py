"""The pages of an evaluation and its forms in a real browser: nothing in them keeps anybody out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.accessible import barriers, opened_browser, opened_page
from tipanalysis.evaluation.donor import donor_page
from tipanalysis.evaluation.forms import write_forms
from tipanalysis.evaluation.page import evaluation_page
from tipanalysis.learning.answers import read_answers
from tipanalysis.learning.results import evaluate
from tipanalysis.words.settings import LANGS, using

DATA = Path(__file__).resolve().parents[2] / "datasets" / "evaluacion"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as browser:
        yield browser


@pytest.fixture(scope="module", params=LANGS)
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp(request.param)
    results = evaluate(read_answers([DATA]), enrolled=28)
    with using(lang=request.param):
        for name, page in (("evaluacion", evaluation_page(results)), ("donantes", donor_page(results, ["1.1c"]))):
            (folder / f"{name}.html").write_text(page, "utf-8")
    list(write_forms(folder, request.param))
    return sorted(folder.glob("*.html"))


@pytest.mark.browser
@pytest.mark.slow
def test_nothing_keeps_anybody_out(browser: Any, pages: list[Path]) -> None:
    found = {}
    for path in pages:
        with opened_page(browser, path) as (page, asked):
            found[path.name] = [*barriers(page), *asked]
    assert len(found) > 5
    assert {name: faults for name, faults in found.items() if faults} == {}
