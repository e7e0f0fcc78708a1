"""A batch: many reports in one go, several at a time, safe to break off and to go on with."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

from ..release.ledger import given_ledger
from ..words.errors import OutputError, ReportError, TipError
from ..words.settings import LANGS
from ..words.texts import Told, fill
from .batch_log import Outcome, State, write_log
from .batch_pool import in_worker, process_pool
from .batch_rows import PlannedRow, plan_rows, read_rows, rows_of
from .execution import data_of
from .made_before import is_made
from .render import make_planned
from .warm import shared_by_languages
from .workshop import check_replaceable

Rows = str | Path | Iterable[Mapping[str, Any]]
Piece = tuple[PlannedRow, ...]
"""Rows that are made one after the other by the same process: one report in several languages."""
Task = Callable[[Piece], tuple[Outcome, ...]]


@dataclass(frozen=True)
class Batch:
    """What became of a batch: an outcome for each row, in their order, and the log that says the same."""

    outcomes: tuple[Outcome, ...]
    log: Path

    def number(self, state: State) -> int:
        """How many rows ended so."""
        return sum(outcome.state == state for outcome in self.outcomes)

    @property
    def complete(self) -> bool:
        """Whether every report is there."""
        return self.number("made") + self.number("kept") == len(self.outcomes)


@dataclass(frozen=True)
class PlannedBatch:
    """A batch whose rows are all in order, and where its log goes."""

    rows: tuple[PlannedRow, ...]
    log: Path


def plan_batch(rows: Rows, *, out: str | Path = "informes", pdf: bool = False) -> PlannedBatch:
    """Check all rows and write nothing.

    Raises
    ------
    ReportError, InputError, OutputError
        For every row that cannot be made, at once; for a file that holds no rows; for a log that cannot be written.
    """
    file = Path(rows) if isinstance(rows, str | Path) else None
    log = Path(out) / f"{file.stem if file else 'lote'}_bitacora.csv"
    if file and log.resolve() == file.resolve():
        raise OutputError("batch_log_is_input", file=file.name)
    planned = plan_rows(rows_of(rows) if not isinstance(rows, str | Path) else read_rows(rows), out, pdf)
    check_replaceable([log])
    return PlannedBatch(planned, log)


def run_batch(
    rows: Rows,
    *,
    out: str | Path = "informes",
    executor: Executor | None = None,
    jobs: int | None = None,
    ledger: str | Path | None = None,
    again: bool = False,
    fresh: bool = False,
    pdf: bool = False,
    told: Callable[[Outcome], object] = lambda outcome: None,
) -> Batch:
    """Make a report for each row, after all rows have been checked; one that fails does not stop the rest.

    Parameters
    ----------
    rows : file (CSV or workbook, its first sheet) or mappings, one report a row: column ``informe`` or ``report``,
        if wanted ``carpeta`` or ``folder`` (inside ``out``), and columns called like parameters; what is empty is the
        report's default
    out : folder for the reports and the log, made if it does not exist
    executor : anything like those of ``concurrent.futures`` whose workers see the same folders; else processes of
        the batch's own
    jobs : how many reports at a time, without an executor; else one for each core
    ledger : file of the ledger; else that of ``TIPANALYSIS_LEDGER``, else none. With one, the reports are made one
        after the other in the order of the rows, because each is protected together with those before it
    again : make also what is made already: same parameters, data, notebook and versions, and all files whole
    fresh : start each kernel afresh, instead of forking it where the system can
    pdf : print each page too, by a browser that is installed
    told : called with each outcome as it comes

    Raises
    ------
    ReportError, InputError, OutputError
        Before anything runs and with nothing written: for every row that cannot be made, at once.

    Notes
    -----
    Broken off by the keyboard, what is being made is dropped whole (in an executor given: finished), the log is
    written, and ``KeyboardInterrupt`` goes on. The next call takes up what is missing.
    """
    if jobs is not None and jobs < 1:
        raise ReportError("batch_jobs_wrong", given=jobs)
    batch, book = plan_batch(rows, out=out, pdf=pdf), given_ledger(ledger)
    outcomes = {row.number: Outcome(row, "dropped") for row in batch.rows}
    try:
        with closing(_outcomes(batch.rows, executor, jobs, book, again=again, fresh=fresh)) as coming:
            for outcome in coming:
                outcomes[outcome.row.number] = outcome
                told(outcome)
    finally:
        batch.log.parent.mkdir(parents=True, exist_ok=True)
        write_log(batch.log, list(outcomes.values()))
    return Batch(tuple(outcomes.values()), batch.log)


def _outcomes(
    rows: Sequence[PlannedRow],
    executor: Executor | None,
    jobs: int | None,
    ledger: Path | None,
    *,
    again: bool,
    fresh: bool,
) -> Generator[Outcome, None, None]:
    """The outcomes as they come: first what is made already."""
    missing = []
    for row in rows:
        if again or not is_made(row.plan, ledger):
            missing.append(row)
        else:
            yield Outcome(row, "kept")
    task = partial(make_piece, ledger=ledger, warm=not fresh)
    pieces = [(row,) for row in missing] if ledger or fresh else list(_pieces(missing))
    many = 1 if ledger else min(jobs or os.cpu_count() or 1, len(pieces))
    if executor is not None:
        yield from _spread(executor, 1 if ledger else len(pieces), pieces, task)
    elif many <= 1:
        for piece in pieces:
            yield from task(piece)
    else:
        yield from _in_processes(many, pieces, task)


def _pieces(rows: Iterable[PlannedRow]) -> Iterator[Piece]:
    """The rows of one report in several languages together, and all in the order of their first rows."""
    together: dict[tuple[str, ...], list[PlannedRow]] = {}
    for row in rows:
        values = {**row.plan.values, "lang": ""}
        together.setdefault((str(row.plan.spec.notebook), *map(str, values.items())), []).append(row)
    return map(tuple, together.values())


def make_piece(rows: Piece, *, ledger: Path | None, warm: bool) -> tuple[Outcome, ...]:
    """Make the report of each row; those after the first need not work out what is the same in every language."""
    if ledger or not warm:
        return tuple(_made(row, ledger=ledger or "", warm=warm) for row in rows)
    with shared_by_languages(data_of(rows[0].plan.spec, rows[0].plan.values)) as shared:
        return tuple(_made(row, ledger="", warm=True, shared=shared) for row in rows)


def _made(row: PlannedRow, **how: Any) -> Outcome:
    """Make the report of one row; why it failed is part of the outcome."""
    begun = monotonic()
    try:
        make_planned(row.plan, **how)
    except TipError as error:
        return Outcome(row, "failed", _in_words(error.key, error.values), monotonic() - begun)
    except Exception as error:
        return Outcome(row, "failed", _internal(error), monotonic() - begun)
    return Outcome(row, "made", seconds=monotonic() - begun)


def _in_words(key: str, values: Mapping[str, object]) -> Told:
    return Told({lang: fill(key, values, lang) for lang in LANGS})


def _internal(error: BaseException) -> Told:
    return _in_words("batch_internal", {"kind": type(error).__name__})


def _in_processes(many: int, pieces: Sequence[Piece], task: Task) -> Generator[Outcome, None, None]:
    """Made by processes of our own. If one dies, the rest is made one at a time, and one that dies alone has failed."""
    left = {row.number: row for piece in pieces for row in piece}
    while left:
        again = list(pieces) if many > 1 else [(row,) for row in left.values()]
        with process_pool(min(many, len(again))) as pool:
            for outcome in _spread(pool, many, again, partial(in_worker, task)):
                if outcome.message == _DIED and many > 1:
                    many = 1
                    break
                del left[outcome.row.number]
                yield outcome
                if outcome.message == _DIED:
                    break


def _spread(executor: Executor, lanes: int, pieces: Iterable[Piece], task: Task) -> Generator[Outcome, None, None]:
    """Made by an executor, at most ``lanes`` at a time; the outcomes as they come."""
    waiting, took = list(pieces), dict[str, float]()
    running: dict[Future[tuple[Outcome, ...]], Piece] = {}
    try:
        while waiting or running:
            while waiting and len(running) < lanes:
                piece = _next(waiting, took)
                running[executor.submit(task, piece)] = piece
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                piece = running.pop(future)
                outcomes = _outcomes_of(piece, future)
                took[piece[0].plan.spec.name] = sum(outcome.seconds for outcome in outcomes)
                yield from outcomes
    finally:
        for future in running:
            future.cancel()


def _next(waiting: list[Piece], took: Mapping[str, float]) -> Piece:
    """Taken from those ``waiting``: the longest, as far as reports of its kind tell, so that all end together."""
    place = max(range(len(waiting)), key=lambda place: took.get(waiting[place][0].plan.spec.name, inf))
    return waiting.pop(place)


def _outcomes_of(piece: Piece, future: Future[tuple[Outcome, ...]]) -> tuple[Outcome, ...]:
    error = future.exception()
    if error is None:
        return future.result()
    why = _DIED if isinstance(error, BrokenExecutor) else _internal(error)
    return tuple(Outcome(row, "failed", why) for row in piece)


_DIED = _in_words("batch_worker_died", {})
