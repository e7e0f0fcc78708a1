"""How often a 95 % interval holds the truth: ``python -m benchmarks.coverage``.

Exact sums over all outcomes for one and two groups and for counts, seeded draws for the excess of two traits. The
grid holds small groups and rare traits, as registers do. The table goes to ``benchmarks/results/coverage.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import binom, poisson

from tipanalysis.analysis.contrasts import contrast
from tipanalysis.analysis.differences import difference_table
from tipanalysis.analysis.intervals import count_table, proportion_table

RESULTS = Path(__file__).parent / "results" / "coverage.md"
SIZES = (5, 10, 20, 50, 100, 200)
SHARES = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
MEANS = (0.5, 1, 2, 3, 5, 8, 12, 20, 50, 100)
DRAWS = 4000
SEED = 20261121
NEAR = 1.5
Z = 1.959963984540054
Found = tuple[str, str, str, float]
"""Interval, size of the group, true value, coverage in percent."""


def one_share(method: str) -> Iterator[Found]:
    """Coverage of an interval for one proportion, summed over all outcomes."""
    for n in SIZES:
        x = np.arange(n + 1)
        limits = proportion_table(x, np.full(n + 1, n), method)
        for p in SHARES:
            holds = (limits["lower"] <= p + 1e-12) & (p - 1e-12 <= limits["upper"])
            yield f"proportion, {method}", f"n = {n}", f"p = {p}", 100 * binom.pmf(x, n, p)[holds].sum()


def two_shares(method: str, sizes: tuple[int, ...]) -> Iterator[Found]:
    """Coverage of an interval for a difference, summed over all pairs of outcomes."""
    for n1, n2 in product(sizes, sizes):
        x1, x2 = (grid.ravel() for grid in np.meshgrid(np.arange(n1 + 1), np.arange(n2 + 1), indexing="ij"))
        limits = difference_table(x1, np.full(len(x1), n1), x2, np.full(len(x2), n2), method)
        for p1, p2 in product(SHARES, SHARES):
            gap = p1 - p2
            holds = (limits["lower"] <= gap + 1e-12) & (gap - 1e-12 <= limits["upper"])
            chance = binom.pmf(x1, n1, p1) * binom.pmf(x2, n2, p2)
            yield f"difference, {method}", f"n = {min(n1, n2)}", f"p = {p1}, {p2}", 100 * chance[holds].sum()


def excess() -> Iterator[Found]:
    """Coverage of the square-and-add interval for the excess of two traits, by seeded draws."""
    random = np.random.default_rng(SEED)
    weights = np.array([1.0, -1.0, -1.0, 1.0])
    for n in SIZES:
        for shares in product((0.05, 0.2, 0.5), repeat=4):
            p = np.array(shares)
            events = random.binomial(n, p, size=(DRAWS, 4)).astype("float64")
            _, low, high = contrast(events, np.full_like(events, n), weights, Z)
            truth = float(weights @ p)
            holds = (low <= truth + 1e-12) & (truth - 1e-12 <= high)
            yield "excess, square-and-add", f"n = {n}", f"p = {shares}", 100 * holds.mean()


def one_count(method: str) -> Iterator[Found]:
    """Coverage of an interval for a count, summed over all outcomes that matter."""
    for mean in MEANS:
        x = np.arange(int(mean + 12 * mean**0.5 + 20))
        limits = count_table(x, method=method)
        holds = (limits["lower"] <= mean) & (mean <= limits["upper"])
        yield f"count, {method}", f"mean {mean}", f"mean {mean}", 100 * poisson.pmf(x, mean)[holds].sum()


def every() -> pd.DataFrame:
    """All coverages found."""
    found = [row for method in ("wilson", "jeffreys", "midp", "clopper-pearson") for row in one_share(method)]
    found += [row for method in ("newcombe", "miettinen-nurminen") for row in two_shares(method, (5, 10, 20, 50))]
    found += [*excess(), *(row for method in ("exact", "exact-byar", "midp") for row in one_count(method))]
    return pd.DataFrame(found, columns=["interval", "size", "truth", "coverage"])


def table(found: pd.DataFrame) -> str:
    """Markdown: the mean over the grid, then each size, and where an interval does worst."""
    lines = [f"| Interval | Mean | Lowest | Where | Within {NEAR} points |", "|---|---|---|---|---|"]
    lines += [_line(name, part) for name, part in found.groupby("interval", sort=False)]
    lines += ["", "By the size of the smallest group, mean over the true values (lowest):", ""]
    sized = found[~found["interval"].str.startswith("count")]
    sizes = list(dict.fromkeys(sized["size"]))
    lines += [f"| Interval | {' | '.join(sizes)} |", "|---" * (len(sizes) + 1) + "|"]
    for name, part in sized.groupby("interval", sort=False):
        cells = [part.loc[part["size"] == size, "coverage"] for size in sizes]
        told = [f"{cell.mean():.1f} ({cell.min():.1f})" if len(cell) else "" for cell in cells]
        lines.append(f"| {name} | {' | '.join(told)} |")
    return "\n".join([*lines, "", *_beyond(found)])


def _beyond(found: pd.DataFrame) -> list[str]:
    """Each interval that lies farther from 95 % than it should, on average: over all sizes, or at one of them."""
    lines = [f"Where the mean is farther than {NEAR} points from 95 %:", ""]
    for name, part in found.groupby("interval", sort=False):
        sizes = part.groupby("size", sort=False)["coverage"].mean()
        far = sizes[abs(sizes - 95) > NEAR]
        over_all = f"over the grid ({part['coverage'].mean():.1f})" if abs(part["coverage"].mean() - 95) > NEAR else ""
        told = [over_all, *(f"{size} ({mean:.1f})" for size, mean in far.items())]
        lines.append(f"- {name}: {', '.join(filter(None, told)) or 'nowhere'}")
    return lines


def _line(name: object, part: pd.DataFrame) -> str:
    worst = part.loc[part["coverage"].idxmin()]
    near = 100 * (abs(part["coverage"] - 95) <= NEAR).mean()
    where = f"{worst['size']}, {worst['truth']}"
    return (
        f"| {name} | {part['coverage'].mean():.2f} | {worst['coverage']:.1f} | {where} | {near:.0f} % of {len(part)} |"
    )


HEAD = f"""# Coverage of 95 % intervals

How often an interval holds the truth, in percent. Groups of {SIZES[0]} to {SIZES[-1]}, true shares of {SHARES[0]} to
{SHARES[-1]}, means of {MEANS[0]} to {MEANS[-1]}. Exact sums over all outcomes; the excess of two traits by {DRAWS}
draws for each point of the grid (seed {SEED}). Written by `python -m benchmarks.coverage`.

On average over the grid Wilson, Jeffreys, mid-p, Newcombe, Miettinen-Nurminen and square-and-add lie within {NEAR}
points of 95 %. The exact intervals (Clopper-Pearson; exact and Byar for counts) do not: they never fall below 95 % and
hold more, most of all in small groups; `method="midp"` is the variant of each that lies nearer. Single points of the
grid lie lower: the column "Where" names the worst. The list at the end names every size at which a mean is off.

"""


def main() -> None:
    """Compute, print and keep the table."""
    text = HEAD + table(every()) + "\n"
    RESULTS.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
