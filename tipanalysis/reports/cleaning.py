"""The page of a cleaning: what was changed, for whom, what waits for a person; its numbers went through the gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import pandas as pd

from ..counts.count import count_by
from ..pages.table import show_table
from ..register.cleaning.changes import rows_touched, with_changes
from ..register.cleaning.clean import clean
from ..register.cleaning.consistency import check_consistency, load_consistency
from ..register.cleaning.review import review_queue
from ..register.cleaning.review_sheet import write_review
from ..register.cleaning.rules import Rule
from ..register.folder import write_folder
from ..register.read import read_register
from ..register.register import Register
from ..release.protect import protect_together
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..words.numbers import format_number
from ..words.settings import LANGS, current_settings, using
from ..words.texts import say
from .export import page_style
from .inside import write_inside

REVIEW = "revision"
_TABLES = (
    ("limpieza", "sexo"),
    ("nacionalidad", "limpieza"),
    ("sexo", "dato_sexo"),
    ("nacionalidad", "dato_nacionalidad"),
    ("coherencia", "sexo"),
)


@dataclass(frozen=True)
class Cleaning:
    """A cleaned register and the files it left in a folder, by what they are."""

    register: Register
    queue: pd.DataFrame
    findings: pd.DataFrame
    files: Mapping[str, Path]


def clean_file(file: str | Path, source: str | Path | None, out: str | Path, *, rules: Sequence[Rule] = ()) -> Cleaning:
    """Read and clean a file and leave everything that came of it in the folder ``out``.

    ``registro/`` (the clean register), ``bitacora.csv`` (every change), ``resumen.csv`` (cells by rule, sex and
    nationality), ``consistencia.csv``, ``revision.xlsx`` (what a person must decide; one that is there already, and
    may be filled in, is never written over) and ``bitacora.html`` (the page to read, its numbers through the gate).
    All but the page are for those who may see the records.
    """
    register = clean(read_register(file, source), rules=rules)
    queue = review_queue(register, rules=rules)
    findings = check_consistency(register)
    target = Path(out)
    target.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target) as made:
        part = Path(made)
        write_folder(register, part / "registro")
        tables = {"bitacora": register.log, "resumen": rows_touched(register), "consistencia": findings}
        for name, table in tables.items():
            write_inside(table, part / f"{name}.csv")
        write_review(queue, part / _free_name(target))
        write_cleaning_page(register, queue, part / "bitacora.html", rules=rules)
        files = {path.stem: _moved(path, target) for path in sorted(part.iterdir())}
    return Cleaning(register, queue, findings, files)


def _free_name(folder: Path) -> str:
    names = (f"{REVIEW}{'' if n == 1 else f'_{n}'}.xlsx" for n in count(1))
    return next(name for name in names if not (folder / name).exists())


def _moved(path: Path, folder: Path) -> Path:
    target = folder / path.name
    if target.is_dir():
        rmtree(target)
    return path.replace(target)


def cleaning_tables(register: Register) -> dict[str, Release]:
    """The tables of the page, protected together: what was done by sex and nationality, before and after."""
    counted = with_changes(register)
    wanted = [by for by in _TABLES if set(by) <= set(counted.variables)]
    return protect_together({"_".join(by): count_by(counted, by) for by in wanted})


def write_cleaning_page(
    register: Register, queue: pd.DataFrame, path: str | Path, *, rules: Sequence[Rule] = ()
) -> Path:
    """Write the page of a cleaned register in both languages, the one set first; needs nothing from outside.

    The page names the raw values that wait for a decision but says of none how many people hold it: all its
    numbers of people went through the gate.
    """
    tables = cleaning_tables(register)
    first = current_settings().lang
    parts = []
    for lang in (first, *(other for other in LANGS if other != first)):
        with using(lang):
            parts.append(f'<section lang="{lang}">{"".join(_section(register, tables, queue, rules))}</section>')
    title = escape(say("cleaning_page_title"))
    head = f'<meta charset="utf-8"><title>{title}</title>'
    head += '<meta name="viewport" content="width=device-width, initial-scale=1">'
    page = f'<!DOCTYPE html>\n<html lang="{first}"><head>{head}<style>\n{page_style()}\n</style></head>'
    target = Path(path)
    target.write_text(f"{page}<body><main>{''.join(parts)}</main></body></html>\n", "utf-8")
    return target


def _section(
    register: Register, tables: Mapping[str, Release], queue: pd.DataFrame, rules: Sequence[Rule]
) -> Iterator[str]:
    origin = register.provenance
    yield f"<h1>{escape(say('cleaning_page_title'))}</h1>"
    yield f"<p>{escape(say('cleaning_page_source', title=origin.title, file=origin.file))}</p>"
    total = next((table.total for table in tables.values()), None)
    if total is not None:
        yield f"<p>{escape(say('cleaning_page_records', records=format_number(total)))}</p>"
    yield f"<p>{escape(say('cleaning_page_law'))}</p>"
    for by in _TABLES:
        name = "_".join(by)
        if name in tables:
            yield f"<h2>{escape(say(f'cleaning_page_{name}'))}</h2>"
            yield f"<p>{escape(say(f'cleaning_page_{name}_how'))}</p>"
            yield show_table(tables[name], rows=by[0], columns=by[1]).html
    yield f"<h2>{escape(say('cleaning_page_queue'))}</h2><p>{escape(say('cleaning_page_queue_how'))}</p>"
    yield _listed([_waiting(variable, texts) for variable, texts in queue.groupby("variable")["crudo"]])
    if rules:
        told = [say("cleaning_page_rule", rule=rule.regla, author=rule.autor, note=rule.nota) for rule in rules]
        yield f"<h2>{escape(say('cleaning_page_rules'))}</h2>{_listed(told)}"
    yield f"<h2>{escape(say('cleaning_page_consistency'))}</h2>"
    lang = current_settings().lang
    yield _listed([f"{rule.regla}: {rule.mensaje[lang]} {rule.razon[lang]}" for rule in load_consistency()])


def _listed(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _waiting(variable: str, texts: pd.Series) -> str:
    """Names a variable and how many different texts of it wait; the texts stand in the review workbook."""
    book = load_codebook()
    label = book[variable].label() if variable in book else variable
    return say("cleaning_page_waiting", variable=label, n=format_number(texts.nunique()))
