"""What a notebook waits for that is soon done: ``python -m benchmarks.waits``.

Importing the package, each time in a process of its own, and MAIHDA on fifty invented strata, with the intervals of 200
drawn tables (as it is called by default) and without them. The table of medians goes to ``results/waits.md``.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from itertools import product
from pathlib import Path
from statistics import median
from time import perf_counter

SHOWN = Path(__file__).parent / "results" / "waits.md"
BUDGET = 0.5
"""Seconds for each of them."""
REPEATS = 11
IMPORT = "from time import perf_counter as now; begun = now(); {}; print(now() - begun)"
SIZES = {"sexo": 2, "edad": 5, "zona": 5}
SEED = 20261122


def main() -> None:
    table = HEAD.format(machine=_machine(), budget=BUDGET, repeats=REPEATS) + "\n".join(_rows()) + "\n"
    SHOWN.write_text(table, "utf-8")
    print(table)


def _machine() -> str:
    versions = f"Python {platform.python_version()}, pandas {version('pandas')}, scipy {version('scipy')}"
    return f"{date.today()}: {platform.machine()}, {os.cpu_count()} cores, {versions}"


def _rows() -> Iterator[str]:
    yield _row("`import tipanalysis`", _imported("import tipanalysis"))
    verb = _imported("import tipanalysis as tip; tip.count_by")
    yield _row("the same with its first verb, which imports pandas", verb, budget=False)
    yield _row("`import pandas` by itself", _imported("import pandas"), budget=False)
    for family, label in (("binomial", "shares"), ("gaussian", "means")):
        for draws in (0, 200):
            name = f"MAIHDA of {label} on 50 strata, " + (f"{draws} tables drawn" if draws else "none drawn")
            yield _row(name, list(_fitted(family, draws)))


def _row(name: str, seconds: list[float], *, budget: bool = True) -> str:
    within = ("passed" if median(seconds) < BUDGET else "missed") if budget else ""
    return f"| {name} | {median(seconds):.3f} | {min(seconds):.3f} to {max(seconds):.3f} | {within} |"


def _imported(statement: str) -> list[float]:
    command = [sys.executable, "-c", IMPORT.format(statement)]
    return [float(subprocess.check_output(command, encoding="utf-8")) for _ in range(REPEATS)]


def _fitted(family: str, draws: int) -> Iterator[float]:
    """Seconds of each call, the imports of the first left out."""
    from tipanalysis.analysis.maihda_model import maihda

    table = _strata()
    for turn in range(REPEATS + 1):
        begun = perf_counter()
        maihda(table, list(SIZES), family, draws=draws)
        if turn:
            yield perf_counter() - begun


def _strata() -> object:
    """People, events, means and squared distances in 50 strata, with an effect of each level and of each stratum."""
    import numpy as np
    import pandas as pd

    chance = np.random.default_rng(SEED)
    levels = list(product(*(range(size) for size in SIZES.values())))
    frame = pd.DataFrame(levels, columns=list(SIZES)).astype("str")
    effects = sum(chance.normal(0, 0.4, size)[np.array(levels)[:, place]] for place, size in enumerate(SIZES.values()))
    logit = effects - 1 + chance.normal(0, 0.3, len(levels))
    people = chance.integers(4, 120, len(levels))
    events = chance.binomial(people, 1 / (1 + np.exp(-logit)))
    spread = 4.0 * chance.chisquare(people - 1)
    return frame.assign(n=people, events=events, mean=10 + logit + chance.normal(0, 2 / people**0.5), ss=spread)


HEAD = """# Small waits

`python -m benchmarks.waits`, {machine}. Seconds on the clock, the median of {repeats} and their range. Budget:
{budget} seconds. The package imports its parts when they are first used.

| What | median | from, to | |
| --- | --- | --- | --- |
"""


if __name__ == "__main__":
    main()
