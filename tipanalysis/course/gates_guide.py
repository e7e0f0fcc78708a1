"""The gates of a module's guide: both languages, every section, a plan that adds up, time enough to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..words.numbers import format_percent
from ..words.settings import LANGS
from ..words.texts import say
from .card import verbs_without_words
from .guide import AUDIENCES, SECTIONS, Guide, guide_heading, guide_path, guide_title, read_guide
from .lesson import Lesson
from .reading import reading_of, tolerance

LEAST_ON_CHILDREN = 40
"""Words that the section on children has at least."""


def guide_faults(lesson: Lesson) -> Iterator[str]:
    """What is wrong with the guides of a module and with its minutes, one sentence each."""
    guides = []
    for lang in LANGS:
        guide = read_guide(lesson, lang)
        if guide is None:
            yield say("kit_gate_no_guide", lesson=lesson.name, path=guide_path(lesson, lang).name)
        else:
            guides.append(guide)
            yield from _section_faults(lesson, guide) or _plan_faults(lesson, guide)
    plans = [[row[0] for row in guide.plan_rows()] for guide in guides]
    if len(plans) == len(LANGS) and plans[0] != plans[1]:
        yield say("kit_gate_plans_differ", lesson=lesson.name)
    yield from _time_faults(lesson)
    for verb in verbs_without_words(lesson):
        yield say("kit_gate_verb", lesson=lesson.name, verb=verb)


def _section_faults(lesson: Lesson, guide: Guide) -> list[str]:
    where = {"lesson": lesson.name, "path": guide_path(lesson, guide.lang).name}
    title = guide_title(lesson, guide.lang)
    wanted = [guide_heading(name, guide.lang) for name in SECTIONS]
    if guide.title != title:
        return [say("kit_gate_title", title=title, **where)]
    if list(guide.headings) != wanted:
        first = next((name for name in wanted if name not in guide.headings), guide.headings[-1])
        return [say("kit_gate_sections", given=first, known=" · ".join(wanted), **where)]
    empty = [heading for heading, text in guide.sections if not text]
    return [say("kit_gate_empty", heading=heading, **where) for heading in empty] or [*_inside(lesson, guide, where)]


def _inside(lesson: Lesson, guide: Guide, where: dict[str, str]) -> Iterator[str]:
    """What a section must name: every exercise, every institution, and enough about children."""
    answers = re.findall(r"^### +\D*([\d.]+\d) *$", guide.section("answers"), flags=re.MULTILINE)
    for exercise in lesson.exercise_ids():
        if exercise not in answers:
            yield say("kit_gate_exercise", exercise=exercise, heading=guide_heading("answers", guide.lang), **where)
    for audience in AUDIENCES:
        name = say(f"kit_audience_{audience}", lang=guide.lang)
        if f"- **{name}.** " not in guide.section("variants"):
            yield say("kit_gate_audience", name=name, heading=guide_heading("variants", guide.lang), **where)
    if len(guide.section("children").split()) < LEAST_ON_CHILDREN:
        yield say("kit_gate_children", heading=guide_heading("children", guide.lang), n=LEAST_ON_CHILDREN, **where)


def _plan_faults(lesson: Lesson, guide: Guide) -> Iterator[str]:
    where = {"lesson": lesson.name, "path": guide_path(lesson, guide.lang).name}
    wrong = [row[0] for row in guide.plan_rows() if not row[0].isdecimal()]
    if wrong or not guide.plan_rows():
        yield say("kit_gate_plan", given=wrong[0] if wrong else "", **where)
        return
    total = sum(step.minutes for step in guide.steps())
    if total != lesson.session_minutes:
        yield say("kit_gate_plan_sum", given=total, wanted=lesson.session_minutes, **where)


def _time_faults(lesson: Lesson) -> Iterator[str]:
    least, most = tolerance()
    for lang in LANGS:
        reading = reading_of(lesson, lang)
        if not least <= reading.share <= most:
            where = {"lesson": lesson.name, "language": lang}
            parts = {"share": reading.share, "least": least, "most": most}
            shares = {name: format_percent(100 * part, 0) for name, part in parts.items()}
            yield say("kit_gate_reading", needed=round(reading.needed), minutes=reading.minutes, **where, **shares)
