"""What a file really is, judged by its first bytes before anything is loaded."""

from __future__ import annotations

import zipfile
from hashlib import file_digest
from pathlib import Path
from typing import Literal

from ..words.errors import InputError
from ..words.suggest import nearest_name

Kind = Literal["xlsx", "csv", "parquet", "duckdb", "folder"]

NAMES: dict[str, Kind] = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
    ".duckdb": "duckdb",
    ".db": "duckdb",
}
HEAD = 65536
MAX_UNPACKED = 1_500_000_000
MAX_RATIO = 200
RATIO_FROM = 50_000_000


def detect_kind(path: Path) -> Kind:
    """What ``path`` holds; raises InputError when it cannot be a register, without loading it."""
    _check_there(path)
    if path.is_dir():
        return _folder(path)
    head = _read_head(path)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise InputError("register_file_empty", file=path.name)
    kind = _kind_of(head, path)
    expected = NAMES.get(path.suffix.lower())
    if expected is not None and expected != kind:
        raise InputError("register_file_misnamed", file=path.name, named=expected, found=kind)
    return kind


def _check_there(path: Path) -> None:
    try:
        if path.exists():
            return
        names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    except OSError:
        raise InputError("register_file_unreadable", file=path.name) from None
    near = nearest_name(path.name, names)
    if near:
        raise InputError("register_file_not_found_near", file=path.name, near=near)
    raise InputError("register_file_not_found", file=path.name)


def _folder(path: Path) -> Kind:
    if (path / "datapackage.json").is_file():
        return "folder"
    names = sorted(entry.name for entry in path.iterdir() if entry.suffix.lower() in NAMES)
    raise InputError("register_is_folder", folder=path.name, files=", ".join(names[:10]) or "—")


def _read_head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        raise InputError("register_file_unreadable", file=path.name) from None


def _kind_of(head: bytes, path: Path) -> Kind:
    if head.startswith(b"PK"):
        _check_workbook(path)
        return "xlsx"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head[8:12] == b"DUCK":
        return "duckdb"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError("register_file_old_or_locked", file=path.name)
    if (
        head.lstrip(b"\xef\xbb\xbf \t\r\n")
        .lower()
        .startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta"))
    ):
        raise InputError("register_file_is_web_page", file=path.name)
    if not is_text(head):
        raise InputError("register_file_not_a_table", file=path.name)
    return "csv"


def is_text(head: bytes) -> bool:
    """Whether the bytes can be the beginning of a text file (UTF-8, Latin-1, or UTF-16 with its mark)."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in head)
    if b"\x00" in head or controls > len(head) // 500:
        return False
    return b"\n" in head or b"\r" in head or len(head) < HEAD


def _check_workbook(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise InputError("register_file_broken", file=path.name) from None
    unpacked = sum(part.file_size for part in parts)
    ratio = unpacked / max(1, path.stat().st_size)
    if unpacked > MAX_UNPACKED or (unpacked > RATIO_FROM and ratio > MAX_RATIO):
        raise InputError(
            "register_file_bomb", file=path.name, packed=_megabytes(path.stat().st_size), unpacked=_megabytes(unpacked)
        )
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise InputError("register_file_not_a_workbook", file=path.name)


def _megabytes(size: int) -> int:
    return max(1, round(size / 1_000_000))


def checksum(path: Path) -> str:
    """SHA-256 of the file's content."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
