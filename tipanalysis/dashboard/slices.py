"""A slice: what one view shows of some people, or the words that say why it shows nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from ..pages.labels import level_label, table_title, unit_label, variable_label, variables_in_words
from ..pages.layout import lay_out
from ..pages.notes import HIDDEN_MARK, note_lines, shown_total
from ..release.release import Release, Status
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import TOTAL
from ..words.numbers import format_percent
from ..words.settings import using
from ..words.texts import say
from .declared import View


@dataclass(frozen=True)
class Row:
    """One row: ``n`` and its ``share`` of the total in percent, missing unless shown.

    ``reason`` says that it is no answer, but why there is none.
    """

    code: str
    label: str
    n: int | None
    share: float | None
    status: Status
    reason: bool


@dataclass(frozen=True)
class Slice:
    """A view narrowed by ``filters``: the part of its release that says it."""

    view: View
    filters: Mapping[str, str]
    release: Release

    @property
    def shown(self) -> bool:
        """Whether any cell of it is shown, the total among them."""
        return bool((self.release.frame["status"] == "shown").any()) or shown_total(self.release) is not None

    def title(self, lang: str | None = None) -> str:
        """What is counted, by what, and of whom."""
        with using(lang):
            title = table_title(self.release.unit, self.release.by)
            chosen = [
                say("pages_note_selected", variable=variables_in_words([name]), levels=level_label(name, code))
                for name, code in self.filters.items()
            ]
            return say("board_title_of", title=title, group=" · ".join(chosen)) if chosen else title

    def reason(self, lang: str | None = None) -> str:
        """Why nothing is shown, or not everything; empty where all is."""
        with using(lang):
            hidden = self.release.frame["status"] == "hidden"
            if shown_total(self.release) is None:
                return say("board_hidden_group" if hidden.all() else "board_hidden_total")
            if shown_total(self.release) == 0:
                return say("board_nobody")
            return say("board_hidden_rows") if hidden.all() else ""

    def notes(self, lang: str | None = None, country: str | None = None) -> tuple[str, ...]:
        """What a reader must know to read the numbers."""
        return note_lines(self.release, lang, country, among=() if len(self.release.by) == 1 else None)

    def rows(self, lang: str | None = None) -> list[Row]:
        """The rows in their order, then the total; columns, where there are any, are summed out."""
        by, laid, missing = self.view.by, lay_out(self.release), load_codebook().missing_codes
        with using(lang):
            found = []
            for code in laid.levels[by]:
                place = {name: code if name == by else TOTAL for name in laid.by}
                cell = laid.cell(place)
                share = laid.share(place, ())
                found.append(Row(code, level_label(by, code), cell.n, share, cell.status, code in missing))
            return found

    def csv(self, lang: str | None = None, country: str | None = None) -> str:
        """The table as text for a spreadsheet, its title above and its notes below."""
        with using(lang, country):
            out = StringIO()
            write = csv.writer(out, lineterminator="\r\n")
            write.writerows([[self.title()], *self._sheet(), []])
            write.writerows([line] for line in self.notes())
            return out.getvalue()

    def _sheet(self) -> Iterator[list[str]]:
        """The head and the rows: n and share, or n for each level of the variable in the columns."""
        by, laid = self.view.by, lay_out(self.release)
        across = next((name for name in laid.by if name != by), "")
        if not across:
            yield [variable_label(by), unit_label(self.release.unit), say("board_head_share")]
            yield from ([row.label, *_written(row)] for row in self.rows())
            return
        yield [variable_label(by), *(level_label(across, code) for code in laid.levels[across])]
        for code in laid.levels[by]:
            cells = (laid.cell({by: code, across: each}) for each in laid.levels[across])
            yield [level_label(by, code), *(HIDDEN_MARK if cell.n is None else str(cell.n) for cell in cells)]


def _written(row: Row) -> tuple[str, str]:
    if row.n is None:
        return HIDDEN_MARK, HIDDEN_MARK
    return str(row.n), "" if row.share is None else format_percent(row.share)
