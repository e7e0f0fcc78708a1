"""The blank ``____`` that a participant replaces with an answer."""

from __future__ import annotations


class Blank:
    """Stands where an answer is still missing; any use of it is «not attempted», never a traceback."""

    def __repr__(self) -> str:
        return "____"


____ = Blank()
