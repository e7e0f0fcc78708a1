"""The check of messages: which can be taken, why the others cannot, and the reply that goes back.

Neither the reasons nor the reply repeat what was written: what must not travel would travel again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from ..register.listing import listed
from ..words.numbers import format_number
from ..words.texts import Phrase, say
from .message_rules import DESTINATION, SEPARATOR, Field, load_fields, load_routes
from .messages import NUMBER, Messages

if TYPE_CHECKING:
    import pandas as pd

INCIDENT = "id_incidente"
MOST_CODES = 12
"""A reason lists the codes of a field if they are no more."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a message: in which field, and in words."""

    field: str
    reason: Phrase


@dataclass(frozen=True, repr=False)
class MessageCheck:
    """What came of checking messages: the faults of each, and whom those without faults go to."""

    faults: Mapping[str, tuple[Fault, ...]]
    destinations: Mapping[str, tuple[str, ...]]

    @property
    def accepted(self) -> tuple[str, ...]:
        """The numbers of the messages without faults."""
        return tuple(number for number, faults in self.faults.items() if not faults)

    @property
    def rejected(self) -> tuple[str, ...]:
        """The numbers of the messages that go back."""
        return tuple(number for number, faults in self.faults.items() if faults)

    @property
    def replies(self) -> pd.DataFrame:
        """The reply to each message: ``mensaje``, ``resultado``, ``avisa_a``, and the fields to correct, no content."""
        import pandas as pd

        rows = [
            (number, *(("RECHAZADO", "", fields) if fields else ("ACEPTADO", ", ".join(self.destinations[number]), "")))
            for number, fields in self._fields()
        ]
        return listed(pd.DataFrame(rows, columns=[NUMBER, "resultado", "avisa_a", "corregir"]), self._summary())

    def _fields(self) -> Iterator[tuple[str, str]]:
        for number, faults in self.faults.items():
            yield number, ", ".join(dict.fromkeys(fault.field for fault in faults))

    def __repr__(self) -> str:
        told = [f"{number}: {self._told(number)}" for number in self.faults]
        return "\n".join([self._summary(), *told])

    def _repr_html_(self) -> str:
        heads = "".join(f'<th scope="col">{escape(say(key))}</th>' for key in ("messages_head", "messages_head_result"))
        lines = "".join(map(self._line, self.faults))
        caption = escape(self._summary())
        return f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"

    def _line(self, number: str) -> str:
        reasons = f'<td style="text-align:left">{escape(self._told(number))}</td>'
        return f'<tr><th scope="row">{escape(number)}</th>{reasons}</tr>'

    def _summary(self) -> str:
        parts = {"n": len(self.faults), "accepted": len(self.accepted), "rejected": len(self.rejected)}
        return say("messages_summary", **{name: format_number(number) for name, number in parts.items()})

    def _told(self, number: str) -> str:
        faults = self.faults[number]
        if faults:
            return say("messages_rejected", reasons=" ".join(str(fault.reason) for fault in faults))
        return say("messages_accepted", destinations=", ".join(self.destinations[number]))


def validate_messages(messages: Messages) -> MessageCheck:
    """Check each message against the rules: nothing too much, nothing missing, the right destinations, none twice.

    Examples
    --------
    >>> from tipanalysis.course.messages import read_messages
    >>> check = validate_messages(read_messages("datasets/mensajes.csv"))
    >>> len(check.accepted), len(check.rejected), check.replies["corregir"][1]
    (5, 15, 'telefono')
    """
    first: dict[str, str] = {}
    faults = {}
    for number, row in messages.rows.items():
        faults[number] = (*_private(row), *_written(row), *_routed(row), *_repeated(row, first))
        if row.get(INCIDENT):
            first.setdefault(row[INCIDENT], number)
    destinations = {
        number: tuple(messages.rows[number][DESTINATION].split(SEPARATOR)) for number in faults if not faults[number]
    }
    return MessageCheck(faults, destinations)


def _private(row: Mapping[str, str]) -> Iterator[Fault]:
    """What is not in the list of fields does not travel."""
    for name, value in row.items():
        if value and name not in load_fields():
            yield Fault(name, Phrase("messages_private", {"field": name}))


def _written(row: Mapping[str, str]) -> Iterator[Fault]:
    """Fields left empty or written in another way than they ask."""
    for name, field in load_fields().items():
        value = row.get(name, "")
        if not value:
            key = "messages_missing_open" if field.may_be_open else "messages_missing"
            yield Fault(name, Phrase(key, {"field": name}))
        elif not field.holds(value):
            yield Fault(name, _misread(field))


def _misread(field: Field) -> Phrase:
    if field.kind in ("code", "codes") and len(field.allowed) <= MOST_CODES:
        return Phrase("messages_code", {"field": field.name, "known": ", ".join(field.allowed)})
    return Phrase("messages_shape", {"field": field.name, "example": field.example})


def _routed(row: Mapping[str, str]) -> Iterator[Fault]:
    """Who should be told and is not, and who is told without a reason; nothing where the destinations are not read."""
    given = row.get(DESTINATION, "")
    if not given or not load_fields()[DESTINATION].holds(given):
        return
    told, asked = given.split(SEPARATOR), [route for route in load_routes() if route.asked_by(row)]
    for route in asked:
        if route.destination not in told:
            values = {"destination": route.destination, "field": route.field, "value": route.value}
            key = "messages_route_missing" if route.field else "messages_route_always"
            yield Fault(DESTINATION, Phrase(key, values))
    for name in told:
        if name not in {route.destination for route in asked}:
            yield Fault(DESTINATION, Phrase("messages_route_extra", {"destination": name}))


def _repeated(row: Mapping[str, str], first: Mapping[str, str]) -> Iterator[Fault]:
    earlier = first.get(row.get(INCIDENT, ""))
    if earlier is not None:
        yield Fault(INCIDENT, Phrase("messages_repeated", {"first": earlier}))
