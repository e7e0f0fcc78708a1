"""Loading adds what is new, once; the newest of the same years is current, the years of one source come together."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from store.registers import assert_same, small, with_column
from tipanalysis.register.register import Register
from tipanalysis.register.store import Store, open_store
from tipanalysis.register.store.code_lists import lists_version
from tipanalysis.standard.codebook import load_codebook
from tipanalysis.words.errors import StoreError


def current(store: Store) -> list[int]:
    return [load.id for load in store.loads() if load.is_current]


def test_the_same_file_twice_adds_nothing(path: Path, dirty: Register) -> None:
    store = open_store(path)
    first = store.load(dirty)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    second = store.load(dirty)
    assert (first.added, second.added) == (True, False)
    assert replace(second, added=True) == first
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert len(store.loads()) == 1


def test_a_file_under_another_name_or_read_in_another_language_is_the_same_file(path: Path) -> None:
    register = small(2020)
    faults = pd.DataFrame([["h", "2", "sexo", "x", "valor_desconocido", "No se conoce."]], dtype="str")
    register = replace(register, faults=faults.set_axis(register.faults.columns, axis=1))
    spoken = replace(
        register,
        provenance=replace(register.provenance, file="copia.csv", title="Test"),
        faults=register.faults.assign(mensaje=pd.Series(["Not known."], dtype="str")),
    )
    store = open_store(path)
    assert store.load(register).added
    assert not store.load(spoken).added


CHANGES = {
    "one value": lambda r: with_column(r, "edad", pd.Series([17, 18], dtype="Int64")),
    "one category": lambda r: with_column(r, "sexo", r.records["sexo"].cat.add_categories("X")),
    "the order of rows": lambda r: replace(r, records=r.records.iloc[::-1].reset_index(drop=True)),
    "a child table": lambda r: replace(r, children={}),
    "the log": lambda r: replace(r, log=pd.DataFrame([["a"] * 6], columns=r.log.columns, dtype="str")),
    "where it stands": lambda r: replace(r, places=r.places.iloc[:1]),
    "what became of rows": lambda r: replace(r, rows={"total": 1, "registro": 2}),
    "the file": lambda r: replace(r, provenance=replace(r.provenance, checksum="otra")),
    "the unit": lambda r: replace(r, unit="solicitud"),
    "the source": lambda r: replace(r, provenance=replace(r.provenance, source="otra")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_makes_another_load(path: Path, change: str) -> None:
    store = open_store(path)
    store.load(small(2020))
    assert store.load(CHANGES[change](small(2020))).added
    assert_same(store.register(load=2), CHANGES[change](small(2020)))
    assert_same(store.register(load=1), small(2020))


def test_a_newer_file_of_the_same_years_takes_the_place_of_the_older_one_and_both_stay(path: Path) -> None:
    store = open_store(path)
    loads = [
        store.load(small(2020, 2021)),
        store.load(small(2020, 2021, marker="b")),
        store.load(small(2020, 2021, 2022)),
    ]
    assert [(load.id, load.version, load.years, load.replaces) for load in loads] == [
        (1, 1, (2020, 2021), ()),
        (2, 2, (2020, 2021), (1,)),
        (3, 3, (2020, 2021, 2022), (2,)),
    ]
    assert [load.replaced_by for load in store.loads()] == [2, 3, None]
    assert_same(store.register(), small(2020, 2021, 2022))
    assert_same(store.register(load=1), small(2020, 2021))


def test_a_replaced_file_loaded_again_does_not_come_back_by_itself(path: Path) -> None:
    store = open_store(path)
    store.load(small(2020))
    store.load(small(2020, marker="b"))
    again = store.load(small(2020))
    assert (again.id, again.added, again.is_current) == (1, False, False)
    assert_same(store.register(), small(2020, marker="b"))


def test_other_years_other_sources_and_other_units_take_nobodys_place(path: Path) -> None:
    store = open_store(path)
    for register in (
        small(2020, 2021),
        small(2022),
        small(2020, 2021, source="otra"),
        replace(small(2020, 2021), unit="caso"),
        small(2021, 2023),
    ):
        store.load(register)
    assert current(store) == [1, 2, 3, 4, 5]


def test_a_register_that_does_not_tell_its_years(path: Path) -> None:
    def yearless(marker: str) -> Register:
        register = small(2020, marker=marker)
        return replace(register, records=register.records.drop(columns="anio_registro"))

    store = open_store(path)
    store.load(yearless("a"))
    assert store.load(yearless("b")).replaces == (1,)
    store.load(small(2020))
    assert current(store) == [2, 3]
    with pytest.raises(StoreError):
        store.register()


def test_the_years_of_one_source_come_as_one_register(path: Path) -> None:
    first, second = small(2021), small(2020)
    second = with_column(second, "lengua_materna", pd.Categorical(["spa", "NS"], categories=["spa", "NS"]))
    second = with_column(second, "id_persona", pd.Series(["p1", "p2"], dtype="str"))
    second = with_column(second, "duracion_meses", pd.Series([1, 2], dtype="Int64"))
    second = replace(
        second, log=pd.DataFrame([["h", "2", "edad", "x", "17", "r"]], columns=second.log.columns, dtype="str")
    )
    first = replace(first, children={**first.children, "medio": _means(first)})
    store = open_store(path)
    store.load(first)
    store.load(second)
    both = store.register()
    assert both.records["id"].tolist() == ["2020-1", "2020-2", "2021-1", "2021-2"]
    assert both.records["lengua_materna"].tolist() == ["spa", "NS", "ND", "ND"]
    assert both.records["lengua_materna"].cat.categories.tolist() == ["spa", "NS", "ND"]
    assert both.records["id_persona"].tolist() == ["p1", "p2", "?2021-1", "?2021-2"]
    assert both.records["duracion_meses"].isna().tolist() == [False, False, True, True]
    assert both.records["duracion_meses"].dtype == "Int64"
    assert both.records["sexo"].dtype == first.records["sexo"].dtype
    assert both.children["medio"]["medio"].tolist() == ["ND", "ND", "AMENAZA", "FRAUDE"]
    assert both.children["finalidad"]["id"].tolist() == [i for i in both.records["id"] for _ in (1, 2)]
    assert both.log["hoja"].tolist() == ["prueba.csv: h"]
    assert both.places["hoja"].tolist() == ["prueba.csv: datos"] * 4
    assert both.provenance.rows_read == sum(both.rows.values()) == 4
    assert both.provenance.file == "prueba.csv + prueba.csv"
    sums = sorted(register.provenance.checksum for register in (first, second))
    assert both.provenance.checksum == hashlib.sha256("".join(sums).encode()).hexdigest()
    assert_same(store.register(load=[2, 1]), both)


def _means(register: Register) -> pd.DataFrame:
    codes = pd.Categorical(["AMENAZA", "FRAUDE"], categories=["AMENAZA", "FRAUDE", "NS"])
    return pd.DataFrame({"id": register.records["id"], "medio": codes})


def refusal(*registers: Register, path: Path, source: str | None = None, load: object = None) -> str:
    store = open_store(path)
    for register in registers:
        store.load(register)
    with pytest.raises(StoreError) as refused:
        store.register(source, load=load)
    return refused.value.both()


def test_files_that_share_years_are_not_put_together_by_themselves(path: Path) -> None:
    assert refusal(small(2020, 2021), small(2021, 2022), path=path) == (
        "El almacén «registro.duckdb» tiene cargas vigentes de «prueba» que no se unen solas (1, 2): comparten años, "
        "no dicen su año o cuentan unidades distintas. Indique una, por ejemplo register(load=2), o varias que no "
        "repitan personas: register(load=[1, 2]).\n"
        "The store “registro.duckdb” holds current loads of “prueba” that are not put together by themselves (1, 2): "
        "they share years, do not tell their year or count different units. Name one, for example register(load=2), "
        "or several that do not repeat people: register(load=[1, 2])."
    )
    assert len(open_store(path).register(load=[1])) == 4


def test_nobody_is_counted_twice(path: Path) -> None:
    assert refusal(small(2020, 2021), small(2021, 2022), path=path, load=[1, 2]) == (
        "En el almacén «registro.duckdb» los archivos prueba.csv, prueba.csv repiten 2 números de expediente; unidos, "
        "esas personas se contarían dos veces. Pida la lectura de una carga: register(load=…), o cargue un solo "
        "archivo con todos los años.\n"
        "In the store “registro.duckdb” the files prueba.csv, prueba.csv repeat 2 file numbers; put together, those "
        "people would be counted twice. Ask for one load: register(load=…), or load one file with all the years."
    )


def test_loads_that_are_not_alike(path: Path) -> None:
    assert refusal(small(2020), small(2021, source="otra"), path=path, load=[1, 2]) == (
        "En el almacén «registro.duckdb» esas cargas no son de una misma fuente y unidad: "
        "1 (prueba, persona), 2 (otra, persona). Léalas una por una.\n"
        "In the store “registro.duckdb” those loads are not of one source and unit: "
        "1 (prueba, persona), 2 (otra, persona). Read them one by one."
    )


def test_what_is_not_there(path: Path) -> None:
    assert refusal(path=path) == (
        "El almacén «registro.duckdb» todavía no tiene registros. "
        "Cargue uno: tipanalysis load ARCHIVO --source FUENTE --store registro.duckdb\n"
        "The store “registro.duckdb” holds no register yet. "
        "Load one: tipanalysis load FILE --source SOURCE --store registro.duckdb"
    )
    assert not path.exists()
    assert refusal(small(2020), small(2020, source="eri"), path=path) == (
        "El almacén «registro.duckdb» tiene registros de varias fuentes. Indique una: prueba, eri.\n"
        "The store “registro.duckdb” holds registers of several sources. Name one: prueba, eri."
    )
    assert refusal(path=path, source="pruebas") == (
        "El almacén «registro.duckdb» no tiene registros de «pruebas». ¿Quiso decir «prueba»? Hay: prueba, eri.\n"
        "The store “registro.duckdb” holds no register of “pruebas”. Did you mean “prueba”? Available: prueba, eri."
    )
    assert refusal(path=path, load=3) == (
        "El almacén «registro.duckdb» no tiene la carga 3. Las cargas van de 1 a 2.\n"
        "The store “registro.duckdb” has no load 3. Loads go from 1 to 2."
    )


def test_a_selection_is_not_loaded_as_the_whole(path: Path) -> None:
    store = open_store(path)
    with pytest.raises(StoreError) as refused:
        store.load(small(2020).where(sexo="MUJER"))
    assert refused.value.both() == (
        "El almacén guarda registros completos, y este es una selección por sexo: ocuparía el lugar del total. "
        "Cargue el registro completo y seleccione después de leerlo.\n"
        "The store keeps whole registers, and this one is a selection by sexo: it would stand for the whole. "
        "Load the whole register and select after reading it."
    )
    assert not path.exists()


def test_the_code_lists_of_a_load_are_kept_with_their_version(path: Path) -> None:
    store = open_store(path)
    load = store.load(small(2020))
    assert load.code_lists == lists_version()
    kept = store.code_lists(load.code_lists)
    book = load_codebook()
    for name in ("sexo", "finalidad_detalle", "nacionalidad"):
        of_this = kept[kept["variable"] == name]
        assert tuple(of_this["codigo"]) == book.order(name)
        assert of_this["es"].tolist() == [book.label(name, code, lang="es") for code in book.order(name)]
    row = kept[(kept["variable"] == "finalidad_detalle") & (kept["codigo"] == "ESC_NNA")].iloc[0]
    assert (row["en"], row["superior"]) == (book.label("finalidad_detalle", "ESC_NNA", lang="en"), "SEXUAL")
    store.load(small(2021))
    assert len(store.code_lists(load.code_lists)) == len(kept)
