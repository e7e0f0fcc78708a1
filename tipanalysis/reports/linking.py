"""A linking and everything that came of it, in a folder: for those who may see the records."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from ..counts.overlap import count_overlap
from ..pages.table import show_table
from ..register.identifiers import given_key
from ..register.linking.link import link
from ..register.linking.links import Decision, Links
from ..register.linking.pair_sheet import write_pairs
from ..register.read import read_register
from ..register.register import Register
from ..release.protect import protect
from ..words.errors import InputError
from ..words.numbers import format_number
from ..words.settings import LANGS, current_settings, using
from ..words.texts import say
from .export import page_style
from .inside import write_inside
from .thresholds import threshold_figure

REVIEW = "pares"


@dataclass(frozen=True)
class Linking:
    """Links with the registers they join and the files left in a folder, by what they are."""

    registers: Mapping[str, Register]
    links: Links
    files: Mapping[str, Path]
    lasting: bool
    """Whether the secret was somebody's; one drawn for this run alone makes keys that fit no others."""


def link_files(
    files: Sequence[str | Path],
    sources: Sequence[str | Path | None],
    out: str | Path,
    *,
    method: str = "rules",
    threshold: float | None = None,
    secret: str | None = None,
    decisions: Iterable[Decision] = (),
    progress: bool = False,
) -> Linking:
    """Read the lists of several institutions, link them, and leave what came of it in the folder ``out``.

    ``personas.csv`` (each entry with the code of its person), ``enlaces.csv`` (pairs with probability and levels),
    ``pesos.csv`` (points of each level), ``pares.xlsx`` (doubtful pairs for a person to decide; one that is there
    already is never written over) and ``enlace.html`` (a page with the lists' overlap, which went through the gate, and
    the picture of the thresholds). None of it holds a name.

    Parameters
    ----------
    sources : one map for all files, or one for each
    secret : for the keys; without it that of the environment, else one drawn for this run and forgotten after it

    Raises
    ------
    InputError
        Another number of sources than of files; what reading and linking refuse.
    """
    registers, lasting = _read(files, sources, secret, progress)
    links = link(registers, method=method, threshold=threshold, progress=progress).decided(decisions)
    target = Path(out)
    target.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target) as made:
        part = Path(made)
        tables = {"personas": links.people, "enlaces": links.pairs, "pesos": links.weights}
        for name, table in tables.items():
            write_inside(table, part / f"{name}.csv")
        write_pairs(links, registers, part / _free_name(target))
        write_linking_page(links, part / "enlace.html")
        moved = {path.stem: path.replace(target / path.name) for path in sorted(part.iterdir())}
    return Linking(registers, links, moved, lasting)


def _read(
    files: Sequence[str | Path], sources: Sequence[str | Path | None], secret: str | None, progress: bool
) -> tuple[dict[str, Register], bool]:
    """The registers by the name of their file, all with one secret, and whether that is to last."""
    from tqdm import tqdm

    if len(sources) not in (1, len(files)):
        raise InputError("linking_sources", files=len(files), sources=len(sources))
    maps = [*sources] * len(files) if len(sources) == 1 else sources
    names = [Path(file).stem for file in files]
    if len(set(names)) < len(names):
        raise InputError("linking_names_twice", names=", ".join(names))
    given = given_key(secret)
    key = given or secrets.token_hex(32)
    registers = {}
    for name, file, source in tqdm(
        [*zip(names, files, maps, strict=True)], disable=not progress, leave=False, ncols=80
    ):
        registers[name] = read_register(file, source, key=key)
    return registers, given is not None


def _free_name(folder: Path) -> str:
    names = (f"{REVIEW}{'' if n == 1 else f'_{n}'}.xlsx" for n in count(1))
    return next(name for name in names if not (folder / name).exists())


def write_linking_page(links: Links, path: str | Path) -> Path:
    """Write the page of a linking in both languages, the one set first; it needs nothing from outside.

    The overlap of the lists counts people and went through the gate. The picture counts pairs by threshold: two
    thresholds side by side tell single pairs apart, so that page and picture are for those who may see the records.
    """
    first = current_settings().lang
    parts = []
    for lang in (first, *(other for other in LANGS if other != first)):
        with using(lang):
            parts.append(f'<section lang="{lang}">{"".join(_section(links))}</section>')
    head = f'<meta charset="utf-8"><title>{escape(say("linking_page_title"))}</title>'
    head += '<meta name="viewport" content="width=device-width, initial-scale=1">'
    page = f'<!DOCTYPE html>\n<html lang="{first}"><head>{head}<style>\n{page_style()}\n</style></head>'
    target = Path(path)
    target.write_text(f"{page}<body><main>{''.join(parts)}</main></body></html>\n", "utf-8")
    return target


def _section(links: Links) -> Iterator[str]:
    yield f"<h1>{escape(say('linking_page_title'))}</h1>"
    yield _paragraph(say("linking_page_restricted"))
    titles = dict.fromkeys(origin.title for origin in links.origins.values())
    files = {title: [each.file for each in links.origins.values() if each.title == title] for title in titles}
    sources = "; ".join(f"{title} ({', '.join(names)})" for title, names in files.items())
    yield _paragraph(say("linking_page_sources", sources=sources))
    yield _paragraph(say(f"linking_page_{links.method}", threshold=format_number(links.threshold, 2)))
    if len(links.lists) > 1:
        yield f"<h2>{escape(say('linking_page_overlap'))}</h2>{_paragraph(say('linking_page_overlap_how'))}"
        yield show_table(protect(count_overlap(links))).html
    yield f"<h2>{escape(say('linking_page_thresholds'))}</h2>{_paragraph(say('linking_page_thresholds_how'))}"
    yield threshold_figure(links.by_threshold(), links.threshold, synthetic=_is_synthetic(links))
    yield f"<h2>{escape(say('linking_page_limits'))}</h2>{_paragraph(say('linking_page_limits_how'))}"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _is_synthetic(links: Links) -> bool:
    return any(origin.synthetic for origin in links.origins.values())


def told_quality(quality: pd.DataFrame, gaps: pd.DataFrame) -> Iterator[str]:
    """Quality and gaps of links in words, one sentence a line: everybody, each group, each gap."""
    from ..words.numbers import format_percent, format_range

    for (group, level), rows in quality.groupby(["grupo", "nivel"], sort=False):
        told = {
            row["medida"]: say(
                "linking_interval",
                value=format_percent(100 * row["estimate"]),
                range=format_range(100 * row["lower"], 100 * row["upper"]),
            )
            for row in rows.to_dict("records")
            if row["status"] != "not_estimable"
        }
        if len(told) < len(rows):
            yield say("linking_quality_none", group=_group_label(group, level))
        else:
            pairs = int(rows.loc[rows["medida"] == "recall", "n"].iloc[0])
            yield say("linking_quality", group=_group_label(group, level), pairs=format_number(pairs), **told)
    for gap in gaps.to_dict("records"):
        if gap["medida"] == "recall":
            yield say(
                "linking_gap",
                best=_group_label(gap["grupo"], gap["nivel_mayor"]),
                worst=_group_label(gap["grupo"], gap["nivel_menor"]),
                value=format_number(100 * gap["estimate"], 1),
                range=format_range(100 * gap["lower"], 100 * gap["upper"]),
            )


def _group_label(group: str, level: str) -> str:
    from ..standard.codebook import load_codebook

    if group in load_codebook():
        return load_codebook().label(group, level)
    return say(f"linking_group_{group}_{level}".lower())
