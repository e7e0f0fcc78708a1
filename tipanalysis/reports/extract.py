"""Extracts in a folder: the records, their dictionary, a note for whoever receives them, and what stays inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from ..extract.dictionary import dictionary_of
from ..extract.extract import Extract, make_extract
from ..extract.handing_out import hand_out
from ..extract.risk import Risk
from ..register.cleaning.clean import clean
from ..register.file_kind import detect_kind
from ..register.location import located
from ..register.read import read_register
from ..register.register import Register
from ..release.ledger import given_ledger, published_before
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import TOTAL
from ..words.numbers import format_number, format_percent
from ..words.settings import current_settings
from ..words.texts import Phrase, say
from .export import page_style
from .inside import write_inside
from .recording import Recording
from .workshop import deliver, workshop

RECORDS, DICTIONARY, NOTE, INSIDE = "extracto.csv", "diccionario.csv", "nota.html", "riesgo_interno.csv"
EXCEL = "utf-8-sig"
"""With the mark by which Excel knows the accents."""

_LIMITS = ("knowledge", "alike", "sensitive", "collusion", "again", "change")


@dataclass(frozen=True, repr=False)
class Handed:
    """An extract in its folder, what to tell those who made it, and whether the ledger knows of it."""

    extract: Extract
    warnings: tuple[Phrase, ...]
    ledger: Path | None
    new: bool
    """Whether the ledger did not know of this extract."""


def extract_file(
    file: str | Path,
    source: str | Path | None,
    out: str | Path,
    quasi: Sequence[str],
    sensitive: Sequence[str],
    *,
    k: int | None = None,
    diversity: int = 2,
    ledger: str | Path | None = None,
) -> Handed:
    """Make an extract of a register and write it into the folder ``out``: all files or none.

    ``extracto.csv`` (the records), ``diccionario.csv`` (what columns and codes mean), ``nota.html`` (what was done
    and what it does not protect against) and ``riesgo_interno.csv``, which is not to be shared. A file that is no
    clean register is cleaned first. With a ``ledger``, or that of ``TIPANALYSIS_LEDGER``, the extract is looked at
    beside what was published and handed out before, and written down; without one it is a draft, and says so.
    """
    recording = Recording(given_ledger(ledger))
    register = clean_register(file, source)
    extract = make_extract(register, quasi, sensitive, k=k, diversity=diversity)
    done = hand_out(extract, register, published_before(register.provenance.source, recording.path))
    with workshop(Path(out)) as part:
        write_table(extract.records, part / RECORDS)
        write_table(dictionary_of(extract.records, {**extract.quasi, **extract.sensitive}), part / DICTIONARY)
        write_inside(inside_table(extract), part / INSIDE, encoding=EXCEL)
        (part / NOTE).write_text(note_page(extract, noted=recording.path is not None), "utf-8")
        with recording.noting(Path(out).name, done.tables, (done.extract,)) as added:
            deliver(part, Path(out))
    return Handed(extract, done.warnings, recording.path, added > 0)


def clean_register(file: str | Path, source: str | Path | None) -> Register:
    """The register of a file, cleaned unless it is a clean one."""
    register = read_register(file, source)
    return register if detect_kind(located(str(file))) == "folder" else clean(register)


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table so that Excel opens it with its accents."""
    table.to_csv(path, index=False, encoding=EXCEL, lineterminator="\n")


def inside_table(extract: Extract) -> pd.DataFrame:
    """Risk and loss as one long table: ``momento``, ``grupo``, ``codigo``, ``medida``, ``valor``."""
    parts = [*_measures(say("extract_before"), extract.before), *_measures(say("extract_after"), extract.after)]
    loss = extract.loss.rename(columns={"variable": "grupo", "code": "codigo"}).assign(momento=say("extract_after"))
    long = pd.concat([*parts, _melted(loss[["momento", "grupo", "codigo", "suppressed", "loss"]])], ignore_index=True)
    return long.assign(medida=[say(f"extract_measure_{name}") for name in long["medida"]])


