"""The kernel that runs a report, without start-up remarks that would alarm a reader."""

from __future__ import annotations

from jupyter_client.manager import AsyncKernelManager


class QuietKernelManager(AsyncKernelManager):
    """A kernel manager that encrypts its loopback traffic where the kernel can, and so has nothing to warn of."""

    def __init__(self, **options: object) -> None:
        if self.has_trait("transport_encryption"):
            options.setdefault("transport_encryption", "auto")
        super().__init__(**options)
