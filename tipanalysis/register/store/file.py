"""The file of a store: opened for each work and closed after it, by one writer or many readers, with or without key."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unicodedata import normalize

from ...words.errors import StoreError

KEY_VARIABLE = "TIPANALYSIS_STORE_KEY"
NAME = "almacen"
"""What the file is called inside a connection."""
_CRYPTO = "duckdb_extension_httpfs"
_OFFLINE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_persistent_secrets": "false",
}
_MEMORY = "1GB"
"""What the database may hold in memory while it writes; it would take most of the machine's. The rest goes to disk."""
_HEADER = 28
Connection = Any


class Key:
    """A secret that shows itself to the database only: not when printed, logged or pickled."""

    __slots__ = ("_secret",)

    def __init__(self, secret: str) -> None:
        if not secret:
            raise StoreError("store_key_empty")
        self._secret = normalize("NFC", secret)

    def reveal(self) -> str:
        """The secret as DuckDB reads one: it takes ASCII only, and every other byte (and the backslash) by number."""
        said = self._secret.encode(errors="surrogateescape")
        return "".join(chr(byte) if 31 < byte < 127 and byte != ord("\\") else f"\\x{byte:02X}" for byte in said)

    def __repr__(self) -> str:
        return "Key(…)"

    def __reduce__(self) -> str | tuple[Any, ...]:
        raise TypeError("a key is not pickled")


def given_key(key: str | None) -> Key | None:
    """The key given, else the environment's, else none."""
    secret = os.environ.get(KEY_VARIABLE) or None if key is None else key
    return None if secret is None else Key(secret)


