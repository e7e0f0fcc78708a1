"""The attacker: tries to work out hidden cells from everything that is shown.

It shares no code with the protector. It knows what a careful reader knows: the tables, their totals and selections,
what was published before, which levels roll up into which, and how to solve linear programmes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..counts.counts import TOTAL, Counts
from ..words.errors import ReleaseError
from ..words.texts import say
from .attack_bounds import Attack, Sparse, telling_cells
from .attack_differences import unprinted
from .attack_system import Model
from .attack_tables import Cell, Codes, Table, told_together
from .attack_verdict import BROKEN, Verdict, judge
from .release import Release

Shown = tuple[str, Codes]
"""A printed cell as a person names it: its table and its codes."""
MOST_TOLD = 6
MOST_EXPLAINED = 12


@dataclass(frozen=True)
class Finding:
    """What an outsider can tell of one hidden cell, or of one number never printed."""

    table: str
    codes: Codes
    low: int
    high: int | None
    threshold: int
    verdict: Verdict
    telling: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Audit:
    """The result of an attack on releases.

    ``findings`` holds one entry per hidden cell, and one per small number that was never printed but can be worked
    out. ``exact`` is false where the tables hang together in more ways than the attacker could follow in full.
    """

    findings: tuple[Finding, ...]
    tables: int
    exact: bool = True

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
        """One sentence for the foot of a report."""
        key = "audit_passed" if self.passed else "audit_failed"
        return say(
            key,
            lang=lang,
            tables=self.tables,
            hidden=self.hidden,
            recovered=self.recovered,
            narrowed=self.narrowed,
            differences=self.differences,
        )


def audit(
    releases: Release | Mapping[str, Release] | Sequence[Release],
    *,
    previous: Sequence[Release | Mapping[str, Release]] = (),
    truth: Mapping[str, Counts] | None = None,
    hidden_means_at_least: int = 0,
) -> Audit:
    """Attack releases as an outsider with patience and a computer would.

    Parameters
    ----------
    releases : the releases that are to be shown together, by name or in order
    previous : what was published before, oldest first
    truth : the true counts by the same names, if whoever asks holds them. An outsider cannot tell which hidden cells
        are small; the house can, and then also finds fault where a small cell's interval lacks any value from 0 to
        the threshold
    hidden_means_at_least : 1 to give the attacker the knowledge that zeros are never hidden

    Returns
    -------
    Audit
        ``passed``, counts of what was found, ``explain()`` and ``summary()``.

    Raises
    ------
    ReleaseError
        If something else than a Release is given, or the tables contradict each other.
    """
    tables = [Table(name, release) for name, release in _named(releases)]
    earlier = [
        Table(say("audit_earlier", name=name, number=number), release)
        for number, publication in enumerate(previous, start=1)
        for name, release in _named(publication)
    ]
    findings: list[Finding] = []
    exact = True
    for group in told_together(tables, earlier):
        for model in _believable(group, hidden_means_at_least):
            findings += _attacked(model, _truly_small(model, truth or {}))
            exact &= model.layout.exact
    return Audit(tuple(findings), len(tables), exact)


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


def _believable(group: list[Table], lower: int) -> list[Model]:
    """The model with all that a reader would believe, or with less where the tables contradict it.

    First the register may have shrunk since the earlier publications; then columns may not agree with what they roll
    up to; then the tables may not speak of the same people at all, and each stands alone.
    """
    newest = [table for table in group if table.epoch == max(table.epoch for table in group)]
    for tables, trusting in ((group, True), (newest, True), (newest, False)):
        model = Model(tables, lower=lower, trusting=trusting)
        if not _contradicts(model):
            return [model]
    alone = [Model([table], lower=lower, trusting=False) for table in newest]
    false = [model.tables[0].name for model in alone if _contradicts(model)]
    if false:
        raise ReleaseError("audit_contradiction_in", tables=", ".join(false))
    return alone


def _contradicts(model: Model) -> bool:
    try:
        Attack(model.system, model.system.rows[:1], whole=False)
    except ReleaseError:
        return True
    return False


def _truly_small(model: Model, truth: Mapping[str, Counts]) -> set[int]:
    """Cells (their places) that the true counts show to be small."""
    numbers: dict[tuple[str, Codes], int] = {}
    for name, counts in truth.items():
        for line in (*counts.frame.to_dict("records"), *counts.margins.to_dict("records")):
            codes = tuple((by, str(line[by])) for by in counts.by if str(line[by]) != TOTAL)
            numbers[name, codes] = int(line["n"])
    small = set()
    for place, cell in enumerate(model.cells):
        table = model.tables[cell.table]
        if 0 < numbers.get((table.name, cell.codes), 0) < table.threshold(cell.codes):
            small.add(place)
    return small


@dataclass(frozen=True)
class _Question:
    """A hidden cell or a number never printed, as a row over the atoms, and the threshold it is judged by."""

    cell: Cell
    row: Sparse
    limit: int
    truly_small: bool = False


def _questions(model: Model, small: set[int]) -> Iterator[_Question]:
    for place, cell in enumerate(model.cells):
        if cell.spoken and model.system.hidden[place]:
            limit = model.tables[cell.table].threshold(cell.codes)
            yield _Question(cell, model.system.rows[[place]], limit, place in small)
    for group in unprinted(model):
        limit = model.tables[group.table].threshold(group.codes)
        yield _Question(Cell(group.table, group.codes, np.nan, spoken=False), group.row, limit)


def _attacked(model: Model, small: set[int]) -> list[Finding]:
    """Put all questions at once, judge the answers, and say what gives the worst ones away."""
    questions = list(_questions(model, small))
    if not questions:
        return []
    attack = _pushed(model, questions)
    findings: list[Finding] = []
    for question, low, high in zip(questions, attack.low, attack.high, strict=True):
        verdict = _verdict(question, low, high, model.lower)
        if question.cell.spoken or verdict in BROKEN:
            told = verdict in BROKEN and sum(bool(finding.telling) for finding in findings) < MOST_EXPLAINED
            findings.append(
                Finding(
                    table=model.tables[question.cell.table].name,
                    codes=question.cell.codes,
                    low=int(low),
                    high=None if np.isinf(high) else int(high),
                    threshold=question.limit,
                    verdict=verdict,
                    telling=_telling(model, question) if told else (),
                )
            )
    return findings


def _pushed(model: Model, questions: list[_Question]) -> Attack:
    """Push every question as far as its verdict needs, not further."""
    from scipy.sparse import vstack

    attack = Attack(model.system, vstack([question.row for question in questions], format="csr"))
    limits = np.array([question.limit for question in questions], dtype=float)
    attack.push_up(limits)
    spoken = np.array([question.cell.spoken for question in questions])
    secret = np.array([question.truly_small for question in questions])
    to_zero = (spoken & (attack.high < limits)) | secret
    attack.push_down(np.where(to_zero, 0.0, np.maximum(attack.high - 1.0, 0.0)))
    return attack


def _verdict(question: _Question, low: float, high: float, least: int) -> Verdict:
    """The verdict on a hidden cell; a number never printed counts where it is known, small and not zero."""
    if question.cell.spoken:
        return judge(low, high, question.limit, least=least, truly_small=question.truly_small)
    return "difference" if judge(low, high, question.limit) == "recovered" and low > 0 else "safe"


def _telling(model: Model, question: _Question) -> tuple[Shown, ...]:
    found = [model.cells[place] for place in telling_cells(model.system, question.row.toarray().ravel())]
    return tuple(dict.fromkeys((model.tables[cell.table].name, cell.codes) for cell in found))


def cell_text(codes: Codes, lang: str | None = None) -> str:
    """A cell as a reader names it.

    Examples
    --------
    >>> cell_text((("sexo", "MUJER"),)), cell_text((), lang="en")
    ('sexo = Mujer', 'the total')
    """
    if not codes:
        return say("audit_total", lang=lang)
    return ", ".join(f"{name} = {_label(name, code, lang)}" for name, code in codes)


def _label(name: str, code: str, lang: str | None) -> str:
    from ..standard.codebook import load_codebook

    book = load_codebook()
    return book.label(name, code, lang) if name in book else code


def _explained(finding: Finding, lang: str | None) -> str:
    told = [
        say("audit_shown_cell", lang=lang, table=table, cell=cell_text(codes, lang))
        for table, codes in finding.telling[:MOST_TOLD]
    ]
    if len(finding.telling) > MOST_TOLD:
        told.append(say("audit_more_cells", lang=lang, number=len(finding.telling) - MOST_TOLD))
    telling = "; ".join(told) or say("audit_all_together", lang=lang)
    cell = cell_text(finding.codes, lang)
    return say(f"audit_{finding.verdict}", lang=lang, table=finding.table, cell=cell, telling=telling)
