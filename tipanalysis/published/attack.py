"""The attack on published files: all tables together, with what came before, and a verdict for each file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..release.attack_verdict import BROKEN
from ..release.audit import Audit, audit
from ..release.policy import Policy
from ..release.release import Release
from .files import Published
from .grid import CountTable
from .held import Names, as_releases
from .people import followed, people_of


@dataclass(frozen=True)
class Verdict:
    """What came of one file: how many tables and hidden cells were attacked, and how each broken one was broken."""

    name: str
    tables: int
    hidden: int
    broken: tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    """By what tables of others are judged, and what they count; ours bring their own.

    ``zeros_hidden`` is false where readers are told that a mark never stands for a zero.
    """

    policy: Policy
    unit: str = "persona"
    zeros_hidden: bool = True


def attack_files(
    files: Sequence[Published], before: Sequence[Published], rules: Rules
) -> tuple[tuple[Verdict, ...], bool]:
    """Attack the tables of ``files`` together, knowing what the files of ``before`` (oldest first) said.

    Returns
    -------
    (verdicts, exact)
        One verdict for each file, in their order; ``exact`` is false where the tables hang together in more ways than
        the attacker could follow in full.

    Raises
    ------
    ReleaseError
        If the tables contradict each other.
    """
    names = Names()
    now, earlier = _ours(files, before)
    groups = people_of(_foreign(files))
    for number, group in enumerate(groups, start=1):
        now |= as_releases(group, names, source=str(number), policy=rules.policy, unit=rules.unit)
    for file in before:
        tables: dict[str, Release] = {}
        old = people_of(_foreign([file]))
        for group, match in zip(old, followed(groups, old), strict=True):
            source = file.name if match is None else str(match + 1)
            tables |= as_releases(group, names, source=source, policy=rules.policy, unit=rules.unit)
        earlier.append(tables)
    found = audit(now, previous=earlier, hidden_means_at_least=0 if rules.zeros_hidden else 1)
    return tuple(_verdict(file, found) for file in files), found.exact


def _ours(
    files: Iterable[Published], before: Iterable[Published]
) -> tuple[dict[str, Release], list[dict[str, Release]]]:
    """Our own releases: the newest publication of each file now, all others earlier."""
    now: dict[str, Release] = {}
    earlier = [_named(file, tables) for file in before for tables in file.releases]
    for file in files:
        earlier += [_named(file, tables) for tables in file.releases[:-1]]
        now |= _named(file, file.releases[-1]) if file.releases else {}
    return now, earlier


def _foreign(files: Iterable[Published]) -> dict[str, CountTable]:
    return {_full_name(file, name): table for file in files for name, table in file.tables.items()}


def _named(file: Published, tables: Mapping[str, Release]) -> dict[str, Release]:
    return {_full_name(file, name): release for name, release in tables.items()}


def _full_name(file: Published, table: str) -> str:
    """A table with its file; the file alone where it holds one table that has no name of its own."""
    return file.name if table == file.paths[0].stem else f"{file.name}: {table}"


def _verdict(file: Published, found: Audit) -> Verdict:
    """What the audit found in the tables of one file. That a hidden cell is empty tells of nobody."""
    names = {_full_name(file, name) for name in (*file.tables, *(name for each in file.releases for name in each))}
    mine = [finding for finding in found.findings if finding.table in names]
    told = [finding for finding in found.findings if finding.verdict in BROKEN]
    broken = [
        sentence
        for finding, sentence in zip(told, found.explain(), strict=True)
        if finding.table in names and finding.high != 0
    ]
    tables = len(file.tables) + sum(map(len, file.releases))
    return Verdict(file.name, tables, sum(finding.verdict != "difference" for finding in mine), tuple(broken))