class StoreFile:
    """One DuckDB file. It is attached for one work only, so that others can work in between."""

    def __init__(self, path: str | Path, key: Key | None) -> None:
        self.path = Path(path)
        self._key = key
        self._check_place()

    @property
    def name(self) -> str:
        """Name of the file, without its folder."""
        return self.path.name

    @property
    def is_encrypted(self) -> bool:
        """Whether a key is in use."""
        return self._key is not None

    def forget_key(self) -> None:
        """Keep the key no longer."""
        self._key = None

    def exists(self) -> bool:
        """Whether there is a file."""
        return self.path.is_file()

    def _check_place(self) -> None:
        if self.path.is_dir():
            raise StoreError("store_is_folder", file=self.name)
        if not self.path.parent.is_dir():
            raise StoreError("store_no_folder", file=self.name, folder=self.path.parent.name)

    def create(self, fill: Callable[[Connection], None]) -> None:
        """Make the file, filled by ``fill``, all at once: half a file is never seen under its name."""
        building = self.path.with_name(f"{self.name}.{os.getpid()}.nuevo")
        try:
            with _patient(), self._attached(building, write=True) as connection:
                fill(connection)
            _put_in_place(building, self.path)
        finally:
            for rest in (building, building.with_name(f"{building.name}.wal")):
                with suppress(OSError):
                    rest.unlink(missing_ok=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that can only read; others can read at the same time."""
        self._check_key()
        with _patient(), self._attached(self.path, write=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[tuple[Connection, Callable[[], None]]]:
        """A connection inside one transaction, kept as a whole at the end or not at all; and a function to call
        between statements, where an interruption may end it.
        """
        self._check_key()
        with _patient() as may_stop, self._attached(self.path, write=True) as connection:
            connection.execute(f"SET memory_limit = '{_MEMORY}'")
            connection.execute("SET threads = 1")  # what is written comes in small pieces; more threads only wait
            connection.execute("BEGIN")
            yield connection, may_stop
            may_stop()
            connection.execute("COMMIT")

    def _check_key(self) -> None:
        """Whether the file is ours to open is read off its first bytes, before any key is tried on it."""
        try:
            with self.path.open("rb") as file:
                head = file.read(_HEADER)
        except OSError:
            raise StoreError("store_unreadable", file=self.name) from None
        if head[8:12] != b"DUCK":
            raise StoreError("store_not_ours", file=self.name)
        encrypted = bool(int.from_bytes(head[20:28], "little") & 1)
        if encrypted and not self._key:
            raise StoreError("store_key_needed", file=self.name, variable=KEY_VARIABLE)
        if self._key and not encrypted:
            raise StoreError("store_key_unneeded", file=self.name, variable=KEY_VARIABLE)

    @contextmanager
    def _attached(self, path: Path, *, write: bool) -> Iterator[Connection]:
        import duckdb

        connection = duckdb.connect(":memory:", config={**_OFFLINE, "temp_directory": f"{self.path}.tmp"})
        try:
            if self._key:
                _prepare_crypto(connection, write)
            self._attach(connection, path, write)
            yield connection
        except duckdb.Error as error:
            raise self._told(error) from None
        finally:
            connection.close()

    def _attach(self, connection: Connection, path: Path, write: bool) -> None:
        options = [] if write else ["READ_ONLY"]
        secret = {}
        if self._key:
            options.append("ENCRYPTION_KEY $key")
            secret = {"key": self._key.reveal()}
        listed = f" ({', '.join(options)})" if options else ""
        connection.execute(f"ATTACH {quoted(str(path), mark=chr(39))} AS {NAME}{listed}", secret)
        connection.execute(f"USE {NAME}")

    def _told(self, error: Exception) -> StoreError:
        """What went wrong in the database, in our words; nothing of what it held."""
        said = str(error)
        for sign, key in _SIGNS:
            if sign in said:
                return StoreError(key, file=self.name)
        return StoreError("store_broken", file=self.name, kind=type(error).__name__)


@contextmanager
def _patient() -> Iterator[Callable[[], None]]:
    """Let Ctrl+C wait until a statement is done: DuckDB's threads outlive one that is broken off, and can then bring
    down the interpreter. Gives a function that ends the work if somebody is waiting; so does the end of the block.
    """
    pressed: list[bool] = []

    def may_stop() -> None:
        if pressed:
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield may_stop
        return
    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(True))
    try:
        yield may_stop
    finally:
        signal.signal(signal.SIGINT, before)
    may_stop()


_SIGNS = (
    ("Could not set lock", "store_busy"),
    ("being used by another process", "store_busy"),
    ("Unique file handle conflict", "store_busy"),
    ("different configuration", "store_busy"),
    ("Wrong encryption key", "store_key_wrong"),
    ("Permission denied", "store_unwritable"),
    ("Read-only file system", "store_unwritable"),
    ("No space left", "store_no_space"),
    ("Out of Memory", "store_no_memory"),
    ("not enough space", "store_no_space"),
)
"""How the database says what can happen to anyone; DuckDB has no codes for these."""


def _prepare_crypto(connection: Connection, write: bool) -> None:
    """Reading needs nothing more; writing needs the crypto of an extension that comes as a package."""
    import duckdb

    connection.execute("SET temp_file_encryption = true")
    if not write:
        return
    found = find_spec(_CRYPTO)
    version = f"v{duckdb.__version__}"
    folder = Path(found.origin).parent if found and found.origin else Path()
    extension = folder / "extensions" / version / "httpfs.duckdb_extension"
    if not (found and extension.is_file()):
        raise StoreError("store_no_crypto", version=duckdb.__version__)
    connection.execute(f"LOAD {quoted(str(extension), mark=chr(39))}")


def _put_in_place(building: Path, path: Path) -> None:
    """Give a finished file its name, unless somebody else was quicker."""
    try:
        if os.name == "nt":
            building.rename(path)
        else:
            path.hardlink_to(building)
    except FileExistsError:
        raise StoreError("store_busy", file=path.name) from None
    except OSError:
        raise StoreError("store_unwritable", file=path.name) from None


def quoted(text: str, mark: str = '"') -> str:
    """``text`` as a name (or with another ``mark`` as a value) in SQL.

    Examples
    --------
    >>> quoted('a"b')
    '"a""b"'
    """
    return mark + text.replace(mark, mark * 2) + mark
