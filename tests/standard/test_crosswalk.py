"""Crosswalks cover every code, say what is lost, and invent nothing."""

import csv

import pytest

from tipanalysis.standard.age_bands import load_bands
from tipanalysis.standard.crosswalk import crosswalk_names, load_crosswalk
from tipanalysis.standard.rows import list_names, read_rows
from tipanalysis.words.errors import CodebookError

NAMES = crosswalk_names()
TABLES = [(name, variable) for name in NAMES for variable in load_crosswalk(name).variables]
SHIPPED = {
    "htcds_v2", "ctdc_kanon_2018", "ctdc_synthetic_2024", "glotip_2023", "sdg_16_2_2", "iccs_0204", "palermo_art3",
    "cr_cp_art172", "pe_pnp", "ar_linea145", "mx_sesnsp", "ic_tip",
}  # fmt: skip


def test_the_crosswalks_of_the_standard_are_shipped():
    assert set(NAMES) == SHIPPED == set(list_names("crosswalks", ".csv"))


@pytest.mark.parametrize(("name", "variable"), TABLES)
def test_every_code_has_exactly_one_mapping(book, name, variable):
    rows = [row["code"] for row in read_rows(f"crosswalks/{name}") if row["variable"] == variable]
    assert tuple(rows) == book[variable].codes()


@pytest.mark.parametrize(("name", "variable"), TABLES)
def test_a_mapping_has_a_target_unless_it_says_none(book, name, variable):
    walk = load_crosswalk(name)
    for code in book[variable].codes():
        found = walk.to(code, variable=variable)
        assert found.relation in ("exact", "broader", "narrower", "none")
        assert (found.target is None) == (found.relation == "none"), (name, variable, code)


@pytest.mark.parametrize(("name", "variable"), TABLES)
def test_two_codes_never_mean_exactly_the_same_target(book, name, variable):
    walk = load_crosswalk(name)
    exact = [walk.to(code, variable=variable) for code in book[variable].codes()]
    targets = [found.target for found in exact if found.relation == "exact"]
    assert len(set(targets)) == len(targets)


@pytest.mark.parametrize("name", [name for name in NAMES if "finalidad_detalle" in load_crosswalk(name).variables])
def test_losses_are_what_is_not_exact(book, name):
    walk = load_crosswalk(name)
    kept = {code for code in book["finalidad_detalle"].codes() if walk.to(code).relation == "exact"}
    assert kept | set(walk.losses()) == set(book["finalidad_detalle"].codes())
    assert not kept & set(walk.losses())


def test_ic_tip_holds_no_code_until_somebody_read_the_official_text():
    rows = read_rows("crosswalks/ic_tip")
    assert {(row["target"], row["relation"], row["status"]) for row in rows} == {("", "none", "pending official check")}
    assert "finalidad_detalle" in load_crosswalk("ic_tip").variables


@pytest.mark.parametrize("name", ["sdg_16_2_2", "iccs_0204"])
def test_broad_and_detailed_purpose_go_the_same_way(book, name):
    walk = load_crosswalk(name)
    up = book["finalidad_detalle"].parent
    for code in book["finalidad"].codes():
        broad = walk.to(code, variable="finalidad")
        details = {walk.to(fine).target for fine in book["finalidad_detalle"].codes() if up(fine) == code}
        assert details == {broad.target} or (broad.relation == "none" and len(details) > 1)


@pytest.mark.parametrize("name", ["ctdc_kanon_2018", "ctdc_synthetic_2024"])
def test_age_bands_go_to_ctdc_only_where_one_band_holds_them(book, name):
    ctdc = load_bands("ctdc")
    for band in load_bands("grupo_edad"):
        held = [other for other in ctdc if other.low <= band.low and band.high <= other.high]
        target = load_crosswalk(name).to(band.code, variable="grupo_edad").target
        assert (target is None) == (not held), band
        if held:
            assert int(target.strip("+").split("--")[0]) == held[0].low


def test_article_172_names_ten_purposes_nine_means_and_eight_acts():
    walk = load_crosswalk("cr_cp_art172")
    for variable, number in (("finalidad_detalle", 10), ("medio", 9), ("acto", 8)):
        assert len({found.target for found in walk.tables[variable].values() if found.target}) == number


def test_titles_stand_in_both_languages():
    for name in NAMES:
        walk = load_crosswalk(name)
        assert walk.title("es") and walk.title("en") and walk.source


@pytest.mark.real_data
def test_targets_of_htcds_are_values_of_its_picklists(shared_data):
    with (shared_data / "htcds-iom" / "htcds_v2_picklists.csv").open(encoding="utf-8") as file:
        values = {(row["field"], row["code"]) for row in csv.DictReader(file)}
    rows = [row for row in read_rows("crosswalks/htcds_v2") if row["target"]]
    assert [row for row in rows if (row["field"], row["target"]) not in values] == []


def test_an_unknown_crosswalk_lists_those_there_are():
    with pytest.raises(CodebookError) as caught:
        load_crosswalk("glotip")
    known = ", ".join(NAMES)
    assert caught.value.both() == (
        f"«glotip» no es una tabla de equivalencia. Hay: {known}. Elija una de ellas.\n“glotip” is not a table of "
        f"correspondences. Available: {known}. Choose one of them."
    )


def test_an_unknown_variable_lists_those_treated():
    with pytest.raises(CodebookError) as caught:
        load_crosswalk("mx_sesnsp").to("A", variable="sector")
    assert caught.value.both() == (
        "La tabla de equivalencia «mx_sesnsp» no incluye la variable «sector». Incluye: sexo, mayoria_edad.\nThe "
        "table of correspondences “mx_sesnsp” does not include the variable “sector”. It includes: sexo, "
        "mayoria_edad."
    )


def test_an_unknown_code_lists_the_codes():
    with pytest.raises(CodebookError) as caught:
        load_crosswalk("mx_sesnsp").to("ND", variable="sexo")
    assert caught.value.both() == (
        "La tabla de equivalencia «mx_sesnsp» no tiene el código «ND» de «sexo». Tiene: MUJER, HOMBRE, INTERSEX.\n"
        "The table of correspondences “mx_sesnsp” does not have the code “ND” of “sexo”. It has: MUJER, HOMBRE, "
        "INTERSEX."
    )
