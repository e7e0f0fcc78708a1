"""Warm kernels: a process that has imported what reports import, and nothing else, forks a kernel for each report.

Every kernel starts from the same untouched state, which a reset of a used one cannot promise: what a report changed
or held ends with its process. The warm process never reads a register. Each process that makes reports has one, which
ends with it, and its kernels with the warm process.

What kernels may share is results of pure functions, in memories (:mod:`~tipanalysis.register.remembered`): the
register of a file, which a process of its own reads and seals, and what one report works out for all its languages.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

LAUNCHER = "ipykernel_launcher"
LENGTH = struct.Struct("!I")
"""How a message begins: with its length."""
ENDING = 1.0
"""Seconds within which a kernel that is killed has ended."""


def can_fork() -> bool:
    """Whether kernels can be forked here. macOS has ``fork``, but not for a process that has loaded its frameworks."""
    return sys.platform == "linux"


@dataclass(frozen=True)
class Shared:
    """What the kernels of a report in several languages share: the ``data`` and their source, and a memory's file."""

    data: tuple[str, str] | None
    memory: int


@contextmanager
def shared_by_languages(data: tuple[str, str] | None) -> Iterator[Shared | None]:
    """A memory for the reports made in the block, which ends with it; none where kernels are not forked."""
    if not can_fork():
        yield None
        return
    memory = os.memfd_create("tipanalysis")
    try:
        yield Shared(data, memory)
    finally:
        os.close(memory)


class WarmProvisioner(LocalProvisioner):
    """Has kernels forked from the warm process of this process; one of another interpreter is started afresh."""

    process: Any
    shared: Shared | None = None

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Fork a kernel that does what ``cmd`` would do."""
        if LAUNCHER not in cmd or cmd[0] != sys.executable:
            return await super().launch_kernel(cmd, **options)
        try:
            self.process = forked = _warm_process(cmd).fork(cmd, options["env"], options["cwd"], self.shared)
        except OSError:
            return await super().launch_kernel(cmd, **options)
        self.pid = self.pgid = forked.pid
        self.cwd = options["cwd"]
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Send a signal to a kernel that still lives: the number of one that ended may be another's by now."""
        if self.process and self.process.poll() is None:
            await super().send_signal(signum)

    async def kill(self, restart: bool = False) -> None:
        """End it and wait for its end: the manager would look again only after a tenth of a second."""
        await super().kill(restart)
        if isinstance(self.process, ForkedKernel):
            self.process.wait(ENDING)


class ForkedKernel:
    """A kernel that is a child of the warm process, seen from here as a ``Popen``.

    It holds one end of a pipe as long as it lives, which cannot be mistaken as the number of a process can.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, alive: int) -> None:
        self.pid = pid
        self._alive = alive
        self._ended = False

    def poll(self) -> int | None:
        """``None`` while it lives; its exit code is not known."""
        return self.wait(0) if not self._ended else 0

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait until it ends."""
        if not self._ended and select.select([self._alive], [], [], timeout)[0]:
            os.close(self._alive)
            self._ended = True
        return 0 if self._ended else None

    def send_signal(self, signum: int) -> None:
        """Send a signal to it."""
        os.kill(self.pid, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class WarmProcess:
    """The process from which kernels are forked, and the line over which it is asked."""

    def __init__(self, python: Sequence[str]) -> None:
        self._line, its_end = socket.socketpair()
        self._asking = Lock()
        self._registers: dict[tuple[str, ...], int] = {}
        """The file of the memory of each register read, by its data and source as they were then."""
        with its_end:
            self._process = subprocess.Popen(
                [*python, "-m", "tipanalysis.reports.forking", str(its_end.fileno())],
                cwd=Path(__file__).parents[2],
                env=_environment(),
                pass_fds=[its_end.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def fork(
        self, command: Sequence[str], environment: Mapping[str, str], folder: str, shared: Shared | None = None
    ) -> ForkedKernel:
        """A new kernel that runs in ``folder`` with this environment and no other."""
        memories = [*self._read(shared.data), shared.memory] if shared else []
        arguments = command[command.index(LAUNCHER) + 1 :]
        return self._asked({"arguments": arguments, "environment": dict(environment), "folder": folder}, memories)

    def _read(self, data: tuple[str, str] | None) -> list[int]:
        """The sealed memory of the register of ``data``: read once by a process that does nothing else."""
        import fcntl  # no Windows has it

        if data is None:
            return []
        stamps = (f"{Path(each).stat().st_mtime_ns}" for each in data if Path(each).exists())
        asked = (*data, *stamps)
        if asked not in self._registers:
            memory = os.memfd_create("tipanalysis", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
            self._registers[asked] = memory
            self._asked({"read": data}, [memory]).wait()
            fcntl.fcntl(memory, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK)
        return [self._registers[asked]]

    def _asked(self, what: Mapping[str, Any], memories: Sequence[int]) -> ForkedKernel:
        asked = json.dumps(what).encode()
        alive, its_end = os.pipe()
        try:
            with self._asking:
                socket.send_fds(self._line, [LENGTH.pack(len(asked))], [its_end, *memories])
                self._line.sendall(asked)
                answer = self._line.recv(LENGTH.size, socket.MSG_WAITALL)
            if len(answer) < LENGTH.size:
                raise ConnectionError
        except OSError:
            os.close(alive)
            raise
        finally:
            os.close(its_end)
        return ForkedKernel(LENGTH.unpack(answer)[0], alive)

    def runs(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    def end(self) -> None:
        """End it, and with it every kernel that is left."""
        self._line.close()
        self._process.wait()
        while self._registers:
            os.close(self._registers.popitem()[1])


def _environment() -> dict[str, str]:
    """What must hold from its start on, and nothing of a report: where Matplotlib draws is said by a kernel too."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("TIPANALYSIS_")}
    fixed = {"PYTHONWARNINGS": "ignore", "PYTHONHASHSEED": "0"}
    return {"MPLBACKEND": "module://matplotlib_inline.backend_inline", **plain, **fixed}


_choosing = Lock()
_warm: list[WarmProcess] = []
"""The warm process of this process, once there is one."""


def _warm_process(command: Sequence[str]) -> WarmProcess:
    with _choosing:
        if not (_warm and _warm[0].runs()):
            _warm[:] = [WarmProcess(command[: command.index("-m")])]
            atexit.register(_warm[0].end)
        return _warm[0]
