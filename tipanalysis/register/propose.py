"""A first source map for a new file: suggestions with their confidence, for a person to review."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from ..standard.codebook import load_codebook
from ..words.errors import InputError
from ..words.settings import current_settings
from ..words.texts import say
from .evidence import Suggestion, weigh
from .file_kind import detect_kind
from .identifiers import header_kind, safe_text
from .layout import SEARCH, cut_table, headers_at
from .location import located
from .sheets import Sheet, load_sheets
from .signs import bare_words, load_signs
from .source_map import check_source_map
from .source_parts import ColumnSpec, FileSpec, IdentifierSpec, SheetSpec, SourceMap
from .source_write import write_map

_ROWS = 2000
_DATUM = re.compile(r"(?!(?:19|20)\d\d$)\d[\d\s.,:/-]*")
"""A number, date, hour or document: what stands in a row of data and not in a heading; a year may head a column."""


@dataclass(frozen=True, repr=False)
class Proposal:
    """A source map to review, and the suggestion behind each column of the file, in its order.

    It shows itself as a table of the columns: headings and guesses, no value of the file.
    """

    source: SourceMap
    suggestions: tuple[Suggestion, ...]
    file: str

    @property
    def unmapped(self) -> tuple[Suggestion, ...]:
        """Columns for which nothing was likely enough; columns of identifiers are not among them."""
        return tuple(item for item in self.suggestions if not item.variable and not item.identifier)

    def __repr__(self) -> str:
        return f"Proposal({self.file!r}, {len(self.suggestions)} columns, {len(self.unmapped)} unmapped)"

    def _repr_html_(self) -> str:
        heads = [say(f"proposal_head_{name}") for name in ("column", "variable", "why")]
        rows = [(item.header, _proposed(item), item.reason) for item in self.suggestions]
        left = 'style="text-align:left"'
        head = "".join(f'<th scope="col" {left}>{escape(text)}</th>' for text in heads)
        body = "".join(f"<tr>{''.join(f'<td {left}>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
        caption = escape(say("proposal_shown", file=self.file))
        return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _proposed(item: Suggestion) -> str:
    """What a column would be read as, in words."""
    if item.identifier:
        return say("proposal_private")
    if not item.variable:
        return say("proposal_open")
    book = load_codebook()
    return book[item.variable].label() if item.variable in book else say("proposal_key")


def propose_source_map(path: str | Path) -> Proposal:
    """A source map for a file that has none yet, from its headings and the values that the codebook knows.

    Finds the sheets, the header row, columns that identify people, a column of counts, the order of dates.
    It is a proposal: every column carries its confidence, and nothing is read with it until a person agrees.

    Raises
    ------
    InputError
        The file cannot be read, nothing in it looks like a variable of the codebook, or it has no headings.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = Path(folder.name) / "ejemplo.csv"
    >>> _ = file.write_text("Sexo,Edad\\nMujer,17\\nHombre,30\\n")
    >>> [(item.header, item.variable) for item in propose_source_map(file).suggestions]
    [('Sexo', 'sexo'), ('Edad', 'edad')]
    >>> folder.cleanup()
    """
    path = located(path)
    kind = detect_kind(path)
    if kind == "folder":
        raise InputError("register_propose_folder", folder=path.name)
    sheets = [sheet for sheet in load_sheets(path, kind) if any(any(row) for row in sheet.rows)]
    seen = [(sheet, *_suggested(path.name, sheet)) for sheet in sheets]
    useful = [item for item in seen if any(suggestion.variable for suggestion in item[2])]
    if not useful:
        raise InputError("register_propose_nothing_found", file=path.name)
    suggestions = tuple(suggestion for _, _, found in useful for suggestion in found)
    source = SourceMap(
        id=re.sub(r"\W+", "_", bare_words(path.stem)) or "fuente",
        unit=_unit(suggestions),
        titles={"es": path.stem, "en": path.stem},
        country=current_settings().country,
        file=FileSpec(kind=kind, table=useful[0][0].name if kind == "duckdb" else ""),
        sheets=tuple(spec for _, spec, _ in useful) if kind == "xlsx" else (SheetSpec(),),
        columns=_columns(suggestions, many=len(useful) > 1),
        identifiers=IdentifierSpec(drop=tuple(dict.fromkeys(item.header for item in suggestions if item.identifier))),
    )
    return Proposal(check_source_map(source), suggestions, path.name)


def _suggested(file: str, sheet: Sheet) -> tuple[SheetSpec, list[Suggestion]]:
    row, levels = _header(sheet)
    table = cut_table(sheet, row, levels)
    spec = SheetSpec(name=_pattern(sheet.name), header_row=row + 1, header_rows=levels)
    if _is_data(table.headers):
        raise InputError("register_propose_no_heads", file=file, sheet=sheet.name)
    columns = zip(*table.rows[:_ROWS], strict=True) if table.rows else iter([()] * len(table.headers))
    found = [weigh(sheet.name, header, cells) for header, cells in zip(table.headers, columns, strict=True) if header]
    return spec, _once(found)


def _pattern(name: str) -> str:
    """The name as a regular expression that still reads like the name."""
    return re.escape(name).replace("\\ ", " ").replace("\\-", "-")


def _header(sheet: Sheet) -> tuple[int, int]:
    """The row whose cells most look like headings, and whether a second row of headings stands under it."""
    scores = [_headings(headers_at(sheet.rows, row)) for row in range(min(SEARCH, len(sheet.rows)))]
    best = max(range(len(scores)), key=lambda row: (scores[row], -row))
    above = best - 1
    spans = any(top == above == bottom and right > left for top, left, bottom, right in sheet.merged)
    if spans and sum(bool(cell.strip()) for cell in sheet.rows[above]) > 1:
        return above, 2
    return best, 1


def _headings(cells: Sequence[str]) -> float:
    """How much a row looks like headings: names that are known, then simply filled cells."""
    book = load_codebook()
    filled = [cell for cell in cells if cell]
    known = sum(
        bool(book.find_variable(cell) or header_kind(cell) or bare_words(cell) in load_signs("weight"))
        for cell in filled
    )
    numbers = sum(cell.replace(".", "").isdigit() for cell in filled)
    return known + (len(filled) - 2 * numbers) / 100


def _is_data(headers: Sequence[str]) -> bool:
    """Whether a row taken for headings holds a person: more numbers, dates and documents than known names."""
    book = load_codebook()
    known = sum(bool(book.find_variable(cell) or header_kind(cell)) for cell in headers if not _DATUM.fullmatch(cell))
    return sum(bool(_DATUM.fullmatch(cell)) for cell in headers) > known


def _once(found: list[Suggestion]) -> list[Suggestion]:
    """A variable that takes one value is fed by its likeliest column only; the others get their next likeliest."""
    best: dict[str, Suggestion] = {}
    for item in found:
        if _takes_one(item) and item.confidence > getattr(best.get(item.variable), "confidence", 0):
            best[item.variable] = item
    taken = set(best)
    given = []
    for item in found:
        if item.variable in best and best[item.variable] is not item:
            free = [rival for rival in item.rivals if rival.variable not in taken]
            item = free[0] if free else _second(item, best[item.variable])
            taken |= {item.variable} if _takes_one(item) else set()
        given.append(item)
    return given


def _takes_one(item: Suggestion) -> bool:
    book = load_codebook()
    return bool(item.variable) and not (item.variable in book and book[item.variable].multi)


def _second(item: Suggestion, winner: Suggestion) -> Suggestion:
    reason = say("register_propose_second", variable=item.variable, header=winner.header)
    return Suggestion(item.sheet, item.header, confidence=item.confidence, reason=reason)


def _unit(suggestions: Sequence[Suggestion]) -> str:
    variables = {item.variable for item in suggestions}
    if "peso" in variables:
        return "caso"
    return "solicitud" if variables & {"estado_solicitud", "fecha_solicitud"} else "persona"


def _columns(suggestions: Sequence[Suggestion], *, many: bool) -> tuple[ColumnSpec, ...]:
    """Columns alike in all their traits become one; in a file of several sheets each names its sheets."""
    groups: dict[tuple[object, ...], list[Suggestion]] = {}
    for item in suggestions:
        if item.variable:
            groups.setdefault((item.variable, item.header, item.codes, item.order, item.separators), []).append(item)
    return tuple(_column(items, many) for items in groups.values())


def _column(items: Sequence[Suggestion], many: bool) -> ColumnSpec:
    first = items[0]
    spec = ColumnSpec(
        header=first.header,
        variable=first.variable,
        sheets=tuple(dict.fromkeys(_pattern(item.sheet) for item in items)) if many else (),
        codes=dict(first.codes),
        order=first.order,
        required=first.variable in ("id", "sexo", "peso") or first.confidence >= 90,
    )
    return replace(spec, separators=first.separators) if first.separators else spec


def write_proposal(proposal: Proposal, out: str | Path) -> Path:
    """Write the proposed map as TOML with comments: confidence and reason of each column, columns left over.

    A file that exists is never overwritten. No value of the data is written.
    """
    return write_map(proposal.source, out, _remarks(proposal))


def _remarks(proposal: Proposal) -> dict[str, list[str]]:
    remarks = {"": [say("register_propose_head", file=proposal.file), say("register_propose_check")]}
    for item in proposal.suggestions:
        if item.variable:
            line = say("register_propose_line", confidence=item.confidence, reason=item.reason)
            remarks.setdefault(item.header, []).append(line)
    for item in proposal.unmapped:
        name = safe_text(item.header)
        remarks[""].append(say("register_propose_left", sheet=item.sheet, header=name, reason=item.reason))
    return {header: list(dict.fromkeys(lines)) for header, lines in remarks.items()}
