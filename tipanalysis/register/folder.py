"""A register as a folder: one CSV per table and a ``datapackage.json`` that says what every column and code is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..standard.codebook import Codebook, load_codebook
from ..standard.strangers import told_strangers
from ..words.errors import InputError
from ..words.settings import LANGS
from ..words.texts import say
from .dates import PRECISIONS
from .provenance import Provenance
from .register import Register

MAIN = "solicitudes"
"""Name of the table with one row per record."""
PACKAGE = "datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def write_folder(register: Register, path: str | Path) -> Path:
    """Write ``register`` to the folder ``path`` and return it.

    ``solicitudes.csv`` has one row per record; each multi-valued variable is a table of its own with
    ``id`` and the code. Dates are ISO, an empty cell is a plain number or date that is not there, codes
    (reasons for missing included) are text. ``datapackage.json`` describes tables, keys, codes and licence
    in the way of Frictionless Data.

    Examples
    --------
    >>> import tempfile
    >>> from tipanalysis.register.synthetic import make_synthetic
    >>> register = make_synthetic()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     again = read_folder(write_folder(register, folder))
    >>> again.records.equals(register.records)
    True
    """
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in _tables(register):
        text = table.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="\n")
    described = json.dumps(_package(register), ensure_ascii=False, indent=1)
    (folder / PACKAGE).write_text(described + "\n", encoding="utf-8", newline="\n")
    return folder


def _tables(register: Register) -> Iterator[tuple[str, pd.DataFrame]]:
    yield MAIN, register.records
    yield from register.children.items()


def _package(register: Register) -> dict[str, Any]:
    origin = register.provenance
    return {
        "profile": "tabular-data-package",
        "name": f"tipanalysis-{origin.source}",
        "title": origin.title,
        "description": _description() if origin.synthetic else f"{origin.title}. {say('inside_use')}",
        "licenses": [LICENCE] if origin.synthetic else [],
        "tipanalysis": {
            "unit": register.unit,
            "source": origin.source,
            "synthetic": origin.synthetic,
            "country": origin.country,
        },
        "resources": [_resource(name, table) for name, table in _tables(register)],
    }


def _description() -> str:
    return " ".join(say("folder_synthetic", lang=lang) for lang in LANGS)


def _resource(name: str, table: pd.DataFrame) -> dict[str, Any]:
    book = load_codebook()
    schema: dict[str, Any] = {
        "fields": [_field(column, table[column], book) for column in table],
        "missingValues": [""],
    }
    if name == MAIN:
        schema["primaryKey"] = "id"
    else:
        schema["foreignKeys"] = [{"fields": "id", "reference": {"resource": MAIN, "fields": "id"}}]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(name: str, column: pd.Series, book: Codebook) -> dict[str, Any]:
    label = {lang: book[name].label(lang) for lang in LANGS} if name in book else dict.fromkeys(LANGS, name)
    described = {"name": name, "type": _kind(column), "title": label["es"], "title_en": label["en"]}
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return described
    used = set(column.unique())
    codes = [code for code in column.cat.categories if code in used]
    categories = [{"value": code, "label": _label(name, code, book)} for code in codes]
    return described | {"constraints": {"required": True, "enum": codes}, "categories": categories}


def _label(name: str, code: str, book: Codebook) -> str:
    """The Spanish label of a code; the codes of precisions and of a source's own variables stand for themselves."""
    if name in book:
        return book.label(name, code, lang="es")
    return book.missing[code].labels["es"] if book.is_missing(code) else code


def _kind(column: pd.Series) -> str:
    if pd.api.types.is_datetime64_any_dtype(column):
        return "date"
    return "integer" if pd.api.types.is_integer_dtype(column) else "string"


def code_order(name: str, codes: Iterable[str], book: Codebook) -> tuple[str, ...]:
    """The codes a column may hold, in order: those of the codebook; for years and a source's own those that occur."""
    if name.endswith("_precision"):
        return (*PRECISIONS, *book.missing_codes)
    if name in book and book[name].codes():
        return book.order(name, codes)
    return (*sorted(set(codes) - set(book.missing_codes)), *book.missing_codes)


