"""The processes of a batch: they end tidily when they are told to, and when the process that made them is gone."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from threading import Thread
from typing import Any, TypeVar

from .left_out import GRAMMARS, leave_out

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def process_pool(many: int) -> Iterator[Executor]:
    """A pool whose processes, when the block is left in a hurry, drop what they are making and leave nothing."""
    others = set(active_children())
    pool = ProcessPoolExecutor(many, mp_context=get_context("spawn"), initializer=_prepare)
    try:
        yield pool
    except BaseException:
        for process in set(active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


_busy = False
"""Whether this process, one of a pool, is making something."""


def in_worker(task: Callable[[Item], Result], item: Item) -> Result:
    """Do the task in a process of the pool; told to end, it unwinds first."""
    global _busy
    _busy = True
    try:
        return task(item)
    except KeyboardInterrupt:
        os._exit(1)
    finally:
        _busy = False


def _prepare() -> None:
    """The keyboard speaks to the process that made this one, which then tells it to end."""
    leave_out(GRAMMARS)
    logging.getLogger("papermill").addHandler(logging.NullHandler())  # an outcome says what happened
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    Thread(target=_end_with_parent, daemon=True).start()


def _end(signum: int, frame: Any) -> None:
    signal.signal(signum, signal.SIG_IGN)
    if _busy:
        raise KeyboardInterrupt
    os._exit(1)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
