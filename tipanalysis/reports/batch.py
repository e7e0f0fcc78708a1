"""A batch: many reports in one go, several at a time, safe to break off and to go on with."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
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
from .made_before import is_made
from .render import make_planned
from .workshop import check_replaceable

Rows = str | Path | Iterable[Mapping[str, Any]]
Task = Callable[[PlannedRow], Outcome]


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


def plan_batch(rows: Rows, *, out: str | Path = "informes") -> PlannedBatch:
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
    planned = plan_rows(rows_of(rows) if not isinstance(rows, str | Path) else read_rows(rows), out)
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
    batch, book = plan_batch(rows, out=out), given_ledger(ledger)
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
    task = partial(make_row, ledger=ledger, warm=not fresh)
    many = 1 if ledger else min(jobs or os.cpu_count() or 1, len(missing))
    if executor is not None:
        yield from _spread(executor, 1 if ledger else len(missing), missing, task)
    elif many <= 1:
        yield from map(task, missing)
    else:
        yield from _in_processes(many, missing, task)


def make_row(row: PlannedRow, *, ledger: Path | None, warm: bool) -> Outcome:
    """Make the report of one row; why it failed is part of the outcome."""
    begun = monotonic()
    try:
        make_planned(row.plan, ledger=ledger or "", warm=warm)
    except TipError as error:
        return Outcome(row, "failed", _in_words(error.key, error.values), monotonic() - begun)
    except Exception as error:
        return Outcome(row, "failed", _internal(error), monotonic() - begun)
    return Outcome(row, "made", seconds=monotonic() - begun)


def _in_words(key: str, values: Mapping[str, object]) -> Told:
    return Told({lang: fill(key, values, lang) for lang in LANGS})


def _internal(error: BaseException) -> Told:
    return _in_words("batch_internal", {"kind": type(error).__name__})


def _in_processes(many: int, rows: Sequence[PlannedRow], task: Task) -> Generator[Outcome, None, None]:
    """Made by processes of our own. If one dies, the rest is made one at a time, and one that dies alone has failed."""
    left = {row.number: row for row in rows}
    while left:
        with process_pool(min(many, len(left))) as pool:
            for outcome in _spread(pool, many, list(left.values()), partial(in_worker, task)):
                if outcome.message == _DIED and many > 1:
                    many = 1
                    break
                del left[outcome.row.number]
                yield outcome
                if outcome.message == _DIED:
                    break


def _spread(executor: Executor, lanes: int, rows: Iterable[PlannedRow], task: Task) -> Generator[Outcome, None, None]:
    """Made by an executor, at most ``lanes`` at a time; the outcomes as they come."""
    ahead = iter(rows)
    running: dict[Future[Outcome], PlannedRow] = {}
    try:
        while True:
            for row in islice(ahead, lanes - len(running)):
                running[executor.submit(task, row)] = row
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield _outcome(running.pop(future), future)
    finally:
        for future in running:
            future.cancel()


def _outcome(row: PlannedRow, future: Future[Outcome]) -> Outcome:
    error = future.exception()
    if error is None:
        return future.result()
    return Outcome(row, "failed", _DIED if isinstance(error, BrokenExecutor) else _internal(error))


_DIED = _in_words("batch_worker_died", {})