def read_folder(path: str | Path) -> Register:
    """The register that ``write_folder`` wrote.

    Every table and column that the package names must be there and every code must be in the codebook;
    all problems are reported together.

    Raises
    ------
    InputError
        No folder, no package of ours, a table that is missing or cannot be read, columns or codes that do
        not fit.
    """
    folder = Path(path)
    package = _read_package(folder)
    tables = {resource["name"]: _read_table(folder, resource) for resource in package["resources"]}
    faults = [fault for resource in package["resources"] for fault in _faults(resource, tables[resource["name"]])]
    if faults:
        raise InputError("folder_faults", folder=folder.name, faults="; ".join(faults))
    typed = {resource["name"]: _typed(resource, tables[resource["name"]]) for resource in package["resources"]}
    records = typed.pop(MAIN)
    return Register(
        records=records,
        unit=package["tipanalysis"]["unit"],
        children=typed,
        provenance=_provenance(folder, package, len(records)),
    )


def source_of_folder(path: str | Path) -> str:
    """The name of the source from which the register in a folder was read."""
    package = _read_package(Path(path))
    return str(package["tipanalysis"]["source"])


def _read_package(folder: Path) -> Mapping[str, Any]:
    if not folder.is_dir():
        raise InputError("folder_missing", folder=folder.name)
    try:
        package: dict[str, Any] = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        names = [resource["name"] for resource in package["resources"]]
        known = MAIN in names and "unit" in package["tipanalysis"]
    except (OSError, ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise InputError("folder_not_ours", folder=folder.name, package=PACKAGE)
    return package


def _read_table(folder: Path, resource: Mapping[str, Any]) -> pd.DataFrame:
    """One table as text; nothing but an empty cell is empty."""
    try:
        return pd.read_csv(folder / Path(resource["path"]).name, dtype=str, keep_default_na=False, na_values=[""])
    except (OSError, ValueError):
        raise InputError("folder_table_unreadable", folder=folder.name, table=resource["path"]) from None


def _faults(resource: Mapping[str, Any], table: pd.DataFrame) -> Iterator[str]:
    """What keeps a table from being read as its schema says."""
    book = load_codebook()
    for field in resource["schema"]["fields"]:
        name = field["name"]
        if name not in table:
            yield say("folder_no_column", table=resource["path"], column=name)
        elif "categories" in field:
            strangers = set(table[name].fillna("")) - {entry["value"] for entry in field["categories"]}
            strangers |= set(field["constraints"]["enum"]) - set(code_order(name, field["constraints"]["enum"], book))
            if strangers:
                yield say("folder_no_code", table=resource["path"], column=name, given=_told(name, strangers))
    if resource["name"] == MAIN and "id" in table and table["id"].duplicated().any():
        yield say("folder_repeated_id", table=resource["path"])


def _told(name: str, strangers: Iterable[str]) -> str:
    """Strange codes, without what may say who a person is; of a source's own variables only how many."""
    return str(told_strangers(name, strangers)) if name in load_codebook() else f"({len(set(strangers))})"


def _typed(resource: Mapping[str, Any], table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({field["name"]: _read_column(resource, field, table) for field in resource["schema"]["fields"]})


def _read_column(resource: Mapping[str, Any], field: Mapping[str, Any], table: pd.DataFrame) -> pd.Series:
    """A column of its type; what is no number or day in it is not repeated."""
    try:
        return _column(field, table[field["name"]])
    except (ValueError, TypeError):
        raise InputError("folder_no_value", table=resource["path"], column=field["name"]) from None


def _column(field: Mapping[str, Any], column: pd.Series) -> pd.Series:
    if "categories" in field:
        return column.astype(pd.CategoricalDtype(list(code_order(field["name"], column, load_codebook()))))
    if field["type"] == "integer":
        return pd.to_numeric(column).astype("Int64")
    if field["type"] == "date":
        return pd.to_datetime(column, format="%Y-%m-%d").astype("datetime64[s]")
    return column.astype("str")


def _provenance(folder: Path, package: Mapping[str, Any], rows: int) -> Provenance:
    content = b"".join((folder / Path(resource["path"]).name).read_bytes() for resource in package["resources"])
    return Provenance(
        source=package["tipanalysis"]["source"],
        title=package["title"],
        file=folder.name,
        checksum=hashlib.sha256(content).hexdigest(),
        synthetic=package["tipanalysis"]["synthetic"],
        rows_read=rows,
        country=package["tipanalysis"].get("country", ""),
    )
