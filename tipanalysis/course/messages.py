"""Messages from 9-1-1 to 1-1-7-6: read, minimised, corrected, and shown without what must not travel."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from ..register.location import located
from ..words.errors import InputError
from ..words.numbers import format_number
from ..words.suggest import nearest
from ..words.texts import say
from .message_rules import load_fields

NUMBER = "mensaje"
"""The column that numbers the messages; it stays with whoever sends them."""


@dataclass(frozen=True, repr=False)
class Messages:
    """Messages by their number, each a mapping of fields to what was written in them.

    Shown, a field outside the rules says only that something stands in it.
    """

    rows: Mapping[str, Mapping[str, str]]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns of the messages, in order."""
        return tuple(dict.fromkeys(name for row in self.rows.values() for name in row))

    def without(self, *fields: str) -> Messages:
        """The messages without some columns: nobody receives what is not sent.

        Raises
        ------
        InputError
            For a column that the messages do not have.
        """
        self._check(fields, self.fields, "messages_no_field")
        kept = {n: {name: told for name, told in row.items() if name not in fields} for n, row in self.rows.items()}
        return replace(self, rows=kept)

    def fix(self, message: str, **values: str) -> Messages:
        """The messages with some fields of one of them written anew.

        Raises
        ------
        InputError
            For a message or a field that is not there.
        """
        self._check([message], self.rows, "messages_no_message")
        self._check(values, load_fields(), "messages_no_field")
        return replace(self, rows={**self.rows, message: {**self.rows[message], **values}})

    def withdraw(self, *messages: str) -> Messages:
        """The messages without some of them, such as one that was sent twice.

        Raises
        ------
        InputError
            For a message that is not there.
        """
        self._check(messages, self.rows, "messages_no_message")
        return replace(self, rows={n: row for n, row in self.rows.items() if n not in messages})

    @staticmethod
    def _check(given: Iterable[str], known: Iterable[str], key: str) -> None:
        there = tuple(known)
        for name in given:
            if name not in there:
                raise InputError(key, given=name, guess=nearest(name, there), known=", ".join(there))

    def __repr__(self) -> str:
        return say("messages_told", n=format_number(len(self)), fields=", ".join(self.fields))

    def _repr_html_(self) -> str:
        heads = "".join(f'<th scope="col">{escape(say(key))}</th>' for key in ("messages_head", "messages_head_holds"))
        lines = "".join(
            f'<tr><th scope="row">{escape(number)}</th><td style="text-align:left">{_told(row)}</td></tr>'
            for number, row in self.rows.items()
        )
        caption = escape(say("messages_caption", n=format_number(len(self)), fields=", ".join(self.fields)))
        return f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def _told(row: Mapping[str, str]) -> str:
    """What a message holds, field by field; a table of so many columns would fit neither a page nor a screen."""
    told = ((name, value if name in load_fields() else say("messages_something")) for name, value in row.items())
    kept = ((name, shown) for name, shown in told if row[name] or name in load_fields())
    return " · ".join(f"<b>{escape(name)}</b>: {escape(shown or say('messages_empty'))}" for name, shown in kept)


def read_messages(path: str | Path) -> Messages:
    """The messages of a CSV: a column ``mensaje`` that numbers them, and one for each thing that was written down.

    Parameters
    ----------
    path : the file; ``datasets/…`` is found from any folder

    Raises
    ------
    InputError
        If the file is not there, has no column ``mensaje``, or gives two messages one number.

    Examples
    --------
    >>> messages = read_messages("datasets/mensajes.csv")
    >>> len(messages), messages.fields[-1]
    (20, 'condicion_migratoria')
    """
    file = located(path)
    if not file.is_file():
        raise InputError("register_file_not_found", file=file.name)
    lines = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    numbers = [line.get(NUMBER) or "" for line in lines]
    if not lines or not all(numbers) or len(set(numbers)) < len(numbers):
        raise InputError("messages_numbers", file=file.name, column=NUMBER)
    rows = ({name: (told or "").strip() for name, told in line.items() if name != NUMBER} for line in lines)
    return Messages(dict(zip(numbers, rows, strict=True)))
