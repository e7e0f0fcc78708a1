"""The attack on published files: all tables together, with what came before, and a verdict for each file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ..release.attack_verdict import BROKEN
from ..release.audit import Audit, audit, cell_text
from ..release.policy import Policy
from ..release.release import Release
from ..standard.fixed_codes import TOTAL
from ..words.texts import say
from .files import Published
from .grid import CountTable
from .held import Names, as_releases
from .people import followed, people_of


@dataclass(frozen=True)
class Verdict:
    """What came of one file: how many tables and hidden cells were attacked, and how each broken one was broken."""

    name: str
    tables: int = 0
    hidden: int = 0
    broken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """By what tables of others are judged, and what they count; ours bring their own.

    The ``policy`` says with its ``zeros`` whether a mark may stand for a zero (``protect``) or readers know that it
    never does.
    """

    policy: Policy
    unit: str = "persona"


def attack_files(
    files: Sequence[Published], before: Sequence[Published], rules: Rules
) -> tuple[tuple[Verdict, ...], bool]:
    """Attack the tables of ``files`` together, knowing what the files of ``before`` (oldest first) said.

    Returns
    -------
    (verdicts, exact)
        One verdict for each file of ``files``, then one for each of ``before`` of which something can be worked out by
        now; ``exact`` is false where the attacker could not follow everything in full.

    Raises
    ------
    ReleaseError
        If the tables contradict each other.
    """
    names = Names()
    groups = people_of(foreign_tables(files))
    now = {name: release for file in files if file.releases for name, release in _named(file, -1).items()}
    for number, group in enumerate(groups, start=1):
        now |= as_releases(group, names, source=str(number), policy=rules.policy, unit=rules.unit)
    earlier = [(file, _named(file, place)) for file in before for place in range(len(file.releases))]
    earlier += [(file, _named(file, place)) for file in files for place in range(len(file.releases) - 1)]
    for file in before:
        old = people_of(foreign_tables([file]))
        for group, match in zip(old, followed(groups, old), strict=True):
            source = file.name if match is None else str(match + 1)
            earlier.append((file, as_releases(group, names, source=source, policy=rules.policy, unit=rules.unit)))
    found = audit(now, previous=[tables for _, tables in earlier])
    owners = _owners(files, earlier)
    open_ones = {name: shown_small(name, release) for name, release in now.items()}
    verdicts = [_verdict(file, owners, found, open_ones) for file in (*files, *before)]
    return tuple(each for place, each in enumerate(verdicts) if place < len(files) or each.broken), found.exact


def _named(file: Published, place: int) -> dict[str, Release]:
    """The releases of one publication of a file, each named with its file."""
    return {_full_name(file, name): release for name, release in file.releases[place].items()}


def _full_name(file: Published, table: str) -> str:
    """A table with its file; the file alone where it holds one table that has no name of its own."""
    return file.name if table == file.paths[0].stem else f"{file.name}: {table}"


def _owners(
    files: Sequence[Published], earlier: Sequence[tuple[Published, Mapping[str, Release]]]
) -> dict[str, Published]:
    """The file of each table, by the name under which the audit speaks of it."""
    owners = {_full_name(file, name): file for file in files for name in (*file.tables, *_newest(file))}
    for number, (file, tables) in enumerate(earlier, start=1):
        owners |= {say("audit_earlier", name=name, number=number): file for name in tables}
    return owners


def _newest(file: Published) -> Iterable[str]:
    return file.releases[-1] if file.releases else ()


def shown_small(name: str, release: Release) -> list[str]:
    """A sentence for a table that shows small numbers for all to see; none for any other."""
    lines = pd.concat([release.frame, release.margins], ignore_index=True)
    codes = [tuple((by, str(line[by])) for by in release.by if line[by] != TOTAL) for _, line in lines.iterrows()]
    limits = [release.policy.threshold_for([by for by, _ in cell]) for cell in codes]
    small = ((lines["n"] > 0) & (lines["n"] < limits)).fillna(False).tolist()
    found = [cell for cell, is_small in zip(codes, small, strict=True) if is_small]
    if not found:
        return []
    return [say("published_shown", table=name, cells=len(found), first=cell_text(found[0]))]


def _verdict(
    file: Published, owners: Mapping[str, Published], found: Audit, shown: Mapping[str, Sequence[str]]
) -> Verdict:
    """What the audit found in the tables of one file. That a hidden cell is empty tells of nobody."""
    mine = [finding for finding in found.findings if owners[finding.table] is file]
    told = [finding for finding in found.findings if finding.verdict in BROKEN]
    broken = [sentence for name in shown if owners[name] is file for sentence in shown[name]]
    broken += [
        sentence
        for finding, sentence in zip(told, found.explain(), strict=True)
        if owners[finding.table] is file and finding.high != 0
    ]
    tables = len(file.tables) + sum(map(len, file.releases))
    hidden = sum(finding.verdict != "difference" for finding in mine)
    return Verdict(file.name, tables, hidden, tuple(broken))


def foreign_tables(files: Iterable[Published]) -> dict[str, CountTable]:
    """The tables of others in some files, each named with its file."""
    return {_full_name(file, name): table for file in files for name, table in file.tables.items()}
