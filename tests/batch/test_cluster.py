"""On the workers of a Dask cluster a batch writes what the processes of its own write."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest

from batch.conftest import contents
from tipanalysis.reports.batch import run_batch

ROWS = [{"informe": "breve", "periodo": 2007}, {"informe": "breve", "periodo": 2008, "lang": "en"}]


@pytest.fixture
def workers(reports: Path) -> Iterator[Executor]:
    distributed = pytest.importorskip("distributed", reason="Dask's scheduler is not installed")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client.get_executor(pure=False)


@pytest.mark.slow
def test_the_files_are_those_of_the_processes_of_a_batch(workers: Executor) -> None:
    assert run_batch(ROWS, out="propio", jobs=2).complete
    assert run_batch(ROWS, out="racimo", executor=workers).complete
    assert contents(Path("racimo")) == contents(Path("propio"))
    assert len(contents(Path("propio"))) == 8
