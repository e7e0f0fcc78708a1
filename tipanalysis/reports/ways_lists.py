"""Lists of other institutions side by side: what each counts, whom it can see, and who stands on several of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import permutations
from typing import TYPE_CHECKING

from ..analysis.records import SMALL
from ..counts.count import count_by
from ..counts.counts import Counts
from ..counts.overlap import ON
from ..pages.labels import in_words, level_label, lower_first, unit_label, variable_label
from ..pages.notes import count_in_words
from ..register.register import Register
from ..release.release import Release
from ..words.numbers import PERCENT, format_number, format_percent
from ..words.settings import reader_lang
from ..words.texts import say
from .cover import computed_table
from .lists import OVERLAP, Lists
from .parameters import years_of
from .passage import Passage, bullets, paragraph
from .scope import absent, present
from .shown import Shown
from .ways import REGISTERED

if TYPE_CHECKING:
    from ..charts.picture import Picture

_LIST = "lista_"
_COVERED = ("sexo", "mayoria_edad")
Releases = Mapping[str, Release]


def list_tables(lists: Lists, period: str) -> dict[str, Counts]:
    """Each list by year and by whom it holds, and who is on which; to be protected together with the register.

    The overlap is of the whole lists: a person may be on one in one year and on another in the next.
    """
    tables: dict[str, Counts] = {}
    for name, register in lists.registers.items():
        if absent(register, [REGISTERED]):
            continue
        inside = register.where(**{REGISTERED: _years_in(register, period)})
        tables[f"{_LIST}{name}"] = count_by(inside, REGISTERED)
        tables |= {
            f"{_LIST}{name}_{column}": count_by(inside, column, levels="all") for column in present(inside, _COVERED)
        }
    return tables if lists.overlap is None else {**tables, OVERLAP: lists.overlap}


def _years_in(register: Register, period: str) -> tuple[str, ...]:
    """The years of the period that the list holds; all of the period where it holds none."""
    there = set(register.records[REGISTERED].astype("str"))
    return tuple(year for year in years_of(period) if year in there) or years_of(period)


def lists_in(releases: Releases) -> dict[str, Release]:
    """The lists by year, by their name."""
    return {name.removeprefix(_LIST): each for name, each in releases.items() if _is_list(name, each)}


def _is_list(name: str, release: Release) -> bool:
    return name.startswith(_LIST) and release.by == (REGISTERED,)


def covered(releases: Releases, name: str) -> str:
    """Whom a list can see, as far as the levels with nobody tell; in rounded numbers a 0 tells nothing."""
    columns = [column for column in _COVERED if f"{_LIST}{name}_{column}" in releases]
    told = [_only(releases[f"{_LIST}{name}_{column}"], column) for column in columns]
    if None in told:
        return "; ".join(filter(None, told)) or say("ways_covers_hidden")
    return "; ".join(filter(None, told)) or say("ways_covers_all")


def _only(release: Release, column: str) -> str | None:
    """The one level that the list holds, in words; empty where it holds several, ``None`` where that is hidden."""
    shown = Shown(release)
    numbers = {code: shown.n(**{column: code}) for code in shown.levels(column)}
    if release.rounded or sum(n is None for n in numbers.values()) > 1:
        return None
    there = [code for code, n in numbers.items() if n != 0]
    return say("ways_covers_only", level=lower_first(level_label(column, there[0]))) if len(there) == 1 else ""


def lists_told(releases: Releases) -> list[str]:
    """The figures of the lists in one sentence, and how many people stand on several of them."""
    lists = lists_in(releases)
    shown = {name: release for name, release in lists.items() if release.total is not None}
    figures = "; ".join(
        f"{_named(name)}, {count_in_words(release, release.total or 0)} {unit_label(release.unit)}"
        for name, release in shown.items()
    )
    lines = [say("ways_lists_told", figures=figures)] if shown else []
    return [*lines, *overlap_told(releases)]


def _named(name: str) -> str:
    return say("pages_quoted", text=name)


def overlap_told(releases: Releases) -> list[str]:
    """How many of the people on the lists are on more than one: whoever adds the lists counts them again."""
    release = releases.get(OVERLAP)
    if release is None or release.total is None:
        return []
    shown = Shown(release)
    alone = [shown.n(**{each: ON if each == name else "NO" for each in release.by}) for name in release.by]
    if None in alone or release.total < SMALL:
        return _widest_told(release)
    n = release.total - sum(each for each in alone if each is not None)
    share = format_percent(PERCENT * n / release.total)
    total = count_in_words(release, release.total)
    return [say("ways_overlap", n=count_in_words(release, n), total=total, share=share)]


def _widest_told(release: Release) -> list[str]:
    """Where not all that is needed is shown: the two lists of which the largest part of one is on the other."""
    shown = Shown(release)
    found = [
        (both / n, both, n, one, other)
        for one, other in permutations(release.by, 2)
        if (n := shown.n(**{one: ON})) is not None
        and (both := shown.n(**{one: ON, other: ON})) is not None
        and n >= SMALL
    ]
    total = count_in_words(release, release.total or 0)
    if not found:
        return [say("ways_overlap_hidden", total=total)]
    share, both, n, one, other = max(found)
    told = {"n": format_number(both), "of": format_number(n), "share": format_percent(PERCENT * share)}
    return [say("ways_overlap_widest", total=total, one=_named(one), other=_named(other), **told)]


def lists_table(releases: Releases) -> Passage:
    """Each list with its figure, its unit, its date and whom it can see. There is no total."""
    lists = lists_in(releases)
    if not lists:
        return paragraph("ways_no_lists")
    head = [say(f"ways_head_{name}") for name in ("list", "n", "persons", "unit", "date", "covers")]
    date = lower_first(variable_label(REGISTERED))
    rows = [
        (
            _named(name),
            _n(release.total),
            _n(_on(releases, name)),
            unit_label(release.unit),
            date,
            covered(releases, name),
        )
        for name, release in lists.items()
    ]
    return computed_table(say("ways_lists_caption"), head, rows, next(iter(lists.values())))


def _n(n: int | None) -> str:
    return say("decision_not_shown") if n is None else format_number(n)


def _on(releases: Releases, name: str) -> int | None:
    """Persons on a list, whatever others they are on."""
    release = releases.get(OVERLAP)
    return None if release is None or name not in release.by else Shown(release).n(**{name: ON})


def overlap_table(releases: Releases) -> Passage:
    """Of the people on each list how many are on each other one; no cell may be added to another."""
    release = releases.get(OVERLAP)
    if release is None:
        return paragraph("ways_no_overlap")
    head = [say("ways_head_on"), *(_named(name) for name in release.by)]
    rows = [(_named(one), *(_both(release, one, other) for other in release.by)) for one in release.by]
    return computed_table(say("ways_overlap_caption"), head, rows, release)


def _both(release: Release, one: str, other: str) -> str:
    shown = Shown(release)
    n, both = shown.n(**{one: ON}), shown.n(**{one: ON, other: ON})
    if one == other:
        return say("unseen_no_gap")
    if n is None or both is None or n < SMALL:
        return say("decision_not_shown")
    share = format_percent(PERCENT * both / n)
    return say("group_of", n=format_number(both), total=format_number(n), share=share)


def draw_lists(releases: Releases) -> list[Picture | Passage]:
    """The years of each list in a panel of its own, and the combinations of lists where most of them are shown."""
    from ..charts.combinations import draw_combinations
    from ..charts.comparators import draw_comparators

    lists = {_named(name): release for name, release in lists_in(releases).items()}
    drawn: list[Picture | Passage] = []
    if any((release.frame["status"] == "shown").any() for release in lists.values()):
        drawn.append(draw_comparators(lists, title=say("ways_lists_chart")))
    if OVERLAP in releases and 2 * (releases[OVERLAP].frame["status"] == "hidden").sum() < len(releases[OVERLAP].frame):
        drawn.append(draw_combinations(releases[OVERLAP], title=say("ways_overlap_chart")))
    return drawn


@cache
def _published() -> tuple[Mapping[str, str], ...]:
    text = files(__package__).joinpath("data", "cifras_publicadas.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def published(country: str) -> Passage:
    """What others published of the same years, each figure with who counted what and where it stands.

    A sentence for a country of which no such figures are on file.
    """
    lang = reader_lang(None)
    rows = [row for row in _published() if row["pais"] == country]
    if not rows:
        return paragraph("ways_no_published")
    lines = []
    for year in dict.fromkeys(row["anio"] for row in rows):
        own = [row for row in rows if row["anio"] == year]
        told = [say("ways_published_one", n=format_number(int(row["n"])), what=row[f"que_{lang}"]) for row in own]
        sources = in_words(list(dict.fromkeys(row["fuente"] for row in own)))
        lines.append(say("ways_published_line", year=year, figures="; ".join(told), source=sources))
    how = paragraph("ways_published_how")
    listed = bullets(lines, css="tip-limits")
    return Passage(how.html + listed.html, f"{how.text}\n{listed.text}")


def limits() -> list[str]:
    """What a comparison of sources cannot tell."""
    return [say(f"ways_limit_{name}") for name in ("links", "definition", "sum")]
