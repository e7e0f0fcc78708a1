"""The code lists, put together from the data files: codes, labels, aliases, bands, countries, divisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ..words.settings import COUNTRIES, LANGS
from .cldr import alpha2_of, country_codes, country_name, language_name
from .matching import Matcher, match_table
from .rows import Row, has_rows, read_day, read_rows
from .variable import Code, CodeList

MISSING_LIST = "faltante"
"""The list of the reasons for a missing value; every other list falls back on its markers."""

HOME = "CRI"
"""The country whose divisions a codebook has unless told otherwise."""

PROVINCES = "provincia"
_DIVISIONS = (PROVINCES, "canton")
_COUNTRIES = "pais"


def load_lists(country: str) -> Mapping[str, CodeList]:
    """All code lists by name, with the divisions of ``country``."""
    rows = _code_rows(country)
    names = dict.fromkeys(row["list"] for row in rows)
    entries = {name: _entries(row for row in rows if row["list"] == name) for name in names}
    entries[_COUNTRIES] = _countries() | entries[_COUNTRIES]
    missing = _matcher(MISSING_LIST, entries[MISSING_LIST], rows)
    lists = {
        name: CodeList(name, MappingProxyType(found), _matcher(name, found, rows)) for name, found in entries.items()
    }
    abroad = {level: _abroad(level, country) for level in _DIVISIONS}
    return MappingProxyType(
        {name: _with_missing(found, missing, abroad.get(name, {})) for name, found in lists.items()}
    )


def _abroad(level: str, country: str) -> Mapping[str, Code]:
    """The divisions of the other countries on file, so that their numbers keep their names in any codebook."""
    others = (row for other in COUNTRIES if other != country for row in _division_rows(other))
    return MappingProxyType(_entries(row for row in others if row["list"] == level))


def _code_rows(country: str) -> list[Row]:
    bands = [row | {"list": row["scheme"]} for name in ("age_bands", "duration_bands") for row in read_rows(name)]
    missing = [row | {"list": MISSING_LIST} for row in read_rows("missing")]
    return [*missing, *_division_rows(country), *read_rows("codes"), *bands]


def _division_rows(country: str) -> list[Row]:
    file = f"countries/{country}_divisions"
    own = read_rows(file) if has_rows(file) else ()
    return [row | {"list": row["level"], "label_es": row["name"], "label_en": row["name"]} for row in own]


def _entries(rows: Iterable[Row]) -> dict[str, Code]:
    return {row["code"]: _entry(row) for row in rows}


def _entry(row: Row) -> Code:
    return Code(
        code=row["code"],
        labels=MappingProxyType({lang: row[f"label_{lang}"] or language_name(row["code"], lang) for lang in LANGS}),
        parent=row.get("parent") or None,
        valid_from=read_day(row.get("valid_from") or ""),
        valid_to=read_day(row.get("valid_to") or ""),
        source=row.get("source", ""),
    )


def _countries() -> dict[str, Code]:
    return {
        code: Code(
            code, MappingProxyType({lang: country_name(code, lang) for lang in LANGS}), source="ISO 3166-1; CLDR"
        )
        for code in country_codes()
    }


def _matcher(name: str, entries: Mapping[str, Code], rows: list[Row]) -> Matcher:
    own = [row for row in read_rows("aliases") if row["list"] == name]
    if name in _DIVISIONS:
        own = [row for row in own if _speaks_of(row, entries)]
    names = [(text, code) for code, entry in entries.items() for text in {code, *entry.labels.values()}]
    names += [(text, row["code"]) for row in rows if row["list"] == name for text in _other_codes(row)]
    if name == _COUNTRIES:
        names += [(alpha2_of(code), code) for code in country_codes()]
    return match_table(
        names,
        aliases=((row["alias"], row["code"]) for row in own if row["status"] == "exact"),
        review=((row["alias"], tuple(row["code"].split())) for row in own if row["status"] == "review"),
    )


def _speaks_of(row: Row, divisions: Mapping[str, Code]) -> bool:
    """Whether an alias is about this country: places of another one are unknown here, and never guessed at."""
    reasons = {each["code"] for each in read_rows("missing")}
    return {*divisions, *reasons}.issuperset(row["code"].split())


def _other_codes(row: Row) -> list[str]:
    return [text.strip() for text in row.get("other_codes", "").split(";") if text.strip()]


def _with_missing(found: CodeList, missing: Matcher, abroad: Mapping[str, Code]) -> CodeList:
    """The list, whose texts win over the markers of missing values."""
    own = found.matcher
    review = {key: codes for key, codes in missing.review.items() if key not in own.exact} | dict(own.review)
    exact = {key: code for key, code in (dict(missing.exact) | dict(own.exact)).items() if key not in review}
    return CodeList(found.name, found.entries, Matcher(MappingProxyType(exact), MappingProxyType(review)), abroad)
