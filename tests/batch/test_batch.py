"""A batch: what fails does not stop the rest, what is made is not made again, the log says what became of each row."""

from __future__ import annotations

import csv
import gc
import json
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from batch.conftest import contents
from tipanalysis.reports import manifest
from tipanalysis.reports.batch import Batch, _spread, run_batch
from tipanalysis.reports.batch_log import Outcome
from tipanalysis.reports.made_before import is_made
from tipanalysis.words.settings import using

ROWS: list[Mapping[str, object]] = [
    {"informe": "breve", "periodo": 2007},
    {"informe": "roto", "carpeta": "aparte"},
    {"informe": "breve", "periodo": 2008, "lang": "en"},
]
INTERNAL = (
    "El informe se detuvo en la celda 3 por un error interno (ValueError). No se escribió ningún archivo. Avise a "
    "quien mantiene el informe y adjunte este mensaje."
)


def states(batch: Batch) -> list[str]:
    return [outcome.state for outcome in batch.outcomes]


def test_a_batch_from_first_to_last(reports: Path) -> None:
    came: list[Outcome] = []
    made = run_batch(ROWS, out="uno", jobs=1, told=came.append)
    assert states(made) == ["made", "failed", "made"]
    assert not made.complete
    assert came == list(made.outcomes)
    assert str(came[1]) == f"fila 2, roto_CRI_es: falló. {INTERNAL}"
    with made.log.open(encoding="utf-8-sig", newline="") as file:
        head, first, second, third = csv.reader(file)
    assert head == ["fila", "informe", "parámetros", "estado", "mensaje", "segundos", "archivos"]
    stem = "breve_co_policia_2007_CRI_es"
    assert (first[:5], first[6]) == (
        ["1", "breve", "periodo=2007", "hecho", ""],
        f"{stem}.html; {stem}.xlsx; {stem}.ipynb; {stem}.manifest.json",
    )
    assert (second[:5], second[6]) == (["2", "roto", "", "falló", INTERNAL], "")
    assert third[:4] == ["3", "breve", "periodo=2008; lang=en", "hecho"]
    assert float(first[5].replace(",", ".")) > 0

    goes_on(made)
    several_at_a_time()


def goes_on(made: Batch) -> None:
    before = contents(Path("uno"))
    assert states(run_batch(ROWS, out="uno", jobs=1)) == ["kept", "failed", "kept"]
    assert contents(Path("uno")) == before
    whole = [ROWS[0], ROWS[2]]
    assert run_batch(whole, out="uno", jobs=1).complete
    Path("uno/breve_co_policia_2008_CRI_en.xlsx").unlink()
    assert states(run_batch(whole, out="uno", jobs=1)) == ["kept", "made"]
    assert contents(Path("uno")) == before


@contextmanager
def two_threads() -> Iterator[Executor]:
    """nbclient leaves the event loop of a thread to be collected, which says so: it is collected here."""
    with ThreadPoolExecutor(2) as threads:
        yield threads
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def several_at_a_time() -> None:
    """With two threads in one process, each with its own language and folder, the files are the same."""
    with two_threads() as threads:
        assert states(run_batch(ROWS, out="dos", executor=threads)) == ["made", "failed", "made"]
    assert contents(Path("dos")) == contents(Path("uno"))


@pytest.fixture
def made(reports: Path) -> Iterator[Outcome]:
    (outcome,) = run_batch([{"informe": "breve"}], out="salida", jobs=1).outcomes
    assert is_made(outcome.row.plan)
    yield outcome


def test_what_would_come_out_otherwise_is_made_again(
    made: Outcome, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = made.row.plan
    told = plan.files["manifest"]
    for path in (plan.files["html"], plan.files["notebook"], Path("hoja.csv"), reports / "breve.ipynb", told):
        before = path.read_bytes()
        path.write_bytes(before + b" ")
        assert is_made(plan) is (path == told), path
        path.write_bytes(before)
    told.write_text(json.dumps({**json.loads(told.read_text("utf-8")), "earlier": ["uno"]}), "utf-8")
    assert not is_made(plan)
    told.write_text("{", "utf-8")
    assert not is_made(plan)


def test_another_version_makes_it_again(made: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "__version__", "0.0.0")
    assert not is_made(made.row.plan)


def test_again_makes_it_again(reports: Path) -> None:
    asked = [{"informe": "roto"}]
    assert states(run_batch(asked, jobs=1, again=True)) == ["failed"]


def test_with_a_ledger_each_sees_those_before_it(reports: Path) -> None:
    rows = [{"informe": "breve", "periodo": year} for year in (2007, 2008)]
    with two_threads() as threads, using(lang="es"):
        assert run_batch(rows, out="salida", ledger="libro.jsonl", executor=threads).complete
    earlier = [
        [name.partition(" (")[0] for name in json.loads(path.read_text("utf-8"))["earlier"]]
        for path in sorted(Path("salida").glob("*.manifest.json"))
    ]
    assert earlier == [[], ["total del informe breve_co_policia_2007_CRI_es"]]
    assert states(run_batch(rows, out="salida", ledger="libro.jsonl")) == ["kept", "kept"]
    assert states(run_batch(rows[:1], out="salida", ledger="otro.jsonl")) == ["made"]
    assert not is_made(run_batch(rows[1:], out="salida", ledger="libro.jsonl").outcomes[0].row.plan)


class Here(Executor):
    """Does what it is given at once."""

    def submit(self, task: Any, piece: Any) -> Any:  # type: ignore[override]
        done: Future[Any] = Future()
        done.set_result(task(piece))
        return done


def test_what_takes_longest_is_begun_first_as_soon_as_that_is_known() -> None:
    took, begun = {"corto": 1.0, "largo": 9.0}, []

    def task(piece: Any) -> tuple[Outcome, ...]:
        begun.append(piece[0].plan.spec.name)
        return (Outcome(piece[0], "made", seconds=took[begun[-1]]),)

    asked = ["corto", "largo", "corto", "largo", "corto"]
    rows = [SimpleNamespace(plan=SimpleNamespace(spec=SimpleNamespace(name=name))) for name in asked]
    pieces: Any = [(row,) for row in rows]
    assert [outcome.row for outcome in _spread(Here(), 1, pieces, task)] == [rows[at] for at in (0, 1, 3, 2, 4)]
    assert begun == ["corto", "largo", "largo", "corto", "corto"]
