"""The kernel that runs a report, without start-up remarks that would alarm a reader."""

from __future__ import annotations

from subprocess import DEVNULL
from typing import Any

from jupyter_client.manager import AsyncKernelManager


class QuietKernelManager(AsyncKernelManager):
    """A kernel manager that encrypts its loopback traffic where the kernel can, and so has nothing to warn of.

    What the kernel writes on the terminal by itself is dropped: it could hold data, and interrupted it shows its
    own traceback. What a cell prints goes another way, and so does why a cell stopped.
    """

    def __init__(self, **options: object) -> None:
        if self.has_trait("transport_encryption"):
            options.setdefault("transport_encryption", "auto")
        super().__init__(**options)

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override] # the manager it extends is async
        """Start the kernel with its own streams closed."""
        await super().start_kernel(**{"stdout": DEVNULL, "stderr": DEVNULL, **options})
