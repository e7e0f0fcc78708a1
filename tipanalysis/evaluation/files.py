"""The files of an evaluation: a page, a workbook, the indicators, and for the inside the tests without a pair."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ..learning.answers import Answers
from ..learning.definitions import TARGET
from ..learning.pairs import pair_tests, unmatched
from ..learning.results import Results, evaluate
from ..pages.workbook import write_workbook
from ..reports.inside import write_inside
from ..reports.workshop import deliver, workshop
from ..words.errors import LearningError
from ..words.settings import current_settings
from ..words.texts import say
from .donor import check_indicators, donor_page
from .page import evaluation_page

INSIDE = "sin_pareja_interno.csv"


@dataclass(frozen=True)
class Asked:
    """What is asked of an evaluation: who enrolled, the target, and which indicators it measures."""

    enrolled: int | None = None
    target: float = TARGET
    measured: Collection[str] = ("1.1b", "1.1c")
    not_started: Collection[str] = ()


@dataclass(frozen=True)
class Written:
    """Where the files lie; ``inside`` is ``None`` where every test has its pair."""

    page: Path
    workbook: Path
    donor: Path
    inside: Path | None


def write_evaluation(answers: Answers, folder: Path, asked: Asked) -> Written:
    """Evaluate and write everything, in the language set; files of the same name are replaced.

    Raises
    ------
    LearningError
        Before anything is written: for what cannot be evaluated, a target that is no percentage, an indicator that
        does not exist.
    OutputError
        If the folder cannot be made.
    """
    check_indicators([*asked.measured, *asked.not_started])
    if not 0 < asked.target <= 100:
        raise LearningError("evaluation_target_outside", given=f"{asked.target:g}")
    results = evaluate(answers, asked.enrolled)
    lang = current_settings().lang
    made = Written(
        page=folder / f"evaluacion_{lang}.html",
        workbook=folder / f"evaluacion_{lang}.xlsx",
        donor=folder / f"indicadores_{lang}.html",
        inside=None if unmatched(pair_tests(answers)).empty else folder / INSIDE,
    )
    with workshop(folder) as place:
        (place / made.page.name).write_text(evaluation_page(results, asked.target), "utf-8")
        (place / made.donor.name).write_text(donor_page(results, asked.measured, asked.not_started), "utf-8")
        _workbook(results, place / made.workbook.name)
        if made.inside:
            write_inside(unmatched(pair_tests(answers)), place / INSIDE)
        deliver(place, folder)
    if made.inside is None:
        (folder / INSIDE).unlink(missing_ok=True)
    return made


def _workbook(results: Results, path: Path) -> None:
    notes = [say("evaluation_found_alone"), say("evaluation_achieved_how")]
    write_workbook(path, results.releases, title=say("evaluation_workbook_title"), notes=notes)
