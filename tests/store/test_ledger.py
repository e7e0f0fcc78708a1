"""The ledger holds what was shown and never what was hidden."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pandas as pd
import pytest

from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.register.provenance import Selection
from tipanalysis.register.register import Register
from tipanalysis.register.store import open_store
from tipanalysis.release.protect import protect
from tipanalysis.release.release import Release
from tipanalysis.words.errors import StoreError

RELEASES: dict[str, Callable[[Register], Release]] = {
    "one dimension": lambda r: protect(count_by(r, ["sexo"])),
    "a selection": lambda r: protect(count_by(r.where(condicion_victima=["ACREDITADA", "PRESUNTA"]), ["grupo_edad"])),
    "a multi-valued dimension": lambda r: protect(count_by(r, ["sexo", "finalidad"])),
    "shares": lambda r: protect(share_within(count_by(r, ["sexo", "grupo_edad"]), among=["sexo"])),
}


@pytest.mark.parametrize("which", RELEASES)
def test_a_release_is_written_down_as_it_was_shown(path: Path, synthetic: Register, which: str) -> None:
    release = RELEASES[which](synthetic)
    assert release.hidden or which == "one dimension"
    store = open_store(path)
    entry = store.record_release(release, "perfil")
    (kept,) = store.releases(checksum=synthetic.provenance.checksum)
    for found in (entry, kept):
        pd.testing.assert_frame_equal(found.frame, release.frame)
        pd.testing.assert_frame_equal(found.margins, release.margins)
        assert (found.by, found.multi, found.among) == (release.by, release.multi, release.among)
        assert (found.unit, found.measure, found.per) == (release.unit, release.measure, release.per)
        assert (found.source, found.checksum) == ("sintetico", release.provenance.checksum)
        assert (found.table, found.policy, found.threshold) == ("perfil", "publication", release.policy.threshold)
        assert found.where == release.provenance.where
    assert which != "a selection" or entry.where == (Selection("condicion_victima", ("ACREDITADA", "PRESUNTA")),)


def test_a_release_is_written_down_once(path: Path, synthetic: Register) -> None:
    store = open_store(path)
    release = RELEASES["one dimension"](synthetic)
    assert [store.record_release(release, name).added for name in ("a", "a", "b", "a")] == [True, False, True, False]
    assert [(entry.id, entry.table) for entry in store.releases()] == [(1, "a"), (2, "b")]


def test_releases_are_found_by_the_file_they_speak_of(path: Path, synthetic: Register, dirty: Register) -> None:
    store = open_store(path)
    assert store.releases() == ()
    for register in (synthetic, dirty):
        store.load(register)
        store.record_release(RELEASES["one dimension"](register), "sexo")
    assert [entry.source for entry in store.releases()] == ["sintetico", "eri"]
    assert [entry.source for entry in store.releases(checksum=dirty.provenance.checksum)] == ["eri"]
    assert store.releases(checksum="otra") == ()
    assert repr(store.releases()[0]) == "Entry(1, 'sexo', by=('sexo',), policy='publication', 2 cells)"


def told(release: Release, **changes: object) -> SimpleNamespace:
    names = ("frame", "margins", "by", "unit", "provenance", "policy", "multi", "among", "measure", "per")
    return SimpleNamespace(**{name: getattr(release, name) for name in names} | changes)


@pytest.mark.parametrize(("part", "name"), [("frame", "n"), ("frame", "low"), ("margins", "n")])
def test_a_hidden_number_is_not_taken(path: Path, synthetic: Register, part: str, name: str) -> None:
    release = RELEASES["shares"](synthetic)
    frame = getattr(release, part).copy()
    place = frame.index[frame["status"] == "hidden"][0]
    frame.loc[place, name] = 3
    with pytest.raises(StoreError) as refused:
        open_store(path).record_release(told(release, **{part: frame}), "perfil")
    assert refused.value.both() == (
        "La tabla «perfil» trae el número de una celda que no se muestra; el libro de publicaciones no la anota. "
        "Pase la tabla otra vez por protect.\n"
        "The table “perfil” brings the number of a cell that is not shown; the ledger of releases does not take it. "
        "Pass the table through protect again."
    )
    assert open_store(path).releases() == ()


def test_nor_does_the_database_take_one(path: Path, synthetic: Register) -> None:
    open_store(path).record_release(RELEASES["shares"](synthetic), "perfil")
    with duckdb.connect(str(path)) as base:
        for column in ("n", "estimacion", "bajo", "alto"):
            with pytest.raises(duckdb.ConstraintException):
                base.execute(
                    f"INSERT INTO celda (publicacion, orden, margen, niveles, estado, {column}) "
                    "VALUES (1, 1, false, [], 'hidden', 3)"
                )
        with pytest.raises(duckdb.ConstraintException):
            base.execute("INSERT INTO celda (publicacion, orden, margen, niveles, estado) VALUES (1, 1, true, [], 'x')")
