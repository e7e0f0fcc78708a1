"""The kernel that runs a report, without start-up remarks that would alarm a reader."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from subprocess import DEVNULL
from typing import Any
from uuid import uuid4

from jupyter_client.manager import AsyncKernelManager

from .warm import Shared, WarmProvisioner, can_fork


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
