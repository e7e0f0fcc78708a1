"""The kernel that runs a report, without start-up remarks that would alarm a reader."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from queue import Empty
from subprocess import DEVNULL
from time import monotonic
from typing import Any
from uuid import uuid4

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager

from .warm import Shared, WarmProvisioner, can_fork


class PromptClient(AsyncKernelClient):
    """A client that begins as soon as the kernel answers and its outputs arrive.

    The one it extends then waits a fifth of a second for outputs that belong to no cell; whoever executes cells takes
    only those of the cell that was asked.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers.

        Raises
        ------
        RuntimeError
            If the kernel has ended, or has not answered within ``timeout`` seconds.
        """
        latest = monotonic() + (float("inf") if timeout is None else timeout)
        while not await self._answers():
            if not await self.is_alive():
                raise RuntimeError("the kernel ended before it answered")
            if monotonic() > latest:
                raise RuntimeError(f"the kernel did not answer in {timeout} seconds")

    async def _answers(self) -> bool:
        """Whether the kernel answers, and what it puts out comes here."""
        self.kernel_info()
        try:
            await self.get_shell_msg(timeout=1)
            await self.get_iopub_msg(timeout=0.2)
        except Empty:
            return False
        return True


class QuietKernelManager(AsyncKernelManager):
    """A kernel manager that encrypts its loopback traffic where the kernel can, and so has nothing to warn of.

    What the kernel writes on the terminal by itself is dropped: it could hold data, and interrupted it shows its
    own traceback. What a cell prints goes another way, and so does why a cell stopped.
    """

    folder: Path | None = None
    """Where the kernel works; without it, here."""
    told: Mapping[str, str] = {}
    """What its environment says beyond that of this process."""
    warm = False
    """Whether it is forked from the warm process, where the system can."""
    shared: Shared | None = None
    """What it shares with the kernels of the same report in other languages, if it is forked."""

    def __init__(self, **options: object) -> None:
        if self.has_trait("transport_encryption"):
            options.setdefault("transport_encryption", "auto")
        if self.warm and can_fork():
            options.setdefault("client_factory", PromptClient)
        super().__init__(**options)

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override] # the manager it extends is async
        """Start the kernel with its own streams closed."""
        if self.warm and can_fork():
            self.kernel_id = self.kernel_id or str(uuid4())
            self.provisioner = WarmProvisioner(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
            self.provisioner.shared = self.shared
        place = {"cwd": str(self.folder)} if self.folder else {}
        environment = {**os.environ, **self.told}
        await super().start_kernel(**{"stdout": DEVNULL, "stderr": DEVNULL, "env": environment, **place, **options})


def manager_for(
    folder: Path, told: Mapping[str, str], *, warm: bool = False, shared: Shared | None = None
) -> type[QuietKernelManager]:
    """A kernel manager for one run in ``folder``: papermill and nbclient take its class, and no options for it."""
    own = {"folder": folder, "told": told, "warm": warm, "shared": shared}
    return type("ReportKernelManager", (QuietKernelManager,), own)
