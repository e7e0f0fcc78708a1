"""Relations of recruitment and exploitation: what appears together more or less than chance would bring about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ..analysis.multiplicity import adjust_p
from ..analysis.records import SMALL
from ..analysis.two_way import adjusted_residuals, association
from ..counts.count import count_by
from ..counts.counts import Counts
from ..pages.labels import level_label, lower_first, unit_label, variable_label
from ..pages.notes import count_in_words
from ..register.register import Register
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..words.numbers import format_number
from ..words.texts import say
from .cover import computed_table
from .passage import Passage, bullets, paragraph
from .shown import Shown

if TYPE_CHECKING:
    from ..charts.picture import Picture

RELATED = (("forma_captacion", "finalidad"), ("medio_captacion", "finalidad"), ("lugar_captacion", "finalidad"))
FLOWS = (("lugar_captacion", "pais_explotacion"), ("pais_captacion", "pais_explotacion"))
ANSWERED, YES, NO = "respondida_", "SI", "NO"
_ALPHA, _FLAG, _TOLD = 0.05, 2.0, 3
_WEAK, _STRONG = 0.3, 0.5
"""Below the first an association is called weak, from the second on strong (Cohen 1988)."""
Pair = tuple[str, str]


def with_answers(register: Register) -> Register:
    """The register with a column that says, for each variable of the pairs, whether it holds a value."""
    names = dict.fromkeys(name for pair in (*RELATED, *FLOWS) for name in pair)
    records = register.records.copy()
    for name in names:
        if name in register.variables:
            answered = np.where(_has_value(register, name), YES, NO)
            records[f"{ANSWERED}{name}"] = answered
            records[f"{ANSWERED}{name}"] = records[f"{ANSWERED}{name}"].astype("category")
    return replace(register, records=records)


def _has_value(register: Register, name: str) -> np.ndarray:
    missing = load_codebook().missing_codes
    if name in register.records:
        return np.asarray(~register.records[name].astype("str").isin(missing))
    answers = register.children[name]
    known = answers.loc[~answers[name].astype("str").isin(missing), "id"]
    return np.asarray(register.records["id"].isin(known))


def relation_tables(register: Register, unit: str | None) -> dict[str, Counts]:
    """Counts by each pair that the register holds, of those with a value in both; to be protected together."""
    tables = {}
    for one, other in (*RELATED, *FLOWS):
        if {one, other} <= set(register.variables):
            known = register.where(**{f"{ANSWERED}{one}": YES, f"{ANSWERED}{other}": YES})
            if len(known):
                tables[name_of((one, other))] = count_by(known, [one, other], unit=unit)
    return tables


def name_of(pair: Pair) -> str:
    """The name of the table of a pair."""
    return f"{pair[0]}_{pair[1]}"


@dataclass(frozen=True)
class Together:
    """Two answers in the same people: ``n`` of them, where ``expected`` would be if the two had nothing to do.

    ``residual`` is adjusted (beyond 2 is unlike chance), ``p`` adjusted for all cells of the table, ``effect`` is
    Cramér's V of having one and having the other, corrected for its bias.
    """

    one: str
    other: str
    n: int
    expected: float
    residual: float
    p: float
    effect: float

    @property
    def verdict(self) -> str:
        """``more``, ``less`` or ``open``."""
        if not (abs(self.residual) > _FLAG and self.p <= _ALPHA and self.expected >= 1):
            return "open"
        return "more" if self.residual > 0 else "less"

    @property
    def strength(self) -> str:
        """``weak``, ``moderate`` or ``strong``."""
        return "weak" if self.effect < _WEAK else "moderate" if self.effect < _STRONG else "strong"


@dataclass(frozen=True)
class Relation:
    """The cells of a pair whose number and both totals are shown; each as a table of two by two.

    So it holds where a person gives several answers: having one and having another, in the same people.
    """

    release: Release

    @cached_property
    def cells(self) -> tuple[Together, ...]:
        """All of them, the farthest from chance first; none with fewer than 20 people."""
        if (self.release.total or 0) < SMALL:
            return ()
        tables = list(self._tables())
        found = [adjusted_residuals(table, adjust=None).iloc[0] for *_, table in tables]
        tested = [at for at, each in enumerate(found) if not np.isnan(each["p"])]
        if not tested:
            return ()
        adjusted = adjust_p([float(found[at]["p"]) for at in tested])
        cells = [
            Together(
                *tables[at][:2],
                n=tables[at][2][0][0],
                expected=float(found[at]["expected"]),
                residual=float(found[at]["adjusted"]),
                p=float(p),
                effect=association(tables[at][2]).v_corrected,
            )
            for at, p in zip(tested, adjusted, strict=True)
        ]
        return tuple(sorted(cells, key=lambda each: -abs(each.residual)))

    @property
    def apart(self) -> tuple[Together, ...]:
        """Those that chance does not explain."""
        return tuple(cell for cell in self.cells if cell.verdict != "open")

    def _tables(self) -> Iterator[tuple[str, str, list[list[int]]]]:
        first, second = self.release.by
        shown = Shown(self.release)
        for one in shown.levels(first):
            for other in shown.levels(second):
                numbers = shown.n(**{first: one, second: other}), shown.n(**{first: one}), shown.n(**{second: other})
                both, row, column, total = *numbers, self.release.total
                if both is None or row is None or column is None or total is None:
                    continue
                table = [[both, row - both], [column - both, total - row - column + both]]
                if min(min(line) for line in table) >= 0:
                    yield one, other, table


def findings(releases: Mapping[str, Release], everyone: Release) -> list[str]:
    """What goes together and what the largest flows are, in a few sentences."""
    lines = []
    for pair in (pair for pair in RELATED if name_of(pair) in releases):
        lines += [_told(pair, cell) for cell in Relation(releases[name_of(pair)]).apart[:_TOLD]]
    if not lines:
        lines = [_none_told(releases)]
    flows = [largest_flow(releases[name_of(pair)]) for pair in FLOWS if name_of(pair) in releases]
    total = everyone.total
    size = say("relation_size", n=count_in_words(everyone, total)) if total is not None else ""
    return [line for line in (size, *lines, *flows) if line]


def _none_told(releases: Mapping[str, Release]) -> str:
    """Why no relation is told: none stands out, or the source has no variables to relate."""
    related = any(name_of(pair) in releases for pair in RELATED)
    return say("relation_none" if related else "relation_absent")


def _told(pair: Pair, cell: Together) -> str:
    return say(
        f"relation_{cell.verdict}",
        one=level_label(pair[0], cell.one),
        other=level_label(pair[1], cell.other),
        n=format_number(cell.n),
        expected=format_number(cell.expected, 1),
        strength=say(f"relation_{cell.strength}"),
    )


def largest_flow(release: Release) -> str:
    """The largest flow in words; where the hidden ones together are larger, that it cannot be told. Empty: no total."""
    total, flows = release.total, _flows(release)
    if total is None:
        return ""
    country = release.provenance.country
    called = [lower_first(variable_label(by, country=country)) for by in release.by]
    names = dict(zip(("what", "where"), called, strict=True))
    hidden = total - sum(n for *_, n in flows)
    whole = count_in_words(release, total)
    if not flows or flows[0][2] < hidden:
        return say("relation_flow_hidden", **names, hidden=count_in_words(release, max(hidden, 0)), total=whole)
    start, end, n = flows[0]
    return say("relation_flow", **names, start=start, end=end, n=count_in_words(release, n), total=whole)


def flows_told(release: Release) -> list[str]:
    """The three largest flows shown, and how many people are in hidden ones."""
    total, flows = release.total, _flows(release)
    if total is None:
        return []
    whole = count_in_words(release, total)
    lines = [
        say("relation_flow_line", start=start, end=end, n=count_in_words(release, n), total=whole)
        for start, end, n in flows[:_TOLD]
    ]
    hidden = total - sum(n for *_, n in flows)
    if hidden > 0:
        lines.append(say("relation_flow_rest", hidden=count_in_words(release, hidden), total=whole))
    return lines


def _flows(release: Release) -> list[tuple[str, str, int]]:
    """The flows shown, the largest first: from where, to where, how many."""
    first, second = release.by
    shown = release.frame[(release.frame["status"] == "shown") & (release.frame["n"] > 0)]
    rows = shown.sort_values("n", ascending=False, kind="stable").to_dict("records")
    return [(level_label(first, str(row[first])), level_label(second, str(row[second])), int(row["n"])) for row in rows]


def base_told(release: Release, everyone: Release) -> Passage:
    """How many people have a value in both variables, of all; the rest is in no row of the table."""
    if release.total is None or everyone.total is None:
        return paragraph("relation_base_hidden")
    return paragraph(
        "relation_base",
        n=count_in_words(release, release.total),
        total=count_in_words(everyone, everyone.total),
        unit=unit_label(release.unit),
    )


def relation_table(release: Release) -> Passage:
    """The cells that differ from chance as a table, and how many were looked at; or why there are none."""
    relation = Relation(release)
    if not relation.cells:
        return paragraph("relation_no_cells")
    cells, looked = relation.apart, format_number(len(relation.cells))
    if not cells:
        return paragraph("relation_all_open", n=looked)
    head = [say(f"relation_head_{name}") for name in ("pair", "n", "expected", "residual", "effect", "reading")]
    rows = [_row(release.by, cell) for cell in cells]
    names = (variable_label(name, country=release.provenance.country) for name in release.by)
    table = computed_table(
        say("relation_caption", one=next(names), other=lower_first(next(names))), head, rows, release
    )
    told = say("relation_looked", n=looked, found=format_number(len(cells)))
    return Passage(table.html + bullets([told]).html, f"{table.text}\n{told}")


def _row(by: tuple[str, ...], cell: Together) -> tuple[str, ...]:
    return (
        say("relation_pair", one=level_label(by[0], cell.one), other=level_label(by[1], cell.other)),
        format_number(cell.n),
        format_number(cell.expected, 1),
        format_number(cell.residual, 1),
        say("relation_effect", effect=format_number(cell.effect, 2), strength=say(f"relation_{cell.strength}")),
        say(f"relation_reading_{cell.verdict}"),
    )


def draw_flow(release: Release) -> Picture | Passage:
    """The flows of a pair, small ones together; a sentence where none of them can be shown."""
    from ..charts.flows import draw_flows

    if release.blank or not release.total:
        return paragraph("relation_no_flow")
    return draw_flows(release)


def limits() -> list[str]:
    """What relations cannot tell."""
    return [say("relation_limit_cause"), say("relation_limit_known"), say("relation_limit_events")]
