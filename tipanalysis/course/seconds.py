"""How long each solved notebook takes: measured when it is built, kept beside the benchmarks, held to a budget."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ..words.numbers import format_number
from ..words.settings import LANGS
from ..words.texts import say
from .lesson import Lesson, Part, project_folder

BUDGET = 8.0
"""Seconds from an empty kernel to the last cell: what a participant with an old laptop can still wait for."""
COLUMNS = ("notebook", "lang", "seconds")


def seconds_path() -> Path:
    """Where the measured times lie; workshops without the folder keep none."""
    return project_folder() / "benchmarks" / "results" / "lessons.csv"


def seconds_of(run: Callable[[], object]) -> float:
    """How long ``run`` takes with the programs it starts: the time of the clock, or of the processor if that is less.

    On a busy machine the clock also counts the others; the processor's time is that of the programs that have ended.
    """
    clock, processor = time.perf_counter(), _processor_time()
    run()
    clock, processor = time.perf_counter() - clock, _processor_time() - processor
    return min(clock, processor) if processor else clock


def _processor_time() -> float:
    """Of programs that have ended; nothing where the system does not tell."""
    try:
        from resource import RUSAGE_CHILDREN, getrusage
    except ImportError:  # Windows
        return 0.0
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def keep_seconds(part: Part, lang: str, seconds: float) -> None:
    """Write down how long a notebook took."""
    path = seconds_path()
    if not path.parent.is_dir():
        return
    kept = {**kept_seconds(), (part.name, lang): seconds}
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows((name, lang, f"{took:.1f}") for (name, lang), took in sorted(kept.items()))


def kept_seconds() -> Mapping[tuple[str, str], float]:
    """The times written down, by notebook and language; none where there is no file."""
    path = seconds_path()
    if not path.is_file():
        return {}
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return {(row["notebook"], row["lang"]): float(row["seconds"]) for row in rows}


def seconds_faults(lesson: Lesson) -> Iterator[str]:
    """The notebooks that take too long, or whose time nobody took, where times are kept."""
    kept = kept_seconds()
    for part in lesson.parts if kept else ():
        for lang in LANGS:
            took = kept.get((part.name, lang))
            if took is None:
                yield say("course_gate_stale", path=seconds_path().name, lesson=lesson.name)
            elif took > BUDGET:
                told = {"seconds": format_number(took, 1), "budget": format_number(BUDGET)}
                yield say("course_gate_slow", notebook=part.name, language=lang, lesson=lesson.name, **told)


def seconds_told(lesson: Lesson) -> Iterator[str]:
    """A line for each notebook whose time is kept, and what to do where it is too long."""
    names = {part.name for part in lesson.parts}
    yield from (_line(name, lang, took) for (name, lang), took in kept_seconds().items() if name in names)
    yield from seconds_faults(lesson)


def _line(name: str, lang: str, took: float) -> str:
    return say("course_seconds", notebook=name, language=lang, seconds=format_number(took, 1))


def slowest_told() -> str:
    """How many notebooks have their time, how long they take together, and which takes longest."""
    kept = kept_seconds()
    if not kept:
        return ""
    (name, lang), most = max(kept.items(), key=lambda each: each[1])
    told = {"n": format_number(len(kept)), "all": format_number(sum(kept.values())), "most": format_number(most, 1)}
    return say("course_seconds_all", notebook=name, language=lang, budget=format_number(BUDGET), **told)
