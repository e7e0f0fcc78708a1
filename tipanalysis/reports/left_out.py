"""What processes of our own do without: modules that libraries import where they can, and that no report needs."""

from __future__ import annotations

import sys

GRAMMARS = "rfc3987_syntax"
"""Checks of addresses in JSON schemas, with which reading the first notebook takes a second longer."""
DEBUGGER = "debugpy"
"""What debugs notebooks: half the time that a kernel takes to start."""


def leave_out(*names: str) -> None:
    """Have these modules count as not installed in this process, unless they are in use already.

    Examples
    --------
    >>> leave_out("a_module_of_others")
    >>> import a_module_of_others
    Traceback (most recent call last):
    ...
    ModuleNotFoundError: import of a_module_of_others halted; None in sys.modules
    """
    for name in names:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type] # Python's own way to say that there is none
