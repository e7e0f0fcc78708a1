"""Laws of cleaning: nobody is lost, nothing is silent or guessed, twice is once, every raw value comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from tipanalysis.register.cleaning.clean import clean
from tipanalysis.register.cleaning.consistency import check_consistency, load_consistency
from tipanalysis.register.cleaning.decide import held_codes
from tipanalysis.register.cleaning.explain import explain
from tipanalysis.register.cleaning.review import review_queue
from tipanalysis.register.cleaning.review_sheet import COLUMNS, SHEET, read_review, write_review
from tipanalysis.register.cleaning.rule_files import read_rules, write_rules
from tipanalysis.register.cleaning.rules import Rule, load_catalogue
from tipanalysis.register.cleaning.score import score_cleaning
from tipanalysis.register.register import Register
from tipanalysis.words.errors import InputError
from tipanalysis.words.settings import using

KEY = Path(__file__).resolve().parents[2] / "datasets" / "registro_sucio_errores.csv"


def test_the_score_on_the_bundled_workbook(tidy: Register, truth: Register, capsys: pytest.CaptureFixture[str]) -> None:
    score = score_cleaning(tidy, KEY, truth)
    with capsys.disabled():
        print(f"\nbundled workbook:\n{score}")
    assert score.share_right >= 99
    assert score.ambiguous_waiting == score.ambiguous == 58
    assert score.private_kept_out == score.private
    assert len(score.wrong_in_silence) == 0
    assert score.records_there == score.records_true == len(truth)
    assert score.rows_accounted


def test_the_score_sees_a_value_set_wrong(tidy: Register, truth: Register) -> None:
    records = tidy.records.copy()
    records.loc[records["id"] == "2010-010", "sexo"] = "HOMBRE"
    wrong = score_cleaning(Register(**{**vars(tidy), "records": records}), KEY, truth).wrong_in_silence
    assert wrong[["id_solicitud", "variable", "valor", "verdadero"]].values.tolist() == [
        ["2010-010", "sexo", "HOMBRE", "MUJER"]
    ]


def test_cleaning_twice_changes_nothing(tidy: Register) -> None:
    again = clean(tidy)
    pd.testing.assert_frame_equal(again.records, tidy.records)
    pd.testing.assert_frame_equal(again.log, tidy.log)
    assert all(again.children[name].equals(tidy.children[name]) for name in tidy.children)


def test_every_change_of_a_value_is_in_the_log(dirty: Register, tidy: Register) -> None:
    added = pd.concat([tidy.log, dirty.log]).drop_duplicates(keep=False).merge(tidy.places, on=["hoja", "fila"])
    logged = set(zip(added["id"], added["variable"], strict=True))
    follows = {"origen", "finalidad"}
    for name in tidy.variables:
        before, after = held_codes(dirty, name), held_codes(tidy, name)
        changed = {record for record in after if before[record] != after[record]}
        assert changed <= {record for record, variable in logged if variable == name or name in follows}
    assert list(tidy.records["id"]) == list(dirty.records["id"])


def test_the_raw_value_of_every_logged_cell_comes_back(dirty: Register, tidy: Register) -> None:
    first = dirty.log[dirty.log["variable"].isin(["nacionalidad", "edad", "ocupacion", "medio"])]
    first = first.merge(tidy.places, on=["hoja", "fila"]).drop_duplicates(["hoja", "fila", "variable"])
    for line in first.sample(25, random_state=1).to_dict("records"):
        assert explain(tidy, int(line["fila"]), line["variable"], sheet=line["hoja"]).crudo == line["crudo"]


def test_an_explanation_in_words(tidy: Register) -> None:
    assert str(explain(tidy, 169, "ocupacion", sheet="2010-2014")).split("\n") == [
        "Hoja 2010-2014, fila 169: Ocupación antes de la explotación",
        "En el archivo dice: «vendedora ambulante»",
        "  1. Una persona debe decidirlo. Valor: ERR.",
        "  2. Regla P082a. CIUO 9520. Si vende comida es 5212: escríbalo así en la hoja. Valor: 9.",
        "En el registro: 9 (Ocupaciones elementales)",
    ]
    with using("en"):
        plain = explain(tidy, 169, "id", sheet="2010-2014")
        assert plain.crudo.endswith("-2014") and plain.estandar.startswith("2014-")
    total = tidy.log.loc[tidy.log["regla"] == "fila_total"].iloc[0]
    assert "es un total" in str(explain(tidy, int(total["fila"]), "sexo", sheet=total["hoja"]))


@pytest.mark.parametrize(
    ("row", "field", "sheet", "message"),
    [
        (169, "oficio", "2010-2014", "El registro no tiene la variable «oficio»"),
        (20, "sexo", None, "La fila 20 está en varias hojas: 2010-2014, 2015-2017, 2018-2020, 2021-2022"),
        (99999, "sexo", "2010-2014", "La fila 99999 no está entre las que se leyeron (hojas: 2010-2014)"),
        (20, "sexo", "2010", "No hay registros en una hoja «2010»"),
    ],
)
def test_an_explanation_that_cannot_be_given_says_why(
    tidy: Register, row: int, field: str, sheet: str | None, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        explain(tidy, row, field, sheet=sheet)
    assert str(caught.value).startswith(message)


def test_the_queue_holds_no_identifier_and_no_story(tidy: Register) -> None:
    written = review_queue(tidy).to_csv() + tidy.log.to_csv()
    assert [mark for mark in ("PERSONA SINT", "9-9999", "RELATO", "0000-0") if mark in written] == []
    assert set(review_queue(tidy)["variable"]) & {"id", "id_persona", "id_caso"} == set()


def test_a_rule_holds_in_its_source_period_and_place_only(read_rows: Callable[..., Register]) -> None:
    rows = [
        {"id": f"{year}-001", "fecha_solicitud": f"{year}-05-01", "ocupacion": "panadera a domicilio"}
        for year in (2015, 2019, 2022)
    ]
    register = read_rows(rows)
    rule = Rule("oficio", "ocupacion", "Panadera a domicilio", "7", desde="2018-01-01", hasta="2020-12-31")
    found = held_codes(clean(register, rules=[rule]), "ocupacion")
    assert found == {"2015-001": ("ERR",), "2019-001": ("7",), "2022-001": ("ERR",)}
    other = Rule("oficio", "ocupacion", "Panadera a domicilio", "7", fuente="eri")
    assert set(held_codes(clean(register, rules=[other]), "ocupacion").values()) == {("ERR",)}
    place = Rule("oficio", "ocupacion", "Panadera a domicilio", "7", hoja=register.places["hoja"].iloc[0], fila="3")
    assert held_codes(clean(register, rules=[place]), "ocupacion")["2019-001"] == ("7",)


def test_likeness_never_decides(read_rows: Callable[..., Register]) -> None:
    register = clean(read_rows([{"id": "2019-001", "nacionalidad": "nicaraguence"}]))
    assert held_codes(register, "nacionalidad")["2019-001"] == ("ERR",)
    assert review_queue(register)["sugerencias"].tolist() == ["NIC"]


def test_an_effect_fills_only_what_is_unknown(read_rows: Callable[..., Register]) -> None:
    rows = [
        {"id": "2019-001", "nacionalidad": "venezolano (refugiado)", "condicion_migratoria": "Irregular"},
        {"id": "2019-002", "nacionalidad": "venezolano (refugiado)", "condicion_migratoria": ""},
    ]
    found = held_codes(clean(read_rows(rows)), "condicion_migratoria")
    assert found == {"2019-001": ("IRREGULAR",), "2019-002": ("REFUGIADA",)}


def test_a_decided_age_brings_its_bands_along_and_settles_the_fault(read_rows: Callable[..., Register]) -> None:
    register = read_rows([{"id": "2019-001", "fecha_solicitud": "2019-05-01", "edad": "1998"}])
    assert register.faults["falta"].tolist() == ["edad_anio_nacimiento"]
    decided = clean(register, rules=[Rule("caso", "edad", "1998", "20", by_person=True)])
    bands = decided.records[["edad", "grupo_edad", "grupo_edad_amplio", "mayoria_edad"]].astype("str").iloc[0]
    assert bands.tolist() == ["20", "18-24", "18-29", "18+"]
    assert len(decided.faults) == 0 and len(register.faults) == 1
    assert explain(decided, 2, "edad").crudo == "1998"


def test_a_decided_purpose_brings_its_group_along(read_rows: Callable[..., Register]) -> None:
    register = read_rows([{"id": "2019-001", "finalidad_detalle": "mixta; Mendicidad"}])
    rule = Rule("caso", "finalidad_detalle", "mixta", "DOMESTICO", by_person=True)
    decided = clean(register, rules=[rule])
    assert sorted(held_codes(decided, "finalidad_detalle")["2019-001"]) == ["DOMESTICO", "MENDICIDAD"]


def test_rules_go_to_a_file_and_back(tmp_path: Path) -> None:
    path = write_rules(load_catalogue(), tmp_path / "reglas.csv")
    assert [rule.regla for rule in read_rules(path)] == [rule.regla for rule in load_catalogue()]
    assert read_rules(path)[0] == load_catalogue()[0]


def test_all_faults_of_a_rules_file_come_in_one_message(tmp_path: Path) -> None:
    path = tmp_path / "mis_reglas.csv"
    path.write_text(
        "regla,variable,crudo,estandar,tipo,desde\na,sexo,F,MARCIANA,normalizada,\na,sexoo,F,MUJER,quizá,ayer\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        read_rules(path)
    assert str(caught.value).split("\n") == [
        "Por corregir en las reglas de «mis_reglas.csv» (5):",
        "  - Regla «a»: «MARCIANA» no es un valor de «sexo».",
        "  - Regla «a»: «quizá» no vale en la columna «tipo». Hay: exacta, normalizada, patron.",
        "  - Regla «a»: «ayer» no es una fecha en la columna «desde»; escríbala así: 2024-09-06.",
        "  - Regla «a»: «sexoo» no es una variable. ¿Quiso decir «sexo»?",
        "  - La regla «a» aparece más de una vez; dé a cada una su nombre.",
    ]


def decide(path: Path, decisions: dict[str, dict[str, str]]) -> Path:
    book = load_workbook(path)
    page = book[SHEET]
    place = {name: column for column, name in enumerate(COLUMNS, 1)}
    for line in range(4, page.max_row + 1):
        for name, value in decisions.get(page.cell(line, place["crudo"]).value, {}).items():
            page.cell(line, place[name]).value = value
    book.save(path)
    return path


def test_a_review_workbook_comes_back_as_rules(tidy: Register, tmp_path: Path) -> None:
    queue = review_queue(tidy)
    path = write_review(queue, tmp_path / "revision.xlsx")
    assert read_review(path) == ()
    by = {"autor": "AB", "fecha": "2025-02-01"}
    said = {"bachiller": "SEC_DIVERSIFICADA", "ES": "El Salvador [SLV]", "GAM": "San José", "1947": "67"}
    said |= {"mixta": "PROSTITUCION_AJENA; TRABAJO_FORZADO", "extranjera": "="}
    rules = read_review(decide(path, {raw: {"decision": value, **by} for raw, value in said.items()}))
    assert {rule.crudo: rule.codes for rule in rules} == {
        "bachiller": ("SEC_DIVERSIFICADA",),
        "ES": ("SLV",),
        "GAM": ("SJ",),
        "1947": ("67",),
        "mixta": ("PROSTITUCION_AJENA", "TRABAJO_FORZADO"),
        "extranjera": ("=",),
    }
    decided = clean(tidy, rules=rules)
    assert clean(decided, rules=rules).log.equals(decided.log)
    left = review_queue(decided, rules=rules)
    assert set(queue["crudo"]) - set(left["crudo"]) == set(said)
    assert held_codes(decided, "edad")["2014-018"] == ("67",)


def test_a_day_of_a_review_may_be_written_as_people_do(tidy: Register, tmp_path: Path) -> None:
    path = write_review(review_queue(tidy), tmp_path / "revision.xlsx")
    decided = {"bachiller": {"decision": "SEC_DIVERSIFICADA", "autor": "AB", "fecha": "2/11/2026"}}
    (rule,) = set(read_review(decide(path, decided)))
    assert rule.fecha == "2026-11-02"


def test_a_value_that_follows_from_another_says_so(tidy: Register) -> None:
    told = str(explain(tidy, 169, "origen", sheet="2010-2014"))
    assert told.splitlines()[1].endswith("el valor sale de: «nacionalidad». Pregunte por esa variable.")
    assert told.splitlines()[2].startswith("En el registro: ")


def test_all_faults_of_a_review_come_in_one_message(tidy: Register, tmp_path: Path) -> None:
    path = write_review(review_queue(tidy), tmp_path / "revision.xlsx")
    by = {"autor": "AB", "fecha": "2025-02-01"}
    decide(path, {"bachiller": {"decision": "marciano", **by}, "ES": {"decision": "=", **by}})
    decide(path, {"X": {"decision": "MUJER; HOMBRE", "autor": "AB", "fecha": "ayer"}, "1947": {"decision": "67"}})
    with pytest.raises(InputError) as caught:
        read_review(path)
    said = [line.partition(": ")[2] for line in str(caught.value).split("\n")[1:]]
    assert set(said) == {
        "no hay un valor leído que se pueda dejar; elija uno.",
        "«ayer» no es una fecha; escríbala así: 2024-09-06.",
        "«marciano» no es un valor de «nivel_educativo»; elíjalo de la lista.",
        "falta «Fecha».",
        "falta «Quién decide».",
        "«sexo» admite un solo valor.",
    }


def test_consistency_changes_nothing_and_says_why(tidy: Register) -> None:
    before = tidy.records.copy()
    found = check_consistency(tidy)
    pd.testing.assert_frame_equal(tidy.records, before)
    assert set(found["severidad"]) <= {"error", "consulta", "informa"}
    assert (found[["mensaje", "razon", "variables"]] != "").all().all()
    assert (found["hoja"] != "").all()
    assert len({rule.regla for rule in load_consistency()}) == len(load_consistency())


CASES = {
    "C01": {"fecha_solicitud": "2019-05-01", "fecha_resolucion": "2019-05-02"},
    "C08": {"fecha_solicitud": "2019-05-02", "fecha_resolucion": "2019-06-20"},
    "C09": {"edad": "12", "medio": "Engaño"},
    "C07": {"pueblo_indigena": "Ngäbe", "etnia": "Afrodescendiente"},
    "C10": {"edad": "30", "medio": "No aplica", "condicion_victima": "Víctima acreditada"},
    "C11": {"sexo": "Hombre", "embarazo": "Sí"},
    "C12": {"edad": "8", "embarazo": "Sí"},
    "C13": {"edad": "60", "embarazo": "Sí"},
    "C14": {"condicion_victima": "Dependiente", "estado_solicitud": "Acreditada"},
    "C15": {"condicion_victima": "Dependiente", "finalidad_detalle": "Mendicidad"},
    "C16": {"condicion_victima": "Víctima acreditada", "estado_solicitud": "Denegada"},
    "C18": {"estado_solicitud": "Acreditada", "fecha_resolucion": ""},
    "C19": {"estado_solicitud": "En estudio", "fecha_resolucion": "2019-05-05"},
    "C21": {"edad": "17", "edad_captacion": "19"},
    "C22": {"canton_residencia": "Jacó", "provincia_residencia": "Limón"},
    "C23": {"canton_residencia": "612", "fecha_solicitud": "2012-05-01"},
    "C25": {"edad": "30", "finalidad_detalle": "ESCNNA"},
    "C27": {"condicion_migratoria": "Nacional", "nacionalidad": "Panamá"},
    "C28": {"condicion_migratoria": "Irregular", "nacionalidad": "Costa Rica"},
    "C31": {"finalidad_detalle": "Mendicidad; Prostitución"},
    "C32": {"nacionalidad": "Nicaragua/Costa Rica"},
    "C39": {"fecha_solicitud": f"{date.today().year + 2}-05-01"},
    "C40": {"fecha_resolucion": f"{date.today().year + 2}-05-01"},
}


@pytest.fixture(scope="module")
def cases(read_rows: Callable[..., Register]) -> pd.DataFrame:
    names = dict.fromkeys(name for cells in CASES.values() for name in cells)
    start = {"fecha_solicitud": "2019-05-01"}
    rows = [
        {"id": f"2019-{int(rule[1:]):03}", **{name: {**start, **cells}.get(name, "") for name in names}}
        for rule, cells in CASES.items()
    ]
    return check_consistency(clean(read_rows(rows)))


@pytest.mark.parametrize("rule", [rule for rule in CASES if rule != "C01"])
def test_a_consistency_rule_finds_its_case(rule: str, cases: pd.DataFrame) -> None:
    found = cases[cases["regla"] == rule]
    assert f"2019-{int(rule[1:]):03}" in set(found["id"])


def test_a_consistent_record_has_no_finding(cases: pd.DataFrame) -> None:
    assert "2019-001" not in set(cases["id"])


def test_an_outcome_follows_the_states_of_the_procedure(read_rows: Callable[..., Register]) -> None:
    def rows(first: str, second: str) -> list[dict[str, str]]:
        return [
            {"id": f"{year}-001", "id_persona": "P1", "fecha_solicitud": f"{year}-05-01", "estado_solicitud": state}
            for year, state in ((2018, first), (2020, second))
        ]

    again = check_consistency(read_rows(rows("Denegada", "Acreditada")))
    assert again["regla"].tolist().count("C20") == 0 and again.loc[again["regla"] == "C29", "id"].tolist() == [
        "2020-001"
    ]
    impossible = check_consistency(read_rows(rows("Acreditada", "Denegada")))
    assert impossible.loc[impossible["regla"] == "C20", "id"].tolist() == ["2020-001"]
    same = [{**row, "fecha_solicitud": "2018-05-01"} for row in rows("Denegada", "Denegada")]
    assert check_consistency(read_rows(same))["regla"].tolist().count("C30") == 2
