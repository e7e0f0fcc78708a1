"""Everything inside a file that a curious person can get at: parts of a workbook, pictures in a page, both again."""

from __future__ import annotations

import base64
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

DATA = re.compile(rb"data:[\w/+.-]+;base64,([A-Za-z0-9+/=\s]+)")
COMPRESSED = (b"zTXt", b"iTXt")


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Each part of a file with its name and its text, letters without accents and small."""
    for name, content in _parts(path.name, path.read_bytes()):
        for encoding in ("utf-8", "utf-16-le"):
            yield name, plain(content.decode(encoding, "ignore"))


def plain(text: str) -> str:
    """The text as a search finds it: small letters, no accents."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


def _parts(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for inside in archive.namelist():
                yield from _parts(f"{name}/{inside}", archive.read(inside))
    for number, found in enumerate(DATA.findall(content)):
        yield from _parts(f"{name}#{number}", base64.b64decode(found))
    if content.startswith(b"\x89PNG"):
        yield from _chunks(name, content)
    if name.endswith((".ipynb", ".json")):
        yield f"{name}:text", json.dumps(json.loads(content), ensure_ascii=False).encode()


def _chunks(name: str, picture: bytes) -> Iterator[tuple[str, bytes]]:
    """The texts inside a picture, unpacked."""
    at = 8
    while at < len(picture):
        size = int.from_bytes(picture[at : at + 4], "big")
        kind, content = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + size]
        if kind in COMPRESSED:
            packed = content.rpartition(b"\0")[2]
            yield f"{name}:{kind.decode()}", zlib.decompress(packed) if kind == b"zTXt" else content
        at += 12 + size
