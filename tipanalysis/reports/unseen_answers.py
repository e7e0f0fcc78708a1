"""What the records say of whom: whether each question is answered, group by group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..analysis.records import SMALL
from ..counts.counts import Counts
from ..counts.cube import cube
from ..pages.labels import level_label, lower_first, variable_label
from ..register.quality.completeness import GIVEN, field_states
from ..register.quality.groups import GROUP, REST, UNKNOWN, WITH_UNKNOWN, with_groups
from ..register.quality.scheme import load_scheme
from ..register.register import Register
from ..release.gaps import Comparison
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import NOT_APPLICABLE, NOT_RECORDED
from ..words.numbers import PERCENT, format_number, format_percent, format_range
from ..words.texts import say
from .cover import computed_table
from .passage import Passage, paragraph
from .scope import present
from .shown import Shown
from .unseen_bounds import IRREGULAR

if TYPE_CHECKING:
    from ..charts.picture import Picture

QUESTIONS = (
    *("identidad_genero", "discapacidad", "etnia", "lengua_materna", "nivel_educativo", "ocupacion", "finalidad"),
    "forma_captacion",
)
"""What is looked at: whether each record says it."""
SIDE = "parte_"
MAPPED = (f"{SIDE}sexo", f"{SIDE}tipo_entidad")
"""Groupings with a shaded table of their own."""
GROUPS = ("sexo", "mayoria_edad", "origen", "condicion_migratoria", "tipo_entidad")
ANSWERED, YES, NO = "anotado_", "SI", NOT_RECORDED
_DRAWN, NARROW = 10, 4
"""Gaps in the chart, and groups that a table with their gap has room for."""
_APART = 5.0
"""Percentage points of the mean from which it is said of whom less is known."""
Releases = Mapping[str, Release]


def with_answers(register: Register) -> Register:
    """The register with a column for each question, whether it is answered, and one for each grouping.

    ``SIN_DATO``: nothing was recorded; ``SI``: a value, or the question does not apply. Groups are large enough to be
    compared, and nobody is left out: see :func:`~tipanalysis.register.quality.groups.with_groups`.
    """
    asked = present(register, QUESTIONS)
    states = field_states(register, asked)
    answered = states.isin((GIVEN, NOT_APPLICABLE))
    columns = {f"{ANSWERED}{name}": np.where(answered[name], YES, NO) for name in asked}
    grouped = with_groups(register).records
    columns |= {f"{SIDE}{name}": _side(grouped, name) for name in GROUPS if f"{GROUP}{name}" in grouped}
    if "condicion_migratoria" in register.records:
        columns[f"{SIDE}condicion_migratoria"] = _status(register.records["condicion_migratoria"])
    added = pd.DataFrame(columns, index=register.records.index).astype("category")
    return replace(register, records=pd.concat([register.records, added], axis=1))


def _side(grouped: pd.DataFrame, name: str) -> pd.Series:
    """The groups of a variable; the mark of those that hold unknown values goes where there are none."""
    groups = grouped[f"{GROUP}{name}"].astype("str")
    unknown = grouped[name].astype("str").isin(load_codebook().missing_codes).any()
    return groups if unknown else groups.str.removesuffix(WITH_UNKNOWN)


def _status(values: pd.Series) -> np.ndarray:
    """Those in an irregular situation beside all others; few unknown ones go with the others, who are more."""
    codes = values.astype("str")
    unknown = codes.isin(load_codebook().missing_codes)
    rest = REST if unknown.sum() >= load_scheme().least_records or not unknown.any() else f"{REST}{WITH_UNKNOWN}"
    groups = np.where(codes == IRREGULAR, IRREGULAR, np.where(unknown & (rest == REST), UNKNOWN, rest))
    return np.asarray(groups, dtype=object)


def answer_tables(register: Register) -> dict[str, Counts]:
    """Records by group and by whether each question is answered; to be protected together."""
    asked = present(register, [f"{ANSWERED}{name}" for name in QUESTIONS])
    groups = [name for name in present(register, [f"{SIDE}{name}" for name in GROUPS]) if _several(register, name)]
    if not asked or not groups:
        return {}
    counted = cube(register, [*groups, *asked], order=2)
    return {f"{group}_{name}": counted.counts([group, name]) for group in groups for name in asked}


def _several(register: Register, name: str) -> bool:
    return bool(register.records[name].nunique() > 1)


@dataclass(frozen=True)
class Silence:
    """How much is not recorded of a group: the mean of the shares without data over the same questions for all."""

    group: str
    code: str
    share: float
    questions: int


@dataclass(frozen=True)
class Answers:
    """What the records say of the groups of one variable, by question, from the numbers that are shown."""

    releases: Releases
    group: str

    @cached_property
    def comparisons(self) -> dict[str, Comparison]:
        """By question: who has data, between the groups."""
        start = f"{self.group}_{ANSWERED}"
        return {
            name[len(start) :]: Comparison(self._name(name[len(start) :]), release, NO, apart=(UNKNOWN,))
            for name, release in self.releases.items()
            if name.startswith(start)
        }

    def _name(self, question: str) -> str:
        return say("unseen_gap_name", question=variable_label(question), group=lower_first(variable_label(self.group)))

    @property
    def codes(self) -> list[str]:
        """The groups, without those of whom it is not known which they belong to."""
        codes = dict.fromkeys(
            code for each in self.comparisons.values() for code in Shown(each.release).levels(self.group)
        )
        return [code for code in codes if code != UNKNOWN]

    def missing(self, question: str, code: str) -> tuple[int, int] | None:
        """Records of a group without an answer, and all of them; ``None`` where one of the two is hidden."""
        shown = Shown(self.comparisons[question].release)
        whole, missing = shown.n(**{self.group: code}), shown.n(**{self.group: code, f"{ANSWERED}{question}": NO})
        return None if whole is None or missing is None else (missing, whole)

    @cached_property
    def silences(self) -> list[Silence]:
        """Of which group least is known first; over the questions shown for all groups of 20 or more.

        Nothing where these are fewer than half of all questions."""
        taken = {question: {code: self.missing(question, code) for code in self.codes} for question in self.comparisons}
        large = [code for code in self.codes if any((pairs[code] or (0, 0))[1] >= SMALL for pairs in taken.values())]
        whole = [pairs for pairs in taken.values() if all((pairs[code] or (0, 0))[1] >= SMALL for code in large)]
        if len(large) < 2 or 2 * len(whole) < len(taken):
            return []
        shares = {code: fmean(_share(pairs[code]) for pairs in whole) for code in large}
        found = [Silence(self.group, code, share, len(whole)) for code, share in shares.items()]
        return sorted(found, key=lambda each: -each.share)


def _share(pair: tuple[int, int] | None) -> float:
    missing, base = pair or (0, 1)
    return PERCENT * missing / base


def answers_by(releases: Releases) -> list[Answers]:
    """The groupings that the releases hold."""
    groups = dict.fromkeys(name.partition(f"_{ANSWERED}")[0] for name in releases if f"_{ANSWERED}" in name)
    return [Answers(releases, group) for group in groups]


def silence_told(releases: Releases, most: int = 2) -> list[str]:
    """Of whom the records say least, the widest differences first; or that no group stands out, or cannot be told."""
    ranked = [found for each in answers_by(releases) if (found := each.silences)]
    wide = [found for found in ranked if found[0].share - found[-1].share >= _APART]
    wide.sort(key=lambda each: each[-1].share - each[0].share)
    if not wide:
        points = format_number(_APART)
        return [say("unseen_none_silent", points=points) if ranked else say("unseen_no_silence")]
    return [
        say(
            "unseen_silence",
            variable=lower_first(variable_label(first.group)),
            group=level_label(first.group, first.code),
            share=format_percent(first.share),
            n=format_number(first.questions),
            other=level_label(last.group, last.code),
            other_share=format_percent(last.share),
        )
        for first, *_, last in wide[:most]
    ]


def gaps_told(releases: Releases, most: int = 2) -> list[str]:
    """The widest gaps that chance does not explain."""
    found = [
        (question, answers.group, comparison.gap)
        for answers in answers_by(releases)
        for question, comparison in answers.comparisons.items()
        if comparison.gap is not None and comparison.gap.beyond_chance
    ]
    found.sort(key=lambda each: -each[2].interval.estimate)
    return [
        say(
            "unseen_gap",
            question=variable_label(question),
            low=level_label(group, gap.low),
            high=level_label(group, gap.high),
            low_share=format_percent(PERCENT * (1 - gap.low_share)),
            high_share=format_percent(PERCENT * (1 - gap.high_share)),
            range=format_range(PERCENT * gap.interval.lower, PERCENT * gap.interval.upper),
        )
        for question, group, gap in found[:most]
    ]


def answer_table(answers: Answers) -> Passage:
    """Records without data by question and group, with the widest gap and whether chance explains it."""
    if not answers.comparisons:
        return Passage("", "")
    first = next(iter(answers.comparisons.values()))
    labels = [level_label(answers.group, code) for code in answers.codes]
    narrow = len(labels) <= NARROW
    head = [say("unseen_head_question"), *labels, *([say(f"unseen_head_{name}") for name in _GAP] if narrow else [])]
    rows = [
        (
            variable_label(question),
            *(_cell(answers.missing(question, code)) for code in answers.codes),
            *(_gap_cells(comparison) if narrow else ()),
        )
        for question, comparison in answers.comparisons.items()
    ]
    caption = say("unseen_answers_caption", group=lower_first(variable_label(answers.group)))
    return computed_table(caption, head, rows, first.release)


_GAP = ("gap", "reading")


def _cell(pair: tuple[int, int] | None) -> str:
    if pair is None:
        return say("decision_not_shown")
    missing, base = pair
    told = {"n": format_number(missing), "total": format_number(base)}
    return say("group_of", **told, share=format_percent(_share(pair))) if base >= SMALL else say("decision_few", **told)


def _gap_cells(comparison: Comparison) -> tuple[str, str]:
    gap = comparison.gap
    if gap is None:
        return say("decision_not_shown"), say("unseen_no_gap")
    ends = format_range(PERCENT * gap.interval.lower, PERCENT * gap.interval.upper)
    points = say("group_points", gap=format_number(PERCENT * gap.interval.estimate, 1), range=ends)
    return points, say("unseen_gap_real" if gap.beyond_chance else "unseen_gap_chance")


def draw_missing(answers: Answers) -> Picture | Passage:
    """The shares without data of a grouping as a shaded table; nothing where none of them is shown."""
    from ..charts.missingness import draw_missingness

    tables = {question: comparison.release for question, comparison in answers.comparisons.items()}
    told = any(answers.missing(question, code) for question in tables for code in answers.codes)
    name = lower_first(variable_label(answers.group))
    return (
        draw_missingness(tables, across=answers.group, title=say("unseen_missing_title", group=name))
        if told
        else Passage("", "")
    )


def draw_answers(releases: Releases) -> Picture | Passage:
    """The widest gaps of all questions and groupings as a chart; a sentence where none can be computed."""
    from ..charts.gaps import draw_gaps

    made = [each for answers in answers_by(releases) for each in answers.comparisons.values() if each.gap is not None]
    if not made:
        return paragraph("unseen_no_gaps")
    made.sort(key=lambda each: -each.gap.interval.estimate if each.gap else 0)
    return draw_gaps(made[:_DRAWN], title=say("unseen_gaps_title"))
