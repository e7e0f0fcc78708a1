"""Synthetic extracts in a folder: invented records, their dictionary, a note, and the utility that stays inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from ..extract.dictionary import COLUMNS, dictionary_of
from ..extract.handing_out import hand_out_invented
from ..extract.synthetic import MARK, MARKED, Synthetic, synthesise
from ..release.ledger import given_ledger, published_before
from ..words.numbers import format_number, format_percent
from ..words.texts import Phrase, say
from .extract import DICTIONARY, EXCEL, NOTE, clean_register, group_label, listed, standing, whole_page, write_table
from .inside import write_inside
from .recording import Recording
from .workshop import deliver, workshop

RECORDS, INSIDE = "sintetico.csv", "utilidad_interna.csv"

_LIMITS = ("groups", "rows", "record", "again", "truth")


@dataclass(frozen=True, repr=False)
class HandedInvented:
    """Invented records in their folder, what to tell those who made them, and the ledger that knows of them."""

    made: Synthetic
    warnings: tuple[Phrase, ...]
    ledger: Path | None


def synthetic_file(
    file: str | Path,
    source: str | Path | None,
    out: str | Path,
    variables: Sequence[str],
    epsilon: float,
    *,
    ledger: str | Path | None = None,
) -> HandedInvented:
    """Synthesise records of a register and write them into the folder ``out``: all files or none.

    ``sintetico.csv``, ``diccionario.csv``, ``nota.html`` and ``utilidad_interna.csv``, which compares them with the
    true counts and is not to be shared. A file that is no clean register is cleaned first. What a ``ledger`` does is
    told at :func:`~tipanalysis.reports.extract.extract_file`.
    """
    recording = Recording(given_ledger(ledger))
    register = clean_register(file, source)
    made = synthesise(register, variables, epsilon)
    done = hand_out_invented(made, register, published_before(register.provenance.source, recording.path))
    mark = pd.DataFrame([(MARK, say("synthetic_column"), MARKED, say("synthetic_code_marked"))], columns=list(COLUMNS))
    with workshop(Path(out)) as part:
        write_table(made.records, part / RECORDS)
        write_table(pd.concat([dictionary_of(made.records, made.variables), mark]), part / DICTIONARY)
        write_inside(made.utility, part / INSIDE, encoding=EXCEL)
        (part / NOTE).write_text(
            whole_page(say("synthetic_note_title"), _note(made, recording.path is not None)), "utf-8"
        )
        with recording.noting(Path(out).name, done.tables, (done.extract,)):
            deliver(part, Path(out))
    return HandedInvented(made, done.warnings, recording.path)


def _note(made: Synthetic, noted: bool) -> Iterator[str]:
    yield standing(noted)
    told = {"title": made.provenance.title, "records": format_number(len(made.records))}
    yield f"<p><strong>{escape(say('synthetic_note_invented'))}</strong></p>"
    yield f"<p>{escape(say('synthetic_note_source', **told))}</p>"
    yield f"<p>{escape(say('synthetic_note_promise', epsilon=f'{made.epsilon:g}', delta=f'{made.delta:g}'))}</p>"
    yield listed("extract_note_limits", [say(f"synthetic_limit_{limit}") for limit in _LIMITS])


def utility_lines(made: Synthetic) -> Iterator[str]:
    """How like the true counts the invented ones are, in total, by sex and origin, order by order: a line for each."""
    if made.most_records > 1:
        yield say("synthetic_several", n=made.most_records, epsilon=f"{made.epsilon * made.most_records:g}")
    for row in made.utility.to_dict("records"):
        yield say(
            "synthetic_line",
            group=group_label(row["variable"], row["code"]),
            order=row["order"],
            real=format_number(row["real"]),
            kept=format_percent(100 * row["kept"]),
            made_up=format_number(row["made_up"]),
            error=format_number(row["error"], 1),
        )
