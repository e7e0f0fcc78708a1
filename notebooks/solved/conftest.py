"""nbval runs these notebooks in kernels forked from one that has imported everything.

Each begins as untouched as a fresh one; the start, which takes longer than most of them, is paid once.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import nbval.kernel
from jupyter_client.manager import KernelManager

from tipanalysis.reports.warm import WarmProvisioner, can_fork


class WarmKernelManager(KernelManager):
    """A kernel manager whose kernels need no start of their own, where the system can fork."""

    def start_kernel(self, **options: Any) -> None:
        """Have the kernel forked."""
        self.kernel_id = self.kernel_id or str(uuid4())
        self.provisioner = WarmProvisioner(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
        super().start_kernel(**options)


if can_fork():
    nbval.kernel.KernelManager = WarmKernelManager