def _measures(when: str, risk: Risk) -> Iterator[pd.DataFrame]:
    named = risk.combinations.drop(columns="size").rename(columns={"variables": "grupo"}).assign(codigo=TOTAL)
    groups = risk.groups.rename(columns={"variable": "grupo", "code": "codigo"})
    fewest = risk.diversity.rename(columns={"variable": "grupo"}).assign(codigo=TOTAL)
    yield from (_melted(table.assign(momento=when)) for table in (named, groups, fewest))


def _melted(table: pd.DataFrame) -> pd.DataFrame:
    return table.melt(["momento", "grupo", "codigo"], var_name="medida", value_name="valor")


def risk_lines(extract: Extract) -> Iterator[str]:
    """The risk in total, by sex and by origin, before and after, and what it cost: a line for each."""
    both = extract.before.groups.merge(extract.after.groups, on=["variable", "code", "n"], suffixes=("", "_after"))
    for row in both.merge(extract.loss, on=["variable", "code", "n"]).to_dict("records"):
        yield say(
            "extract_risk_line",
            group=group_label(row["variable"], row["code"]),
            n=format_number(row["n"]),
            unique=format_number(row["unique"]),
            unique_after=format_number(row["unique_after"]),
            below=format_number(row["below"]),
            below_after=format_number(row["below_after"]),
            risk=format_percent(100 * row["mean_risk"]),
            risk_after=format_percent(100 * row["mean_risk_after"]),
            suppressed=format_number(row["suppressed"]),
            loss=format_percent(100 * row["loss"]),
        )


def group_label(variable: str, code: str) -> str:
    """What a reader calls everybody, a sex or an origin."""
    book = load_codebook()
    return say("standard_total") if variable == TOTAL else f"{book[variable].label()}, {book.label(variable, code)}"


def note_page(extract: Extract, *, noted: bool) -> str:
    """The note that goes with an extract, in the language set: no number of it tells who was suppressed."""
    return whole_page(say("extract_note_title"), _note(extract, noted))


def whole_page(heading: str, parts: Iterable[str]) -> str:
    """A page that stands alone, in the language set."""
    lang = current_settings().lang
    title = escape(heading)
    head = f'<meta charset="utf-8"><title>{title}</title>'
    head += '<meta name="viewport" content="width=device-width, initial-scale=1">'
    page = f'<!DOCTYPE html>\n<html lang="{lang}"><head>{head}<style>\n{page_style()}\n</style></head>'
    return f"{page}<body><main><h1>{title}</h1>{''.join(parts)}</main></body></html>\n"


def _note(extract: Extract, noted: bool) -> Iterator[str]:
    origin = extract.provenance
    yield standing(noted)
    if origin.synthetic:
        yield f"<p><strong>{escape(say('extract_note_synthetic'))}</strong></p>"
    unit = say(f"pages_unit_{extract.unit}")
    told = {"title": origin.title, "records": format_number(len(extract.records)), "unit": unit}
    yield f"<p>{escape(say('extract_note_source', **told))}</p>"
    yield f"<p>{escape(say('extract_note_promise', k=extract.k, diversity=extract.diversity))}</p>"
    yield listed("extract_note_steps", [str(step) for step in extract.steps])
    loss = format_percent(100 * float(extract.loss["loss"].iloc[0]))
    yield f"<p>{escape(say('extract_note_loss', loss=loss))}</p>"
    yield listed("extract_note_limits", [say(f"extract_limit_{limit}") for limit in _LIMITS])


def standing(noted: bool) -> str:
    """Whether the ledger knows of an extract; one that it does not know is a draft."""
    told = escape(say("extract_note_noted" if noted else "extract_note_draft"))
    return f"<p>{told}</p>" if noted else f"<p><strong>{told}</strong></p>"


def listed(key: str, lines: Sequence[str]) -> str:
    """A heading and a list under it."""
    return f"<h2>{escape(say(key))}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
