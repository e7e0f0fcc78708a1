"""The attacker: tries to work out hidden cells from everything that is shown.

It shares no code with the protector. It knows what a careful reader knows: the tables, their totals and selections,
their shares, what was published before, which levels roll up into which, and how to solve linear programmes. It can
also take the place of each person who is alone in a hidden cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..analysis.estimates import Estimates
from ..counts.counts import TOTAL, Counts
from ..register.remembered import remembered, without_title
from ..words.errors import ReleaseError
from ..words.texts import say
from .attack_bounds import Floats
from .attack_questions import Inquiry
from .attack_system import Model
from .attack_tables import Codes, Table, told_together
from .attack_verdict import BROKEN, Finding, Verdict
from .release import Release

MOST_TOLD = 6


@dataclass(frozen=True)
class Audit:
    """The result of an attack on releases.

    ``findings`` holds one entry per hidden cell, and one per small number that was never printed but can be worked
    out. ``exact`` is false where the tables hang together in more ways than the attacker could follow in full,
    ``whole`` where they are so large that it thought of fractions of people too; ``insider`` is true if it also took
    the place of each person who is alone in a hidden cell. Where tables are ``rounded``, each of their numbers is
    attacked as a hidden cell of which the rounding is known.
    """

    findings: tuple[Finding, ...]
    tables: int
    exact: bool = True
    whole: bool = True
    insider: bool = False
    rounded: bool = False

    @property
    def passed(self) -> bool:
        """Whether nothing was found that says more than the rule itself."""
        return not any(finding.verdict in BROKEN for finding in self.findings)

    @property
    def hidden(self) -> int:
        """How many hidden cells were attacked."""
        return sum(finding.verdict != "difference" for finding in self.findings)

    @property
    def recovered(self) -> int:
        """Hidden cells whose number is small and known exactly."""
        return self._count("recovered")

    @property
    def narrowed(self) -> int:
        """Hidden cells that are certainly small and about which more is known than the rule says."""
        return self._count("narrowed")

    @property
    def differences(self) -> int:
        """Small numbers never printed that follow from what is."""
        return self._count("difference")

    @property
    def inside(self) -> int:
        """Numbers of which the one person of some hidden cell can tell more than the rule says."""
        return self._count("insider")

    def _count(self, verdict: Verdict) -> int:
        return sum(finding.verdict == verdict for finding in self.findings)

    @property
    def frame(self) -> pd.DataFrame:
        """One row per finding: ``table``, ``cell``, ``low``, ``high``, ``threshold``, ``verdict``.

        For a safe cell ``low`` and ``high`` are values seen to be possible, the truth may be wider; for all others
        they are the bounds. ``high`` is missing where nothing holds the cell down.
        """
        rows = [(f.table, cell_text(f.codes), f.low, f.high, f.threshold, f.verdict) for f in self.findings]
        frame = pd.DataFrame(rows, columns=["table", "cell", "low", "high", "threshold", "verdict"])
        return frame.astype({"low": "Int64", "high": "Int64", "threshold": "Int64"})

    def explain(self, lang: str | None = None) -> tuple[str, ...]:
        """One sentence per cell that is not safe: which cell, and which printed cells give it away."""
        return tuple(_explained(finding, lang) for finding in self.findings if finding.verdict in BROKEN)

    def summary(self, lang: str | None = None) -> str:
        """What was found, for the foot of a report, with what was not tried."""
        verdict = say(
            "audit_passed" if self.passed else "audit_failed",
            lang=lang,
            tables=self.tables,
            hidden=self.hidden,
            recovered=self.recovered,
            narrowed=self.narrowed,
            inside=self.inside,
            differences=self.differences,
        )
        more = [
            ("audit_rounded", self.rounded),
            ("audit_from_inside", self.insider),
            ("audit_linear", not self.whole),
            ("audit_partly", not self.exact),
        ]
        return " ".join([verdict, *(say(key, lang=lang) for key, wanted in more if wanted)])


def audit(
    releases: Release | Mapping[str, Release] | Sequence[Release],
    *,
    previous: Sequence[Release | Mapping[str, Release]] = (),
    truth: Mapping[str, Counts | Estimates] | None = None,
    hidden_means_at_least: int | None = None,
    insider: bool | None = None,
) -> Audit:
    """Attack releases as an outsider with patience and a computer would, and as the people in them would.

    Parameters
    ----------
    releases : the releases that are to be shown together, by name or in order
    previous : what was published before, oldest first
    truth : the true counts by the same names, if whoever asks holds them. An outsider cannot tell which hidden cells
        are small; the house can, and then also finds fault where a small cell's interval lacks any value below the
        threshold but those that the mark itself rules out
    hidden_means_at_least : 1 for readers who know that zeros are never hidden, 0 for all others. By default 1 where
        the policy of all tables publishes zeros, as it then says
    insider : whether to attack also with what each person knows who is alone in a hidden cell. With ``truth`` those
        are the cells of one person; without it every hidden cell that could be one is supposed to be, which finds
        fault with tables that nobody can open. By default, where ``truth`` is given, as the policy of the tables says

    Returns
    -------
    Audit
        ``passed``, counts of what was found, ``explain()`` and ``summary()``.

    Raises
    ------
    ReleaseError
        If something else than a Release is given, or the tables contradict each other.

    Examples
    --------
    The two are hidden, and the men with them, so that the total does not give them away:

    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"sexo": ["MUJER"] * 9 + ["HOMBRE"] * 7 + ["INTERSEX"] * 2})
    >>> audit(protect(count_by(people, "sexo"))).passed
    True
    """
    tables = [Table(name, release) for name, release in _named(releases)]
    earlier = [
        Table(say("audit_earlier", name=name, number=number), release)
        for number, publication in enumerate(previous, start=1)
        for name, release in _named(publication)
    ]
    true = {name: _counts(table) for name, table in (truth or {}).items()}

    def from_inside(table: Table) -> bool:
        return insider if insider is not None else truth is not None and table.release.policy.insider

    findings, exact, whole = remembered(
        lambda: (
            *("audit", truth is None, {name: without_title(table) for name, table in true.items()}),
            *([(table.name, without_title(table.release)) for table in part] for part in (tables, earlier)),
            *(hidden_means_at_least, insider),
        ),
        lambda: _attacked(tables, earlier, true, hidden_means_at_least, from_inside),
    )
    rounded = any(table.release.rounded for table in tables)
    return Audit(findings, len(tables), exact, whole, any(map(from_inside, tables)), rounded)


def _counts(table: Counts | Estimates) -> Counts:
    return table.counts if isinstance(table, Estimates) else table


def _attacked(
    tables: list[Table],
    earlier: list[Table],
    truth: Mapping[str, Counts],
    known_least: int | None,
    from_inside: Callable[[Table], bool],
) -> tuple[tuple[Finding, ...], bool, bool]:
    """What was found, whether in all ways in which the tables hang together, and among whole people."""
    findings: list[Finding] = []
    exact = whole = True
    for group in told_together(tables, earlier):
        least = _least(group) if known_least is None else known_least
        for inquiry in _believable(group, least, truth):
            findings += inquiry.findings(from_inside)
            exact &= inquiry.model.layout.exact
            whole &= inquiry.in_whole_numbers
    return tuple(findings), exact, whole


def _named(releases: object) -> Iterable[tuple[str, Release]]:
    pairs: list[tuple[str, object]]
    if isinstance(releases, Mapping):
        pairs = list(releases.items())
    elif isinstance(releases, Sequence) and not isinstance(releases, str):
        pairs = [(str(place), release) for place, release in enumerate(releases, start=1)]
    else:
        pairs = [("1", releases)]
    for name, release in pairs:
        if not isinstance(release, Release):
            raise ReleaseError("audit_not_a_release", name=name, given=type(release).__name__)
        yield name, release


def _least(group: list[Table]) -> int:
    """What every reader knows of a hidden cell."""
    return int(all(table.release.policy.zeros_exact for table in group))


def _believable(group: list[Table], lower: int, truth: Mapping[str, Counts]) -> list[Inquiry]:
    """The inquiry with all that a reader would believe, or with less where the tables contradict it.

    First people may have been taken out of the register since the earlier publications; then columns may not agree
    with what they roll up to; then the tables may not speak of the same people at all, and each stands alone.
    """

    def into(tables: list[Table], trusting: bool, grew: bool = True) -> Inquiry:
        model = Model(tables, lower=lower, trusting=trusting, grew=grew)
        return Inquiry(model, _true_numbers(model, truth), _known_to_insiders(model, truth))

    newest = [table for table in group if table.epoch == max(table.epoch for table in group)]
    for tables, trusting, grew in (
        (group, True, True),
        (group, True, False),
        (newest, True, True),
        (newest, False, True),
    ):
        inquiry = into(tables, trusting, grew)
        if inquiry.is_possible:
            return [inquiry]
    alone = [into([table], trusting=False) for table in newest]
    false = [inquiry.model.tables[0].name for inquiry in alone if not inquiry.is_possible]
    if false:
        raise ReleaseError("audit_contradiction_in", tables=", ".join(false))
    return alone


def _true_numbers(model: Model, truth: Mapping[str, Counts]) -> Floats:
    """The true number of every cell of the model; NaN where the house does not tell."""
    numbers: dict[tuple[str, Codes], int] = {}
    for name, counts in truth.items():
        for line in (*counts.frame.to_dict("records"), *counts.margins.to_dict("records")):
            codes = tuple((by, str(line[by])) for by in counts.by if str(line[by]) != TOTAL)
            numbers[name, codes] = int(line["n"])
    places = [(model.tables[cell.table].name, cell.codes) for cell in model.cells]
    return np.array([numbers.get(place, np.nan) for place in places], dtype=float)


def _known_to_insiders(model: Model, truth: Mapping[str, Counts]) -> frozenset[int]:
    """The cells that one event makes up by the rule of their policy, as far as the house tells: places of the model."""
    events: dict[tuple[str, Codes], tuple[int, int]] = {}
    for name, counts in truth.items():
        events |= {(name, tuple(sorted(codes))): event for codes, event in counts.events.items()}
    found = set()
    for place, (cell, number) in enumerate(zip(model.cells, _true_numbers(model, truth), strict=True)):
        table = model.tables[cell.table]
        policy = table.release.policy
        largest, many = events.get((table.name, tuple(sorted(cell.codes))), (0, policy.fewest_events))
        if 100 * largest > policy.dominance * number or many < policy.fewest_events:
            found.add(place)
    return frozenset(found)


def cell_text(codes: Codes, lang: str | None = None) -> str:
    """A cell as a reader names it.

    Examples
    --------
    >>> cell_text((("sexo", "MUJER"),)), cell_text((), lang="en")
    ('Sexo registrado = Mujer', 'the total')
    """
    if not codes:
        return say("audit_total", lang=lang)
    return ", ".join(" = ".join(_labels(name, code, lang)) for name, code in codes)


def _labels(name: str, code: str, lang: str | None) -> tuple[str, str]:
    from ..standard.codebook import load_codebook

    book = load_codebook()
    return (book[name].label(lang), book.label(name, code, lang)) if name in book else (name, code)


def _explained(finding: Finding, lang: str | None) -> str:
    printed = [("audit_shown_cell", shown) for shown in finding.telling]
    printed += [("audit_shown_share", shown) for shown in finding.shares]
    told = [
        say(key, lang=lang, table=table, cell=cell_text(codes, lang)) for key, (table, codes) in printed[:MOST_TOLD]
    ]
    if len(printed) > MOST_TOLD:
        told.append(say("audit_more_cells", lang=lang, number=len(printed) - MOST_TOLD))
    telling = "; ".join(told) or say("audit_all_together", lang=lang)
    cell = cell_text(finding.codes, lang)
    knower, own = finding.knower or ("", ())
    own_cell = cell_text(own, lang)
    return say(
        f"audit_{finding.verdict}",
        lang=lang,
        table=finding.table,
        cell=cell,
        telling=telling,
        knower=knower,
        own=own_cell,
    )
