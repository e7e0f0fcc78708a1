"""How often the searches find what is not there: ``python -m benchmarks.false_alarms``.

Tables of people among whom no group differs, drawn again and again; a false alarm is a table in which a search names
at least one group. The table goes to ``benchmarks/results/false_alarms.md``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd

from tipanalysis.analysis import furthest_behind, scan_intersections
from tipanalysis.analysis.group_tables import group_tables
from tipanalysis.analysis.profile_groups import profile_groups

RESULTS = Path(__file__).parent / "results" / "false_alarms.md"
LEVELS = (2, 3, 4)
PEOPLE = (200, 1000, 5000)
SHARES = (0.2,)
DRAWS = 80
SEED = 20261121
BY = ["one", "two", "three"]


def named(table: pd.DataFrame) -> dict[str, bool]:
    """Which searches name a group."""
    scan = scan_intersections(table, BY).frame
    profile = profile_groups(group_tables(table, BY, 3), min_n=20, alpha=0.05, conf_level=0.95)
    return {
        "scan, Benjamini-Hochberg": bool(scan["flagged"].any()),
        "scan, each test alone": bool((scan["p_value"] <= 0.05).any()),
        "tree, ctree": bool(furthest_behind(table, BY, draws=0).group),
        "tree, cart": bool(furthest_behind(table, BY, "cart", draws=0).group),
        "profile, masked groups": bool(profile["masked"].any()),
    }


def tables(people: int, share: float) -> Iterator[pd.DataFrame]:
    """Tables in which groups of unequal size have the same true share."""
    random = np.random.default_rng([SEED, people, int(100 * share)])
    cells = pd.DataFrame(product(*(range(levels) for levels in LEVELS)), columns=BY).astype("str")
    sizes = np.outer(np.outer([0.7, 0.3], [0.5, 0.3, 0.2]), [0.4, 0.3, 0.2, 0.1]).ravel()
    for _ in range(DRAWS):
        n = random.multinomial(people, sizes)
        yield cells.assign(n=n, events=random.binomial(n, share))


def alarms() -> pd.DataFrame:
    """For each search, size and share: the percentage of tables with an alarm."""
    found = [
        (name, people, share, 100 * alarm)
        for people, share in product(PEOPLE, SHARES)
        for name, alarm in pd.DataFrame(map(named, tables(people, share))).mean().items()
    ]
    return pd.DataFrame(found, columns=["search", "people", "share", "alarms"])


def written(found: pd.DataFrame) -> str:
    """Markdown: one row for each search, one column for each size and share, and the mean."""
    columns = list(product(PEOPLE, SHARES))
    heads = [f"{people} people, share {share}" for people, share in columns]
    lines = [f"| Search | {' | '.join(heads)} | Mean |", "|---" * (len(heads) + 2) + "|"]
    for name, part in found.groupby("search", sort=False):
        at = part.set_index(["people", "share"])["alarms"]
        told = [f"{at[column]:.1f}" for column in columns]
        lines.append(f"| {name} | {' | '.join(told)} | {part['alarms'].mean():.1f} |")
    return "\n".join(lines)


HEAD = f"""# False alarms of the searches

In how many of {DRAWS} tables without any true difference a search names at least one group, in percent: three
dimensions of {", ".join(map(str, LEVELS))} levels and unequal size, groups up to three deep (seed {SEED}). Written by
`python -m benchmarks.false_alarms`. Aimed at: 5 % or less. With {DRAWS} tables a percentage of 5 is known to about
± 5 points.

The scan with every test taken alone stands here to show what happens without the correction for many tests; CART
tests nothing and divides whatever it is given, which is why the conditional inference tree is the default.

"""


if __name__ == "__main__":
    before = process_time()
    RESULTS.write_text(HEAD + written(alarms()) + "\n", encoding="utf-8")
    print(f"{RESULTS.name}: {process_time() - before:.0f} s of CPU")
