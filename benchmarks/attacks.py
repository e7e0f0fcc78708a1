"""The gate against the attacker, thousands of times: ``python -m benchmarks.attacks``.

Random releases are protected and attacked by somebody who holds the true counts, from outside and in the place of
each person who is alone in a hidden cell; then the same releases with nothing hidden but the small numbers. The table
goes to ``benchmarks/results/attacks.md`` and grows with every round, so that the run can be stopped; with a number
after the name, so many releases of each family and no file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from time import process_time
from unittest.mock import patch

import numpy as np

from benchmarks.attack_cases import FAMILIES, Case, true_counts
from tipanalysis.counts.counts import TOTAL, Counts
from tipanalysis.release.attack_verdict import BROKEN
from tipanalysis.release.audit import Audit, audit
from tipanalysis.release.people import decide
from tipanalysis.release.protect import protect_together
from tipanalysis.release.release import Release
from tipanalysis.words.errors import ReleaseError
from tipanalysis.words.texts import say

RESULTS = Path(__file__).parent / "results" / "attacks.md"
RELEASES = 250
BARE_EVERY = 4
"""Of so many releases of a family one is attacked also without secondary suppression."""
SEED = 20261122


@dataclass
class Tally:
    """What came of the releases of one family."""

    releases: int = 0
    refused: int = 0
    cells: int = 0
    hidden: int = 0
    recovered: int = 0
    narrowed: int = 0
    differences: int = 0
    inside: int = 0
    mistaken: int = 0
    protecting: float = 0.0
    attacking: float = 0.0
    bare_releases: int = 0
    bare_open: int = 0
    bare_hidden: int = 0
    bare_broken: int = 0

    @property
    def broken(self) -> int:
        """Everything that the attacker found in protected releases."""
        return self.recovered + self.narrowed + self.differences + self.inside

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, part.name) + getattr(other, part.name) for part in fields(Tally)))


def attacked(case: Case, *, bare: bool = True) -> Tally:
    """One release, protected and attacked, and if ``bare`` attacked again without secondary suppression."""
    began = process_time()
    try:
        found = _published(case)
    except ReleaseError as refusal:
        if refusal.key not in ("protect_impossible", "protect_beside_earlier"):
            raise
        return Tally(releases=1, refused=1, protecting=process_time() - began)
    done = Tally(
        releases=1,
        cells=sum(len(counts.frame) + len(counts.margins) for counts in true_counts(case.tables).values()),
        hidden=found.audit.hidden,
        recovered=found.audit.recovered,
        narrowed=found.audit.narrowed,
        differences=found.audit.differences,
        inside=found.audit.inside,
        mistaken=found.mistaken,
        protecting=found.protecting,
        attacking=found.attacking,
    )
    return done + _bare(case) if bare else done


@dataclass(frozen=True)
class _Attacked:
    audit: Audit
    mistaken: int
    protecting: float
    attacking: float


def _published(case: Case, *, insider: bool = True) -> _Attacked:
    began = process_time()
    before: list[dict[str, Release]] = []
    for tables in (*case.before, case.tables):
        held = [release for publication in before for release in publication.values()]
        before.append(protect_together(tables, policy=case.policy, previous=held))
    now = before.pop()
    protected = process_time()
    truth = true_counts(case.tables)
    for number, tables in enumerate(case.before, start=1):
        for name, counts in true_counts(tables).items():
            truth[say("audit_earlier", name=name, number=number)] = counts
    found = audit(now, previous=before, truth=truth, insider=insider)
    kept = _true_findings(found, truth)
    mistaken = sum(finding.verdict in BROKEN and finding not in kept.findings for finding in found.findings)
    return _Attacked(kept, mistaken, protected - began, process_time() - protected)


def _true_findings(found: Audit, truth: dict[str, Counts]) -> Audit:
    """What was found less what is not so: who believes that a register only grew, and it did not, may err."""
    numbers = {
        (name, tuple((by, str(line[by])) for by in counts.by if str(line[by]) != TOTAL)): int(line["n"])
        for name, counts in truth.items()
        for line in (*counts.frame.to_dict("records"), *counts.margins.to_dict("records"))
    }
    kept = [
        finding
        for finding in found.findings
        if finding.verdict == "difference"
        or finding.low <= numbers[finding.table, finding.codes] <= (np.inf if finding.high is None else finding.high)
    ]
    return replace(found, findings=tuple(kept))


def _bare(case: Case) -> Tally:
    """The attack from outside where only what is small is hidden."""
    with patch("tipanalysis.release.protect.decide", partial(decide, secondary=False)):
        found = _published(case, insider=False).audit
    broken = found.recovered + found.narrowed
    return Tally(bare_releases=1, bare_open=not found.passed, bare_hidden=found.hidden, bare_broken=broken)


def tallies(releases: int, seed: int = SEED) -> Iterator[dict[str, Tally]]:
    """For each family what came of its releases, after one of each, two of each, and so on."""
    done = {name: Tally() for name in FAMILIES}
    for release in range(releases):
        for number, (name, family) in enumerate(FAMILIES.items()):
            case = family(np.random.default_rng([seed, number, release]))
            done[name] += attacked(case, bare=release % BARE_EVERY == 0)
        yield done


HEADS = (
    "Releases", "Refused", "Cells", "Hidden", "Worked out", "Narrowed", "By subtraction", "By an insider", "Mistaken",
    "Broken without secondary suppression: releases", "hidden cells", "Seconds to protect", "to attack",
)  # fmt: skip


def line(name: str, done: Tally) -> str:
    """One row of the table."""
    numbers = [
        done.releases, done.refused, done.cells, done.hidden, done.recovered, done.narrowed, done.differences,
        done.inside, done.mistaken,
    ]  # fmt: skip
    shares = [f"{done.bare_open} of {done.bare_releases}", f"{100 * done.bare_broken / max(done.bare_hidden, 1):.0f} %"]
    seconds = [f"{done.protecting:.0f}", f"{done.attacking:.0f}"]
    return f"| {name} | {' | '.join([*map(str, numbers), *shares, *seconds])} |"


def written(done: dict[str, Tally]) -> str:
    """Markdown: one row for each family, and all together."""
    rows = [line(name, tally) for name, tally in done.items()]
    whole = line("all", sum(done.values(), Tally()))
    return "\n".join([f"| Family | {' | '.join(HEADS)} |", "|---" * (len(HEADS) + 1) + "|", *rows, whole]) + "\n"


HEAD = f"""# The gate against the attacker

Random releases of registers of 15 to 160 invented people, with the policies `publication` and `strict` (seed {SEED}).
Each is protected, and attacked by somebody who holds the true counts, from outside and as each person who is alone in
a hidden cell; every {BARE_EVERY}th again, from outside, with nothing hidden but the small numbers. Written by
`python -m benchmarks.attacks`; seconds of CPU. Refused: the gate found no safe way beside what was published before,
and said so. Aimed at: nothing worked out, narrowed, or told by subtraction or to an insider; a report in which the
audit finds any of it is not written. Mistaken: what readers would work out who believe that a register only grew when
it did not, and which is not so; it tells of nobody, and is not counted among the others.

"""


if __name__ == "__main__":
    done: dict[str, Tally] = {}
    for done in tallies(int(sys.argv[1]) if len(sys.argv) > 1 else RELEASES):
        if len(sys.argv) == 1:
            RESULTS.write_text(HEAD + written(done), encoding="utf-8")
    print(written(done))
