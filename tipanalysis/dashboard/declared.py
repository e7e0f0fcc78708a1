"""The views that are declared, as data: of whom, by what, and what each can be narrowed by."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import combinations

from ..pages.labels import variable_label
from ..words.texts import has_text, say


@dataclass(frozen=True)
class View:
    """One view: of whom, by which variable in its rows, and by what it can be narrowed.

    ``of`` is ``victims`` or ``applications``; ``most`` says how many of the ``filters`` hold at once; ``beside`` names
    the view that belongs next to this one.
    """

    name: str
    group: str
    of: str
    by: str
    filters: tuple[str, ...] = ()
    most: int = 0
    beside: str = ""

    def title(self, lang: str | None = None) -> str:
        """What the view is called in a list."""
        key = f"board_view_{self.name}"
        return say(key, lang=lang) if has_text(key) else variable_label(self.by, lang)

    def group_label(self, lang: str | None = None) -> str:
        """What the views around it have in common."""
        return say(f"board_group_{self.group}", lang=lang)

    def crossings(self) -> Iterator[tuple[str, ...]]:
        """The tables that the view needs: its rows by as many filters as hold at once."""
        yield from ((self.by, *some) for some in combinations(self.filters, min(self.most, len(self.filters))))

    def table(self, crossing: tuple[str, ...]) -> str:
        """What one of its tables is called."""
        return " × ".join((self.name, *crossing[1:]))


def declared_views() -> tuple[View, ...]:
    """All views that are declared, in the order of the screen.

    Examples
    --------
    >>> first = declared_views()[0]
    >>> first.by, first.filters
    ('anio_acreditacion', ('sexo', 'mayoria_edad', 'origen'))
    """
    rows = csv.DictReader(files(__package__).joinpath("data", "vistas.csv").read_text("utf-8").splitlines())
    return tuple(
        View(
            name=row["name"],
            group=row["group"],
            of=row["of"],
            by=row["by"],
            filters=tuple(row["filters"].split()),
            most=int(row["most"]),
            beside=row["beside"],
        )
        for row in rows
    )
