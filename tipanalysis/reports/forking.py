"""The warm process: `python -m tipanalysis.reports.forking FD`. It imports, then forks a kernel for each that asks.

It reads what comes with the package and no data, and keeps nothing of those that asked.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

from ..register.cleaning.clean import clean
from ..register.read import read_register
from ..register.remembered import Memory, remember
from ..register.source_map import list_source_maps, load_source_map
from .left_out import DEBUGGER, leave_out
from .warm import LENGTH

FOLDERS = ("words", "standard", "register", "counts", "analysis", "release", "charts", "pages", "reports")
"""The folders whose modules reports use."""
MOST_PASSED = 8
"""Files that come with what is asked, at most."""
HEAVY = (
    "babel.dates",
    "babel.numbers",
    "highspy",
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "jinja2",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.figure",
    "pandas",
    "pyarrow",
    "python_calamine",
    "rapidfuzz",
    "scipy.optimize",
    "scipy.sparse.csgraph",
    "scipy.special",
    "scipy.stats",
    "xlsxwriter",
)
"""What their functions import when they are called."""


RARELY = (100_000, 50, 50)
"""When kernels look for what nobody holds any more: one lives for seconds, and looking takes a tenth of them."""


def main(line: int) -> None:
    """Import, then answer until the other end of the ``line`` is closed."""
    del sys.path[0]  # the folder it was started in; a kernel's own is said to it
    warm_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=line) as asked:
        while request := _next(asked):
            if os.fork() == 0:
                _be_asked_for(asked, *request)
                return
            for passed in request[1]:
                os.close(passed)


def warm_up() -> None:
    """Import everything that reports use, and read the bundled source maps, and with them the codebook."""
    leave_out(DEBUGGER)
    for name in (*_modules(), *HEAVY):
        import_module(name)
    for source in list_source_maps():
        load_source_map(source)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


def _modules() -> Iterator[str]:
    package = __package__.rpartition(".")[0]
    for folder in FOLDERS:
        home = import_module(f"{package}.{folder}")
        for module in pkgutil.iter_modules(home.__path__, f"{home.__name__}."):
            if not module.ispkg:
                yield module.name


def _next(asked: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """What is asked, the end of the pipe that tells whether the kernel lives, and memories; ``None`` at the end."""
    head, passed, *_ = socket.recv_fds(asked, LENGTH.size, MOST_PASSED)
    if not head:
        return None
    (length,) = LENGTH.unpack(head)
    for file in passed:
        os.set_inheritable(file, False)
    return json.loads(asked.recv(length, socket.MSG_WAITALL)), passed


def _be_asked_for(asked: socket.socket, request: dict[str, Any], passed: list[int]) -> None:
    """Be the kernel, or the reader, that is asked for.

    The pipe that was ``passed`` first closes when this process ends, however it does.
    """
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    warm_process = os.getppid()
    asked.sendall(LENGTH.pack(os.getpid()))
    asked.close()
    if "read" in request:
        _read_register(*request["read"], memory=Memory(passed[1], sealed=False))
        return
    files = passed[1:]
    remember(*(Memory(file, sealed=file != files[-1]) for file in files))
    _run_kernel(request, warm_process)


def _read_register(data: str, source: str, *, memory: Memory) -> None:
    """Read and clean the register, so that no kernel needs to; what goes wrong goes wrong again where it is said."""
    remember(memory)
    with suppress(Exception):
        clean(read_register(data, source))


def _run_kernel(request: dict[str, Any], warm_process: int) -> None:
    """Be a kernel, as one that was started afresh: in a session, a folder and an environment of its own."""
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance(argv=[*request["arguments"], f"--IPKernelApp.parent_handle={warm_process}"])


if __name__ == "__main__":
    main(int(sys.argv[1]))
