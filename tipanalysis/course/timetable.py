"""Timetables of workshops, made from the minute plans of the modules: no minute stands in two places."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..words.errors import LessonError
from ..words.numbers import format_number
from ..words.settings import using
from ..words.suggest import nearest
from ..words.texts import say
from .guide import Step, read_guide
from .lesson import Lesson, list_lessons
from .sheet import sheet

COLUMNS = ("dia", "inicio", "fin", "minutos", "modulo", "actividad")


@dataclass(frozen=True)
class Slot:
    """A stretch of a day without a pause: part of a module, a break or lunch."""

    start: int
    minutes: int
    module: str
    steps: tuple[str, ...] = ()

    @property
    def hours(self) -> tuple[str, str]:
        """When it begins and ends, as HH:MM."""
        return _clock(self.start), _clock(self.start + self.minutes)


@dataclass(frozen=True)
class Timetable:
    """A workshop day by day; ``missing`` are the numbers of modules that are not written."""

    name: str
    title: str
    days: tuple[tuple[Slot, ...], ...]
    missing: tuple[str, ...]

    @property
    def work(self) -> int:
        """Minutes of work, without breaks and lunch."""
        return sum(slot.minutes for day in self.days for slot in day if slot.steps)


@dataclass
class _Day:
    """A day that is being filled."""

    rules: Mapping[str, Any]
    slots: list[Slot] = field(default_factory=list)
    since_break: int = 0
    eaten: bool = False

    @property
    def now(self) -> int:
        return self.slots[-1].start + self.slots[-1].minutes if self.slots else _minutes(self.rules["start"])

    def add(self, module: str, step: Step) -> None:
        last = self.slots[-1] if self.slots else None
        fresh = last is not None and last.module != module
        due = bool(self.since_break) and self.since_break + step.minutes > self.rules["without_break"]
        due = due or (fresh and self.since_break >= self.rules["between_modules"])
        if self._time_to_eat(step, due or fresh):
            self._pause(say("kit_timetable_lunch"), self.rules["lunch_minutes"])
            self.eaten = True
        elif due:
            self._pause(say("kit_timetable_break"), self.rules["break"])
        last = self.slots[-1] if self.slots else None
        if last and last.steps and last.module == module:
            self.slots[-1] = replace(last, minutes=last.minutes + step.minutes, steps=(*last.steps, step.what))
        else:
            self.slots.append(Slot(self.now, step.minutes, module, (step.what,)))
        self.since_break += step.minutes

    def _time_to_eat(self, step: Step, good_moment: bool) -> bool:
        if self.eaten or "lunch" not in self.rules:
            return False
        earliest, latest = map(_minutes, self.rules["lunch"])
        return self.now + step.minutes > latest or (good_moment and self.now >= earliest)

    def _pause(self, name: str, minutes: int) -> None:
        self.slots.append(Slot(self.now, minutes, name))
        self.since_break = 0


def timetable_names() -> tuple[str, ...]:
    """The workshops that ``data/horarios.toml`` describes."""
    return tuple(each["name"] for each in _rules()["timetable"])


def make_timetable(name: str, lang: str) -> Timetable:
    """The timetable ``name`` in the language set or given, from the minute plans of the modules.

    Raises
    ------
    LessonError
        If there is no such timetable.
    """
    every = _rules()
    rules = next((each for each in every["timetable"] if each["name"] == name), None)
    if rules is None:
        raise LessonError(
            "kit_timetable_unknown",
            given=name,
            guess=nearest(name, timetable_names()),
            known=", ".join(timetable_names()),
        )
    lessons = {lesson.number: lesson for lesson in list_lessons()}
    with using(lang=lang):
        days = tuple(_day({**every, **rules}, numbers, lessons, lang) for numbers in rules["days"])
    missing = tuple(number for numbers in rules["days"] for number in numbers if number not in lessons)
    return Timetable(name, say(f"kit_timetable_{name}", lang=lang), days, missing)


def _day(
    rules: Mapping[str, Any], numbers: Sequence[str], lessons: Mapping[str, Lesson], lang: str
) -> tuple[Slot, ...]:
    day = _Day(rules)
    for lesson in (lessons[number] for number in numbers if number in lessons):
        module = say("course_module", number=lesson.number, title=lesson.meta["title"][lang])
        for step in _steps(lesson, lang):
            day.add(module, step)
    return tuple(day.slots)


def _steps(lesson: Lesson, lang: str) -> Sequence[Step]:
    """The minute plan; a module without a guide is one step."""
    guide = read_guide(lesson, lang)
    return guide.steps() if guide else [Step(lesson.session_minutes, lesson.meta["objective"][lang], "")]


@cache
def _rules() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data/horarios.toml").read_text("utf-8"))


def _minutes(hour: str) -> int:
    hours, _, minutes = hour.partition(":")
    return 60 * int(hours) + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def write_timetable(name: str, folder: Path, lang: str) -> Iterator[Path]:
    """Write a timetable into ``folder`` as a page and as a table for a spreadsheet; give each file."""
    table = make_timetable(name, lang)
    folder.mkdir(parents=True, exist_ok=True)
    for ending, text in (("html", timetable_page(table, lang)), ("csv", timetable_csv(table))):
        path = folder / f"horario_{name}.{ending}"
        path.write_text(text, "utf-8")
        yield path


def timetable_page(table: Timetable, lang: str) -> str:
    """The timetable as a page for the wall and for paper."""
    words = {
        "days": [[_row(slot) for slot in day] for day in table.days],
        "hours": say(
            "kit_timetable_hours",
            lang=lang,
            hours=format_number(table.work / 60, int(table.work % 60 > 0)),
            n=len(table.days),
        ),
        "missing": say("kit_timetable_missing", lang=lang, known=", ".join(table.missing)) if table.missing else "",
    }
    return sheet("horario", table.title, lang, **words)


def _row(slot: Slot) -> dict[str, Any]:
    start, end = slot.hours
    return {"hours": f"{start}–{end}", "minutes": slot.minutes, "module": slot.module, "steps": slot.steps}


def timetable_csv(table: Timetable) -> str:
    """The timetable as a table for a spreadsheet, one row a stretch."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_csv_rows(table))
    return "\ufeff" + out.getvalue()


def _csv_rows(table: Timetable) -> Iterator[tuple[object, ...]]:
    for number, day in enumerate(table.days, start=1):
        for slot in day:
            yield number, *slot.hours, slot.minutes, slot.module, "; ".join(slot.steps)
