"""The tables behind the views: counted once, of whom each view speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..counts.count import count_by
from ..counts.counts import Counts
from ..counts.margins import margin_of
from ..register.register import Register
from ..reports.scope import applications, event_of, unit_of_victims, victims
from .declared import View

VICTIMS, APPLICATIONS = "victims", "applications"


def offered_views(register: Register, views: Iterable[View]) -> tuple[View, ...]:
    """The views that the register can fill, with the filters that it holds."""
    known = set(register.variables)
    return tuple(
        View(
            view.name,
            view.group,
            view.of,
            view.by,
            tuple(name for name in view.filters if name in known),
            view.most,
            view.beside,
        )
        for view in views
        if view.by in known and (view.of != APPLICATIONS or register.unit == "solicitud")
    )


def view_tables(register: Register, views: Iterable[View]) -> Iterator[tuple[str, Counts]]:
    """Each table of the views with its name, as they are to be protected together.

    Victims are counted as persons where the register tells them apart, applications as what they are.
    """
    people = {VICTIMS: victims(register), APPLICATIONS: applications(register)}
    units = {VICTIMS: unit_of_victims(register), APPLICATIONS: None}
    event = event_of(register)
    for view in views:
        whole = count_by(people[view.of], (view.by, *view.filters), unit=units[view.of], cluster=event)
        yield from ((view.table(crossing), margin_of(whole, crossing)) for crossing in view.crossings())
