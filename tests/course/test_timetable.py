"""Timetables add up: no minute of a module is lost or invented, nobody works too long, everyone eats."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tipanalysis.course.lesson import Lesson, list_lessons
from tipanalysis.course.timetable import (
    COLUMNS,
    Timetable,
    make_timetable,
    timetable_csv,
    timetable_names,
    timetable_page,
    write_timetable,
)
from tipanalysis.words.errors import LessonError
from tipanalysis.words.settings import LANGS

HOURS = {
    "dos_dias": 12,
    "cuatro_medios_dias": 12,
    "cinco_dias": 24,
    "cinco_dias_con_opcional": 26,
    "diez_medios_dias": 24,
}
BREAK, LUNCH = 15, 60


@pytest.fixture(params=timetable_names(), scope="module")
def table(request: pytest.FixtureRequest) -> Timetable:
    return make_timetable(request.param, "es")


def test_the_workshops_are_those_that_are_told() -> None:
    assert list(timetable_names()) == list(HOURS)


def test_every_minute_of_its_modules_is_there(table: Timetable) -> None:
    there = {lesson.number: lesson.session_minutes for lesson in list_lessons()}
    missing = HOURS[table.name] * 60 - table.work
    if table.missing:
        assert missing > 0
    else:
        assert missing == 0
    assert table.work <= sum(there.values())


def test_a_day_has_no_hole_and_nobody_works_too_long(table: Timetable) -> None:
    for day in table.days:
        for before, after in pairwise(day):
            assert before.start + before.minutes == after.start
        worked = 0
        for slot in day:
            worked = worked + slot.minutes if slot.steps else 0
            assert worked <= 105
        assert not day or (day[0].steps and day[-1].steps)


def test_a_whole_day_has_lunch_at_noon_and_half_a_day_none(table: Timetable) -> None:
    for day in table.days:
        meals = [slot.hours[0] for slot in day if not slot.steps and slot.minutes == LUNCH]
        works_on = bool(day) and day[-1].start + day[-1].minutes > 13 * 60
        whole = "medios" not in table.name and works_on
        assert len(meals) == whole
        assert all("11:30" <= meal <= "12:40" for meal in meals)
        assert {slot.minutes for slot in day if not slot.steps} <= {BREAK, LUNCH}


@pytest.mark.parametrize("lang", LANGS)
def test_page_and_spreadsheet_say_the_same(lang: str) -> None:
    table = make_timetable("dos_dias", lang)
    page, rows = timetable_page(table, lang), list(csv.DictReader(timetable_csv(table).lstrip("\ufeff").splitlines()))
    assert list(rows[0]) == list(COLUMNS)
    assert len(re.findall(r"<tr(?: class=\"tip-pause\")?><td>", page)) == len(rows)
    assert sum(int(row["minutos"]) for row in rows if row["actividad"]) == table.work
    assert f'<html lang="{lang}">' in page
    assert all(f"{row['inicio']}–{row['fin']}" in page for row in rows)


def test_a_step_is_never_divided(lesson: Lesson) -> None:
    table = make_timetable("dos_dias", "es")
    assert table.missing == ("1", "3", "5", "7", "11")
    [slot] = table.days[0]
    assert (slot.hours, slot.minutes, len(slot.steps)) == (("08:30", "09:30"), 60, 7)
    assert table.days[1] == ()
    assert "Faltan los módulos 1, 3, 5, 7, 11: todavía no están escritos" in timetable_page(table, "es")


def test_a_module_without_a_guide_is_one_step(lesson: Lesson) -> None:
    (lesson.folder / "guia.es.md").unlink()
    [slot] = make_timetable("diez_medios_dias", "es").days[0]
    assert (slot.hours, slot.steps) == (("08:00", "09:00"), (lesson.meta["objective"]["es"],))


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(LessonError) as refused:
        make_timetable("tres_dias", "es")
    assert str(refused.value).startswith("No existe el horario «tres_dias».")
    assert str(refused.value).endswith("Hay: " + ", ".join(HOURS) + ".")


def test_both_files_are_written(lesson: Lesson, tmp_path: Path) -> None:
    written = list(write_timetable("dos_dias", tmp_path / "horarios", "es"))
    assert [path.name for path in written] == ["horario_dos_dias.html", "horario_dos_dias.csv"]
    assert all(path.stat().st_size > 200 for path in written)
