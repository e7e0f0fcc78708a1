"""The intersectional profile: a group beside everyone else, and all groups in their way to accreditation."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from ..analysis.contrasts import contrast, contrast_p
from ..analysis.intersectional import IntersectionalProfile, intersectional_profile
from ..analysis.multiplicity import adjust_p
from ..analysis.records import SMALL
from ..counts.count import count_by
from ..counts.counts import Counts
from ..pages.labels import level_label, unit_label, variable_label, variables_in_words
from ..pages.notes import count_in_words
from ..register.register import Register
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import TOTAL
from ..words.errors import ReportError
from ..words.numbers import PERCENT, format_number, format_percent, format_range
from ..words.texts import say
from .cover import computed_table
from .passage import Passage, paragraph
from .scope import ACCREDITED, applications, present
from .shown import Shown

if TYPE_CHECKING:
    from ..charts.picture import Picture

QUESTIONS = (
    *("finalidad", "forma_captacion", "vinculo_tratante", "lugar_explotacion", "ambito"),
    *("condicion_migratoria", "nivel_educativo", "vulnerabilidad", "provincia_explotacion"),
)
"""What a group is compared in, where the source records it and it does not define the group."""
DRAWN = ("finalidad", "forma_captacion", "vinculo_tratante")
"""Questions with a chart of their own; the table has all of them."""
ALL, GROUP = "todas_", "grupo_"
EVERYONE, APPLIED, ACCREDITED_BY = "solicitantes", "solicitaron", "acreditadas"
_AGAINST = np.array([1.0, -1.0])
_Z, _ALPHA = 1.959964, 0.05
_TOLD = 3
Releases = Mapping[str, Release]
Verdict = Literal["more", "less", "open", "few"]


def traits_of(group: str) -> dict[str, str]:
    """The variables and codes of a group, written with colons or equals signs.

    Examples
    --------
    >>> traits_of("sexo:MUJER, mayoria_edad=00-17")
    {'sexo': 'MUJER', 'mayoria_edad': '00-17'}
    """
    parts = [part.replace("=", ":", 1).partition(":") for part in group.split(",")]
    return {name.strip(): code.strip() for name, _, code in parts}


def names_of(variables: str) -> tuple[str, ...]:
    """The variables of a list."""
    return tuple(name.strip() for name in variables.split(","))


def group_label(traits: Mapping[str, str]) -> str:
    """The group in the words of its levels."""
    return " · ".join(level_label(name, code) for name, code in traits.items())


def group_tables(
    victims: Register, traits: Mapping[str, str], variables: Sequence[str], unit: str | None
) -> dict[str, Counts]:
    """Victims by each question, all of them and those of the group; to be protected together.

    Raises
    ------
    ReportError
        Where the source does not record what the group or the crossing is made of.
    """
    absent = [name for name in dict.fromkeys((*traits, *variables)) if name not in victims.variables]
    if absent:
        raise ReportError("group_variables_absent", given=", ".join(map(variable_label, absent)))
    group = victims.where(**traits)
    tables = {}
    for name in present(victims, [name for name in QUESTIONS if name not in traits]):
        tables[f"{ALL}{name}"] = count_by(victims, name, unit=unit)
        tables[f"{GROUP}{name}"] = count_by(group, name, unit=unit)
    return tables


def accreditation_tables(register: Register, variables: Sequence[str], unit: str | None) -> dict[str, Counts]:
    """Who applied and who was accredited, by the variables crossed; nothing where the source has no conditions."""
    if "condicion_victima" not in register.variables:
        return {}
    applied = applications(register)
    if not (applied.records["condicion_victima"].astype("str") == ACCREDITED).any():
        return {}
    known = with_values(applied, variables)
    return {
        EVERYONE: count_by(applied, unit=unit),
        APPLIED: count_by(known, list(variables), unit=unit),
        ACCREDITED_BY: count_by(known.where(condicion_victima=ACCREDITED), list(variables), unit=unit),
    }


def with_values(register: Register, variables: Sequence[str]) -> Register:
    """The records with a value in all of the variables: small numbers of unknown ones would hide the known."""
    book = load_codebook()
    for name in variables:
        codes = sorted(set(register.records[name].astype("str")) - set(book.missing_codes))
        register = register.where(**{name: codes})
    return register


@dataclass(frozen=True)
class Beside:
    """One answer in the group, ``x`` of ``n``, beside everyone else, ``y`` of ``m``; the gap in percentage points."""

    variable: str
    code: str
    x: int
    n: int
    y: int
    m: int
    gap: float
    low: float
    high: float
    verdict: Verdict
    country: str = ""

    @property
    def share(self) -> float:
        """Percent of the group."""
        return PERCENT * self.x / self.n

    @property
    def other(self) -> float:
        """Percent of everyone else."""
        return PERCENT * self.y / self.m

    @property
    def name(self) -> str:
        """The question and the answer in words."""
        variable = variable_label(self.variable, country=self.country)
        return say("group_answer", variable=variable, level=level_label(self.variable, self.code))


def beside_others(releases: Releases) -> list[Beside]:
    """The answers of the group whose numbers, and those of everyone, are shown; the gaps adjusted for their number.

    A share is of all people of the group, those without a value included. Everyone else is all people less the
    group. ``few``: fewer than 20 people on one side, and no conclusion.
    """
    found = [cell for name in releases if _of_group(name) for cell in _cells(releases, name[len(GROUP) :])]
    if not found:
        return []
    events = np.array([(x, y) for *_, (x, _), (y, _) in found], dtype=float)
    sizes = np.array([(n, m) for *_, (_, n), (_, m) in found], dtype=float)
    gap, low, high = contrast(events, sizes, _AGAINST, _Z)
    enough = (sizes >= SMALL).all(axis=1)
    p = np.full(len(found), np.nan)
    if enough.any():
        p[enough] = adjust_p(contrast_p(events, sizes, _AGAINST)[enough])
    sides = PERCENT * np.column_stack([gap, low, high])
    country = next(iter(releases.values())).provenance.country
    return [
        Beside(variable, code, x, n, y, m, *_floats(sides[at]), _verdict(sides[at, 0], p[at]), country)
        for at, (variable, code, (x, n), (y, m)) in enumerate(found)
    ]


def _floats(side: Any) -> tuple[float, float, float]:
    gap, low, high = (float(number) for number in side)
    return gap, low, high


def _verdict(gap: float, p: float) -> Verdict:
    if np.isnan(p):
        return "few"
    return "open" if p > _ALPHA else "more" if gap > 0 else "less"


def _cells(releases: Releases, variable: str) -> Iterator[tuple[str, str, tuple[int, int], tuple[int, int]]]:
    group, everyone = Shown(releases[f"{GROUP}{variable}"]), Shown(releases[f"{ALL}{variable}"])
    n, total = group.n(), everyone.n()
    if not n or not total or total <= n:
        return
    for code in everyone.levels(variable):
        x, both = group.n(**{variable: code}), everyone.n(**{variable: code})
        if x is not None and both is not None and x <= n and 0 <= both - x <= total - n and both:
            yield variable, code, (x, n), (both - x, total - n)


def findings(releases: Releases, traits: Mapping[str, str], profile: IntersectionalProfile | None) -> list[str]:
    """What stands out, in a few sentences made of shown numbers."""
    size, everyone = _sizes(releases)
    label = group_label(traits)
    if everyone is None:
        return [say("group_all_hidden")]
    if size is None:
        return [say("group_hidden", group=label), *_accreditation_told(profile)]
    first = next(iter(releases.values()))
    told = {"group": label, "n": count_in_words(first, size), "total": count_in_words(first, everyone)}
    if size < SMALL:
        return [say("group_few", **told), *_accreditation_told(profile)]
    lines = [say("group_size", **told, share=format_percent(PERCENT * size / everyone) if everyone else "")]
    apart = sorted(beside_others(releases), key=lambda each: -abs(each.gap))
    for verdict in ("more", "less"):
        lines += [_told(each) for each in apart if each.verdict == verdict][:_TOLD]
    if not any(each.verdict in ("more", "less") for each in apart):
        lines.append(say("group_nothing_apart"))
    return [*lines, *_accreditation_told(profile)]


def _told(each: Beside) -> str:
    return say(
        f"group_{each.verdict}",
        answer=each.name,
        share=format_percent(each.share),
        other=format_percent(each.other),
        n=format_number(each.x),
        size=format_number(each.n),
    )


def _sizes(releases: Releases) -> tuple[int | None, int | None]:
    """The group and everyone, where they are shown."""
    for name in filter(_of_group, releases):
        return releases[name].total, releases[f"{ALL}{name[len(GROUP) :]}"].total
    return None, None


def _of_group(name: str) -> bool:
    return name.startswith(GROUP)


def _accreditation_told(profile: IntersectionalProfile | None) -> list[str]:
    if profile is None:
        return []
    return [say("group_accredited", sentence=sentence) for sentence in profile.sentences()]


def beside_table(releases: Releases) -> Passage:
    """The group beside everyone else as a table, the widest gaps first within each question."""
    found = sorted(beside_others(releases), key=lambda each: (QUESTIONS.index(each.variable), -abs(each.gap)))
    if not found:
        return paragraph("group_no_comparison")
    head = [say(f"group_head_{name}") for name in ("answer", "share", "other", "ratio", "gap", "verdict")]
    rows = [_row(each) for each in found]
    return computed_table(say("group_caption"), head, rows, next(iter(releases.values())))


def _row(each: Beside) -> tuple[str, ...]:
    ratio = format_number(each.share / each.other, 1) if each.y else say("group_no_ratio")
    return (
        each.name,
        say("group_of", n=format_number(each.x), total=format_number(each.n), share=format_percent(each.share)),
        say("group_of", n=format_number(each.y), total=format_number(each.m), share=format_percent(each.other)),
        ratio,
        say("group_points", gap=format_number(each.gap, 1), range=format_range(each.low, each.high)),
        say(f"group_verdict_{each.verdict}"),
    )


def accreditation_profile(releases: Releases, variables: Sequence[str]) -> IntersectionalProfile | None:
    """The profile of accreditation, made of the groups whose two numbers are shown; ``None`` with too few of them.

    Of all the variables where that leaves groups to compare, else of those two of them that leave the most people in.
    """
    if not {APPLIED, ACCREDITED_BY} <= set(releases):
        return None
    for size in range(len(variables), 1, -1):
        tried = [_groups_shown(releases, some) for some in combinations(variables, size)]
        usable = [frame for frame in tried if frame["n"].sum() >= SMALL and (frame.iloc[:, :size].nunique() > 1).all()]
        if usable:
            frame = max(usable, key=lambda each: int(each["n"].sum()))
            crossed = [str(name) for name in frame.columns[:size]]
            counts = count_by(frame, [*crossed, _OUTCOME], weight="n")
            return intersectional_profile(counts, crossed, outcome=_OUTCOME, event="SI", favourable=True)
    return None


_OUTCOME = "acreditada"


def _groups_shown(releases: Releases, some: Sequence[str]) -> pd.DataFrame:
    """Of each group whose two numbers are shown who was accredited and who was not."""
    return pd.DataFrame(list(_known_groups(releases, some)), columns=[*some, _OUTCOME, "n"])


def _known_groups(releases: Releases, some: Sequence[str]) -> Iterator[tuple[str | int, ...]]:
    applied, accredited = Shown(releases[APPLIED]), Shown(releases[ACCREDITED_BY])
    places: list[dict[str, str]] = [{}]
    for name in some:
        places = [{**place, name: code} for place in places for code in applied.levels(name)]
    for place in places:
        n, x = applied.n(**place), accredited.n(**place)
        if n and x is not None and x <= n:
            yield (*place.values(), "SI", x)
            yield (*place.values(), "NO", n - x)


def profile_table(profile: IntersectionalProfile | None, releases: Releases) -> Passage:
    """Raw beside shrunken shares of each group; a sentence where there are too few groups to show."""
    if profile is None:
        return paragraph("group_no_profile")
    groups = profile.groups
    rows = [_profile_row(row, profile.by) for row in groups[groups["n"] > 0].to_dict("records")]
    head = [say(f"group_head_{name}") for name in ("group", "accredited", "interval", "shrunken", "verdict")]
    return computed_table(say("group_profile_caption"), head, rows, releases[APPLIED])


def _profile_row(row: Mapping[Hashable, Any], crossed: Sequence[str]) -> tuple[str, ...]:
    of = {"n": format_number(row["events"]), "total": format_number(row["n"]), "share": _percent(row["estimate"])}
    return (
        " · ".join(level_label(name, row[name]) for name in crossed if row[name] != TOTAL),
        say("group_of", **of),
        format_range(PERCENT * row["lower"], PERCENT * row["upper"]),
        _percent(row["shrunken"]),
        say("group_masked" if row["masked"] else "group_differs" if row["differs"] else "group_alike"),
    )


def _percent(share: float) -> str:
    return format_percent(PERCENT * share)


def base_told(profile: IntersectionalProfile | None, releases: Releases) -> Passage:
    """Of how many people the profile of accreditation is made."""
    total = releases[EVERYONE].total if EVERYONE in releases else None
    if profile is None or total is None:
        return Passage("", "")
    inside, unit = format_number(profile.total), unit_label(releases[APPLIED].unit)
    return paragraph(
        "group_profile_base",
        n=inside,
        total=format_number(total),
        unit=unit,
        variables=variables_in_words(profile.by),
    )


def draw_question(releases: Releases, variable: str) -> Picture | Passage:
    """The bars of the group for one question, or one sentence where none of them can be shown."""
    from ..charts.bars import draw_bars

    release = releases[f"{GROUP}{variable}"]
    if release.blank:
        return paragraph("annual_all_hidden", variable=variable_label(variable))
    name = variable_label(variable, country=release.provenance.country)
    return draw_bars(release, by_size=True, title=say("group_chart", variable=name))


def questions_in(releases: Releases) -> list[str]:
    """The variables in which the group is compared, in order."""
    return [name[len(GROUP) :] for name in releases if _of_group(name)]


def drawn_in(releases: Releases) -> list[str]:
    """The variables of the charts of the group."""
    return [name for name in questions_in(releases) if name in DRAWN]


def crossings_in(releases: Releases) -> list[str]:
    """The tables of those who applied and of those accredited, where the source has them."""
    return [name for name in (APPLIED, ACCREDITED_BY) if name in releases]


def limits() -> list[str]:
    """What a comparison of a group cannot tell."""
    return [say("group_limit_others"), say("group_limit_profile")]
