"""Seconds from an answer to what is said of it: ``python -m benchmarks.feedback``.

For each module a process of its own, as a notebook has: after ``import tipanalysis`` the right answer, each named
mistake, nothing and every hint of each exercise, each given once and shown as a notebook shows it. The first answer of
a process pays for what is read then. The table goes to ``results/feedback.md``.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

SHOWN = Path(__file__).parent / "results" / "feedback.md"
BUDGET = 0.3
"""Seconds that nobody waits for."""


def main() -> None:
    from tipanalysis.course.lesson import list_lessons

    rows = [(lesson.number, _measured_apart(lesson.number)) for lesson in list_lessons() if lesson.exercises()]
    SHOWN.write_text(report(rows), "utf-8")
    print(SHOWN.read_text("utf-8"))


def _measured_apart(module: str) -> list[float]:
    """The seconds of a module, measured by a process of its own that keeps its progress in an empty folder."""
    with TemporaryDirectory() as home:
        environment = {**os.environ, "TIPANALYSIS_PROGRESS": str(Path(home) / "avance.json")}
        command = [sys.executable, "-m", "benchmarks.feedback", module]
        ended = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    return [float(line) for line in ended.stdout.split()]


def measure(module: str) -> Iterator[float]:
    """Seconds of each feedback of a module, the first one first."""
    import tipanalysis as tip
    from tipanalysis.course.key import key_of
    from tipanalysis.course.lesson import load_lesson

    tip.settings(lang="es")
    lesson = load_lesson(module)
    for task in lesson.exercises():
        for answer in (*(one.value for one in key_of(lesson, task).values()), None):
            begun = perf_counter()
            tip.check(task.id, answer)._repr_html_()
            yield perf_counter() - begun
        for number in range(1, task.hints + 1):
            begun = perf_counter()
            tip.hint(task.id, number)._repr_html_()
            yield perf_counter() - begun


def report(rows: list[tuple[str, list[float]]]) -> str:
    """The table, a row a module."""
    lines = [
        f"| {module} | {len(found)} | {_ms(found[0])} | {_ms(median(found))} | {_ms(max(found[1:]))} |"
        for module, found in rows
    ]
    slowest = max(second for _, found in rows for second in found)
    machine = f"{date.today()}: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return HEAD.format(machine=machine, budget=_ms(BUDGET), slowest=_ms(slowest)) + "\n".join(lines) + "\n"


HEAD = """# Feedback

`python -m benchmarks.feedback`, {machine}. Milliseconds on the clock from an answer (the right one, each named mistake,
nothing) or a wish for a hint to the words. The first of a fresh notebook reads the lessons. Budget: {budget}. Slowest
of all: {slowest}.

| Module | answers and hints | first | median | slowest later |
| --- | --- | --- | --- | --- |
"""


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}" if seconds >= 0.01 else f"{1000 * seconds:.1f}"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(*measure(sys.argv[1]), sep="\n")
    else:
        main()
