"""From one cell to codes: the map's own words first, then the codebook, then the markers; likeness never decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..standard.codebook import Codebook, codebook_of
from .signs import clean_text, is_invalid, missing_reason, plain, yes_or_no
from .source_parts import ColumnSpec, SourceMap

FINER = {"finalidad": "finalidad_detalle", "etnia": "pueblo_indigena"}
"""Variables whose values registers write at either of two levels, with the finer one."""
BROADER = {finer: broad for broad, finer in FINER.items()}
_BRACKETS = re.compile(r"\s*\(([^)]*)\)\s*$")


@dataclass(frozen=True)
class Reading:
    """What one cell says: codes, how they were found (``rule``, empty if plainly), what is wrong (``fault``).

    ``other`` holds codes of the same facts at the finer or broader level.
    """

    codes: tuple[str, ...] = ()
    rule: str = ""
    fault: str = ""
    other: tuple[str, ...] = ()


class CellReader:
    """Reads the cells of one coded column; equal texts are read once."""

    def __init__(self, source: SourceMap, column: ColumnSpec) -> None:
        self._column = column
        self._book: Codebook = codebook_of(source.country)
        self._local = source.local_variable(column.variable)
        own = {**source.words.get(column.variable, {}), **column.codes, **column.fills}
        self._codes = {plain(text): tuple(code.split("|")) for text, code in own.items()}
        self._missing = {plain(text): reason for text, reason in column.missing.items()}
        self._relative = FINER.get(column.variable) or BROADER.get(column.variable, "")
        self.multi = self._local is None and self._book[column.variable].multi

    def read(self, raw: str) -> Reading:
        """The codes that a cell holds; never empty unless the column is a mark that is not set."""
        text = clean_text(raw)
        if self._column.mark:
            return self._marked(text)
        whole = self._one(text)
        if whole is not None:
            return whole
        parts = self._parts(raw) if self.multi else []
        if len(parts) > 1:
            return _joined([self._part(part) for part in parts])
        return self._open(text)

    def candidates(self, text: str) -> tuple[str, ...]:
        """The codes between which an ambiguous text is open."""
        return tuple(code for code, _ in self._book[self._column.variable].suggest(clean_text(text), 50))

    def _marked(self, text: str) -> Reading:
        key = plain(text)
        if key in self._missing:
            return Reading((self._missing[key],), "faltante_de_la_fuente" if text else "vacia")
        if not text:
            return Reading()
        answer = yes_or_no(text)
        if answer is None:
            return self._open(text)
        return Reading((self._column.mark,), "marca") if answer else Reading()

    def _one(self, text: str) -> Reading | None:
        """A cell that holds one value known as it stands."""
        key = plain(text)
        if key in self._codes:
            codes = self._codes[key]
            return Reading(codes, "" if (text,) == codes else "codigo_de_la_fuente", other=self._related(codes))
        if key in self._missing:
            return Reading((self._missing[key],), "faltante_de_la_fuente" if text else "vacia")
        if is_invalid(text):
            return Reading(("ERR",), "valor_invalido", "valor_invalido")
        return self._from_book(text) or self._marker(text)

    def _from_book(self, text: str) -> Reading | None:
        if self._local is not None:
            return Reading((text,)) if not self._local.codes or text in self._local.codes else None
        variable = self._book[self._column.variable]
        code = variable.find(text)
        if code is not None and code not in self._book.missing_codes:
            other = self._related((code,)) or self._finer(text, code)
            return Reading((code,), "" if code == text else "libro_de_codigos", other=other)
        answer = yes_or_no(text) if code is None and {"SI", "NO"} <= set(variable.codes()) else None
        if answer is not None and not variable.ambiguous(text):
            return Reading(("SI" if answer else "NO",), "si_o_no")
        if code is not None and self._column.markers:
            return Reading((code,), "" if code == text else "marcador_faltante")
        if self._relative and (code := self._book[self._relative].find(text)) and code not in self._book.missing_codes:
            return self._by_relative(code)
        return None

    def _finer(self, text: str, code: str) -> tuple[str, ...]:
        """The finer code that the same text stands for; an ``OTRA…`` says no more than the broader code."""
        if self._column.variable not in FINER:
            return ()
        finer = self._book[self._relative]
        found = finer.find(text)
        known = found in finer.codes() and not str(found).startswith("OTRA") and finer.parent(str(found)) == code
        return (str(found),) if known else ()

    def _by_relative(self, code: str) -> Reading:
        """A value written at the other level: the broader code alone, or the finer one with its broader code."""
        if self._relative in BROADER:
            broad = self._book[self._relative].parent(code)
            return Reading((broad or "ND",), "nivel_mas_fino", other=(code,))
        return Reading(("ND",), "nivel_mas_amplio", other=(code,))

    def _related(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The codes at the broader level; none at the finer level, which the cell does not tell."""
        if self._column.variable not in BROADER:
            return ()
        parents = (
            self._book[self._column.variable].parent(code) for code in codes if code not in self._book.missing_codes
        )
        return tuple(dict.fromkeys(code for code in parents if code))

    def _marker(self, text: str) -> Reading | None:
        if not self._column.markers or self._ambiguous(text):
            return None
        reason = missing_reason(text)
        if reason is None:
            return None
        return Reading((reason,), "marcador_faltante" if text else "vacia")

    def _ambiguous(self, text: str) -> bool:
        return self._local is None and self._book[self._column.variable].ambiguous(text)

    def _parts(self, raw: str) -> list[str]:
        if not self._column.separators:
            return []
        pattern = "|".join(re.escape(mark) for mark in self._column.separators)
        return [part for part in map(clean_text, re.split(pattern, raw)) if part]

    def _part(self, text: str) -> Reading:
        return self._one(text) or self._open(text)

    def _open(self, text: str) -> Reading:
        """A value that no table knows: a lost letter or a remark may explain it, else a person must."""
        if self._ambiguous(text):
            return Reading(("ERR",), "revisar", "valor_ambiguo")
        for rule, other in self._looser(text):
            reading = self._one(other)
            if reading is not None and not reading.fault:
                return Reading(reading.codes, rule, other=reading.other)
        return Reading(("ERR",), "valor_desconocido", "valor_desconocido")

    def _looser(self, text: str) -> Iterator[tuple[str, str]]:
        if "\ufffd" in text and self._local is None:
            found = self._book[self._column.variable].suggest(text)
            if found and found[0][1] >= 99:
                yield "letra_perdida", found[0][0]
        if _BRACKETS.search(text):
            yield "comentario_entre_parentesis", _BRACKETS.sub("", text)
        if ":" in text:
            yield "detalle_tras_dos_puntos", text.partition(":")[2].strip()


def _joined(parts: list[Reading]) -> Reading:
    codes = tuple(dict.fromkeys(code for part in parts for code in part.codes))
    other = tuple(dict.fromkeys(code for part in parts for code in part.other if code))
    fault = next((part.fault for part in parts if part.fault), "")
    return Reading(codes, "varios_valores", fault, other)
