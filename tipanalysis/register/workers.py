"""Other processes that work on the parts of a file while this one does something else; without them it does all."""

from __future__ import annotations

import copyreg
import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from types import MappingProxyType, TracebackType
from typing import Any

from ..words.settings import current_settings, using
from .parts import Part

Work = Callable[[Any, Part], Any]
_PATIENCE = 0.2
"""Seconds between two looks whether somebody wants to stop."""


def _nothing() -> None:
    pass


class Workers:
    """Processes that are given parts, one at a time each; their answers come in the order of the parts.

    They are fresh processes (spawned), so that this works alike on every system. Where none can be started, or one
    ends too soon, this process does its work. ``pause`` is called while it waits, and may end the wait by an error.
    """

    def __init__(self, number: int, pause: Callable[[], None] = _nothing) -> None:
        self.pause = pause
        self._number = number
        self._team: list[_Worker] = []

    def __enter__(self) -> Workers:
        with _deaf():
            started = [_Worker() for _ in range(self._number)]
        self._team = [worker for worker in started if worker.is_there()]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._team:
            worker.stop()

    def map(self, work: Work, shared: Any, parts: Iterable[Part]) -> Iterator[Any]:
        """``work(shared, part)`` for each part, in order; what goes wrong there is raised here."""
        for worker in self._team:
            worker.give((work, shared))
        idle = deque(self._team)
        busy: deque[tuple[_Worker, Part]] = deque()
        for part in parts:
            if not self._team:
                self.pause()
                yield work(shared, part)
            elif idle:
                busy.append((idle.popleft(), part))
                busy[-1][0].give(part)
            else:
                worker, before = busy.popleft()
                answer = self._answer(worker, work, shared, before)
                busy.append((worker, part))
                worker.give(part)
                yield answer
        while busy:
            yield self._answer(busy[0][0], work, shared, busy.popleft()[1])

    def _answer(self, worker: _Worker, work: Work, shared: Any, part: Part) -> Any:
        try:
            while not worker.has_answered(_PATIENCE):
                self.pause()
            fine, answer = worker.take()
        except (EOFError, OSError):
            return work(shared, part)
        if not fine:
            raise answer
        return answer


class _Worker:
    """One process and the pipe to it; a pipe to a process that has ended takes what it is given in silence."""

    def __init__(self) -> None:
        now = current_settings()
        context = multiprocessing.get_context("spawn")
        self._pipe, its_end = context.Pipe()
        self._process = context.Process(target=_work, args=(its_end, now.lang, now.country), daemon=True)
        with suppress(OSError, RuntimeError):
            self._process.start()
        its_end.close()

    def is_there(self) -> bool:
        """Whether the process has begun; one that cannot be started has closed its pipe."""
        try:
            return bool(self.take())
        except (EOFError, OSError):
            return False

    def give(self, what: Any) -> None:
        with suppress(OSError):
            self._pipe.send(what)

    def has_answered(self, seconds: float) -> bool:
        return self._pipe.poll(seconds)

    def take(self) -> Any:
        return self._pipe.recv()

    def stop(self) -> None:
        self._pipe.close()
        self._process.terminate()
        self._process.join()


def _work(pipe: Connection, lang: str, country: str) -> None:
    """What a worker does until its pipe is closed: it is told a function and what all parts share, then the parts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe.send(True)
    task: tuple[Work, Any] | None = None
    with using(lang, country), suppress(EOFError, OSError):
        while True:
            given = pipe.recv()
            if not isinstance(given, Part):
                task = given
            elif task is not None:
                pipe.send(_done(*task, given))


def _done(work: Work, shared: Any, part: Part) -> tuple[bool, Any]:
    try:
        return True, work(shared, part)
    except Exception as error:
        return False, error


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl+C is for the process that has workers, not for them: what is started in this block does not hear it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _read_only(items: Mapping[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(dict(items))


copyreg.pickle(MappingProxyType, lambda shown: (_read_only, (dict(shown),)))
# Source maps and rules hold mappings that nobody can change, and those do not travel to other processes by themselves.
