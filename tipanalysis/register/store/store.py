"""The store: one file that keeps registers with everything that was done to them, and gives them back exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from ...words.errors import StoreError
from ...words.suggest import nearest
from ..cleaning.clean import clean as clean_register
from ..cleaning.in_parts import FileInParts, comes_in_parts
from ..cleaning.rules import Rule
from ..parts import PART
from ..read import read_register
from ..register import Register
from ..source_map import SourceMap
from .code_lists import read_lists
from .extracts import Told, add_extract, count_extracts, read_extracts
from .file import Connection, StoreFile, given_key
from .fingerprint import fingerprint, tables_of
from .ledger import Entry, Released, add_release, count_releases, read_releases
from .loading import Loading
from .loads import Load, add_load, next_load, read_loads
from .schema import bring_up, load_steps, now, run_steps
from .tables import described, read_children, read_frame
from .union import united

TABLES = {"registro": "records", "bitacora": "log", "falta": "faults", "lugar": "places"}
"""The tables of a load and the parts of a register that stand in them; child tables stand in one of their own."""


def open_store(path: str | Path, *, key: str | None = None) -> Store:
    """The store in the file ``path``; it is made when something is first loaded into it.

    Parameters
    ----------
    path : a DuckDB file; its folder must be there
    key : secret with which the file is encrypted; without it ``TIPANALYSIS_STORE_KEY`` of the environment, else the
        file is not encrypted. The key is never written down: whoever loses it loses the store.

    Raises
    ------
    StoreError
        The file is not a store, was made by a newer program, is in use, or key and file do not fit.

    Examples
    --------
    >>> import tempfile
    >>> from tipanalysis.register.synthetic import make_synthetic
    >>> folder = tempfile.TemporaryDirectory()
    >>> with open_store(Path(folder.name, "registro.duckdb")) as store:
    ...     load = store.load(make_synthetic())
    ...     again = store.load(make_synthetic())
    ...     register = store.register("sintetico")
    >>> load.id, load.added, again.id, again.added, len(register) == load.records
    (1, True, 1, False, True)
    >>> folder.cleanup()
    """
    file = StoreFile(path, given_key(key))
    if file.exists():
        bring_up(file)
    return Store(file)


class Store:
    """Registers in one file: see :func:`open_store`, which makes it.

    Nothing is ever deleted or changed: a newer file takes the place of an older one, and both stay. The file is
    opened for each work and closed after it, so that others can read and write in between.
    """

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *trouble: object) -> None:
        self._file.forget_key()

    def __repr__(self) -> str:
        return f"Store({self._file.name!r}, encrypted={self._file.is_encrypted})"

    @property
    def is_encrypted(self) -> bool:
        """Whether a key is in use."""
        return self._file.is_encrypted

    def load(self, register: Register, *, progress: bool = False) -> Load:
        """Keep a register: all of it or, if anything breaks it off, nothing.

        What the store already holds is not added again. A register of the same source and unit that holds every
        year of registration of an earlier one takes its place; the earlier one stays and can be read by its number.

        Parameters
        ----------
        register : a whole register; a selection (``where``) is refused, because it would stand for the whole
        progress : show a bar on the terminal

        Raises
        ------
        StoreError
            A selection; a column of a kind that cannot be kept; another program uses the file.
        """
        if register.provenance.where:
            raise StoreError("store_selection", variables=", ".join(s.variable for s in register.provenance.where))
        for table, frame in tables_of(register).items():
            described(table, frame)
        self._make()
        held = self._held(fingerprint(register))
        return held or self._write(lambda may_stop: [register], sum(register.rows.values()) or len(register), progress)

    def load_file(
        self,
        path: str | Path,
        source: str | Path | SourceMap | None = None,
        *,
        clean: bool = False,
        rules: Sequence[Rule] = (),
        key: str | None = None,
        part: int | None = None,
        workers: int = 0,
        progress: bool = False,
    ) -> Load:
        """Read a file, clean it if asked to, and keep it: as :meth:`load` would keep the register of the whole file.

        A large text file (CSV) is read and kept in parts, so that memory holds a few of them only; it is one load
        all the same: all of it is kept or nothing.

        Parameters
        ----------
        path, source, key : as for :func:`~tipanalysis.register.read.read_register`
        clean, rules : whether values are set right, and by which rules of an office besides
        part : rows of a part; without it a file is read in parts where it is large
        workers : how many other processes read and clean while this one writes
        progress : show a bar on the terminal
        """
        tidy = clean or bool(rules)
        if source is None or not comes_in_parts(path, part):
            register = read_register(path, source, key=key)
            return self.load(clean_register(register, rules=rules) if tidy else register, progress=progress)
        size = PART if part is None else part
        with FileInParts(path, source, key=key, clean=tidy, rules=rules, size=size, workers=workers) as file:
            self._make()
            return self._write(file.registers, file.rows, progress)

    def _write(self, parts: Callable[[Callable[[], None]], Iterable[Register]], rows: int, progress: bool) -> Load:
        """Keep a register that comes in parts, unless the store holds it already: that is known at the end."""
        try:
            with self._file.writing() as (connection, may_stop):
                earlier = read_loads(connection)
                loading = Loading(connection, next_load(earlier))
                for _ in _shown(loading, parts(may_stop), rows, progress):
                    may_stop()
                arrived = loading.end()
                same = [load for load in earlier if load.fingerprint == arrived.fingerprint]
                if same:
                    raise _HeldAlreadyError(same[0])
                return add_load(connection, arrived, earlier)
        except _HeldAlreadyError as found:
            return replace(found.load, added=False)

    def _make(self) -> None:
        if not self._file.exists():
            self._file.create(lambda connection: run_steps(connection, load_steps()))

    def _held(self, seal: str) -> Load | None:
        with self._file.reading() as connection:
            same = [load for load in read_loads(connection) if load.fingerprint == seal]
        return replace(same[0], added=False) if same else None

    def loads(self) -> tuple[Load, ...]:
        """All loads, oldest first; none where there is no file yet."""
        if not self._file.exists():
            return ()
        with self._file.reading() as connection:
            return read_loads(connection)

    def register(self, source: str | None = None, *, load: int | Sequence[int] | None = None) -> Register:
        """A register as it was loaded: records, child tables, log, faults, places, order and categories included.

        Current loads of different years (an institution that hands in a file a year) come as one register.

        Parameters
        ----------
        source : whose register; may be left out where the store holds one source only
        load : number of a load, or numbers of several, to have those rather than the current ones

        Raises
        ------
        StoreError
            Nothing was loaded of that source, or loads cannot be put together: current ones that share years (which
            ones belong together must then be said), or any that share ids, units or sources not being the same.
        """
        loads = self.loads()
        if not loads:
            raise StoreError("store_empty", file=self._file.name)
        chosen = self._current(loads, source) if load is None else self._numbered(loads, load)
        with self._file.reading() as connection:
            return united([_read_register(connection, one) for one in chosen], self._file.name)

    def _current(self, loads: tuple[Load, ...], source: str | None) -> list[Load]:
        """The current loads of a source, oldest years first; they must not share years, or count different units."""
        known = ", ".join(dict.fromkeys(load.source for load in loads))
        if source is None and "," in known:
            raise StoreError("store_which_source", file=self._file.name, known=known)
        wanted = loads[0].source if source is None else source
        current = [load for load in loads if load.source == wanted and load.is_current]
        if not current:
            guess = nearest(wanted, known.split(", "))
            raise StoreError("store_source_unknown", file=self._file.name, given=wanted, guess=guess, known=known)
        if not _fit_together(current):
            listed = ", ".join(str(load.id) for load in current)
            raise StoreError(
                "store_which_load", file=self._file.name, source=wanted, known=listed, first=current[-1].id
            )
        return sorted(current, key=lambda load: load.years)

    def _numbered(self, loads: tuple[Load, ...], wanted: int | Sequence[int]) -> list[Load]:
        numbers = (wanted,) if isinstance(wanted, int) else tuple(dict.fromkeys(wanted))
        by_number = {load.id: load for load in loads}
        for number in numbers:
            if number not in by_number:
                raise StoreError("store_load_unknown", file=self._file.name, given=number, last=loads[-1].id)
        chosen = [by_number[number] for number in numbers]
        if len({(load.source, load.unit) for load in chosen}) != 1:
            listed = ", ".join(f"{load.id} ({load.source}, {load.unit})" for load in chosen)
            raise StoreError("store_not_alike", file=self._file.name, given=listed)
        return chosen

    def record_release(self, release: Released, table: str) -> Entry:
        """Write a release down in the ledger under the name of its ``table``: shown cells with their numbers, hidden
        ones without. The same release under the same name is not written twice.

        Raises
        ------
        StoreError
            A cell that is not shown holds a number; another program uses the file.
        """
        self._make()
        with self._file.writing() as (connection, _):
            return add_release(connection, release, table)

    @contextmanager
    def recording(
        self,
        releases: Mapping[str, Released],
        *,
        report: str,
        after: int,
        extracts: Sequence[Mapping[str, Any]] = (),
    ) -> Iterator[int]:
        """Write down the releases of a report, by the names of their tables, and extracts, if the block ends well.

        Gives how many of them are new.

        Parameters
        ----------
        after : how many releases and extracts the ledger held when these were made. Where it holds more by now these
            were made without knowing of them, and are refused.

        Raises
        ------
        StoreError
            The ledger holds more by now; a cell that is not shown holds a number; another program uses the file.
        """
        self._make()
        with self._file.writing() as (connection, _):
            if _published(connection) != after:
                raise StoreError("ledger_moved", file=self._file.name)
            date = now()
            entries = [
                add_release(connection, release, table, report=report, date=date) for table, release in releases.items()
            ]
            new = [add_extract(connection, extract, report=report, date=date) for extract in extracts]
            yield sum(entry.added for entry in entries) + sum(new)

    def releases(self, *, checksum: str | None = None) -> tuple[Entry, ...]:
        """The releases of the ledger, oldest first: all of them, or those of the file with a ``checksum``."""
        if not self._file.exists():
            return ()
        with self._file.reading() as connection:
            return read_releases(connection, checksum)

    def extracts(self) -> tuple[tuple[Told, dict[str, Any]], ...]:
        """The extracts that were handed out, oldest first: each with where and when, and what is known of it."""
        if not self._file.exists():
            return ()
        with self._file.reading() as connection:
            return read_extracts(connection)

    def published(self) -> int:
        """How many releases and extracts the ledger holds."""
        if not self._file.exists():
            return 0
        with self._file.reading() as connection:
            return _published(connection)

    def code_lists(self, version: str) -> pd.DataFrame:
        """The code lists of one version, as a frame: what the codes of a load meant when it was made."""
        with self._file.reading() as connection:
            return read_lists(connection, version)


def _published(connection: Connection) -> int:
    return count_releases(connection) + count_extracts(connection)


def _fit_together(loads: Sequence[Load]) -> bool:
    if len(loads) == 1:
        return True
    years = [year for load in loads for year in load.years]
    return all(load.years for load in loads) and len(set(years)) == len(years) and len({x.unit for x in loads}) == 1


class _HeldAlreadyError(Exception):
    """What is being written stands in the store already."""

    def __init__(self, load: Load) -> None:
        super().__init__()
        self.load = load


def _shown(loading: Loading, parts: Iterable[Register], rows: int, progress: bool) -> Iterator[None]:
    """Write the parts of a register, and show it as a bar of rows of the file."""
    from tqdm import tqdm

    with tqdm(total=rows, disable=not progress, leave=False, ncols=80) as bar:
        for part in parts:
            lines = sum(map(len, tables_of(part).values()))
            done = 0
            for more in loading.add(part):
                done += more
                bar.update(round(done / lines * _weight(part)) - round((done - more) / lines * _weight(part)))
                yield


def _weight(part: Register) -> int:
    return sum(part.rows.values()) or len(part)


def _read_register(connection: Connection, load: Load) -> Register:
    outcomes = connection.execute(
        "SELECT resultado, n FROM resultado_filas WHERE carga = ? ORDER BY orden", [load.id]
    ).fetchall()
    return Register(
        unit=load.unit,
        provenance=load.provenance,
        children=read_children(connection, load.id),
        rows=dict(outcomes),
        **{part: read_frame(connection, table, load.id) for table, part in TABLES.items()},
    )
