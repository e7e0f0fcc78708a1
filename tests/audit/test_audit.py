from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations_with_replacement

import pandas as pd
import pytest

from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import TOTAL, Counts
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.synthetic import make_synthetic
from tipanalysis.release.audit import Audit, audit
from tipanalysis.release.protect import protect, protect_together
from tipanalysis.release.release import Release
from tipanalysis.words.errors import ReleaseError
from tipanalysis.words.settings import using

Make = Callable[..., Release]


def register(**numbers: int) -> pd.DataFrame:
    """People written as ``sexo_grupo=n``; the age group is written without its dash."""
    rows = []
    for name, n in numbers.items():
        sexo, start = name.rsplit("_", 1)
        grupo = {"06": "06-11", "12": "12-14", "15": "15-17", "18": "18-24", "25": "25-29", "30": "30-39"}[start]
        rows += [(sexo, grupo)] * n
    return pd.DataFrame(rows, columns=["sexo", "grupo_edad"])


def with_majority(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(mayoria_edad=["00-17" if group < "18" else "18+" for group in frame["grupo_edad"]])


def verdicts(found: Audit) -> dict[tuple[str, str], str]:
    frame = found.frame
    return dict(zip(zip(frame["table"], frame["cell"], strict=True), frame["verdict"], strict=True))


def hiding(*cells: tuple[str, ...]) -> Callable[[tuple[str, ...], int], bool]:
    return lambda codes, n: codes in cells


def test_one_hidden_cell_in_a_row_falls_to_the_total(unprotected: Make) -> None:
    table = count_by(register(MUJER_12=8, MUJER_15=3, MUJER_18=20), "grupo_edad")
    found = audit({"Edad": unprotected(table)})
    assert not found.passed
    assert (found.hidden, found.recovered, found.narrowed, found.differences) == (1, 1, 0, 0)
    assert found.frame.iloc[0].to_dict() == {
        "table": "Edad",
        "cell": "Grupo de edad = 15 a 17 años",
        "low": 3,
        "high": 3,
        "threshold": 5,
        "verdict": "recovered",
    }


def test_the_explanation_names_the_cells_that_give_it_away(unprotected: Make) -> None:
    table = count_by(register(MUJER_12=8, HOMBRE_12=3), "sexo")
    found = audit({"Sexo": unprotected(table)})
    assert found.explain() == (
        "En «Sexo», la celda oculta (Sexo registrado = Hombre) se puede deducir. La delatan: «Sexo» (Sexo "
        "registrado = Mujer); «Sexo» (el total).",
    )
    assert found.explain(lang="en") == (
        "In “Sexo” the hidden cell (Recorded sex = Man) can be worked out. "
        "It is given away by: “Sexo” (Recorded sex = Woman); “Sexo” (the total).",
    )
    assert found.summary(lang="en") == (
        "Tables audited: 1. Hidden cells: 1. Do NOT publish them like this. Cells that can be worked out: 1; cells "
        "of which more is known than the rule allows: 0; figures that only a person of the register can work out, by "
        "subtracting themself: 0; small figures that come out by subtraction: 0. Take a table out or merge "
        "categories, and audit again."
    )


def test_two_hidden_cells_with_little_room_are_narrowed(make: Make) -> None:
    table = count_by(register(MUJER_12=8, HOMBRE_12=1, INTERSEX_12=2), "sexo")
    found = audit(make(table, hiding(("HOMBRE",), ("INTERSEX",))))
    assert (found.recovered, found.narrowed) == (0, 2)
    assert found.frame[["low", "high"]].values.tolist() == [[1, 2], [1, 2]]
    assert found.explain("es")[0] == (
        "En «1», de la celda oculta (Sexo registrado = Hombre) se sabe más de lo que permite la regla: algún valor "
        "pequeño queda descartado. La delatan: «1» (Sexo registrado = Mujer); «1» (el total)."
    )
    assert found.explain("en")[0] == (
        "In “1” more is known of the hidden cell (Recorded sex = Man) than the rule allows: some small value is ruled "
        "out. It is given away by: “1” (Recorded sex = Woman); “1” (the total)."
    )


def test_two_hidden_cells_with_room_are_safe(make: Make) -> None:
    table = count_by(register(MUJER_12=8, HOMBRE_12=7, INTERSEX_12=2), "sexo")
    found = audit(make(table, hiding(("HOMBRE",), ("INTERSEX",))), truth={"1": table})
    assert found.passed
    assert found.summary() == (
        "Cuadros auditados: 1. Con todo lo publicado se intentó deducir cada celda oculta (2): de ninguna se puede "
        "saber más de lo que permite la regla. También se probó con lo que sabe de sí misma una persona que esté sola "
        "en una celda oculta."
    )


def test_whoever_holds_the_true_counts_is_stricter(make: Make) -> None:
    """HOMBRE 06-11 is 4 and lies from 3 to 8: a reader cannot tell that it is small, but 1 and 2 are ruled out."""
    frame = register(MUJER_06=5, MUJER_12=2, HOMBRE_06=4, HOMBRE_12=9)
    table = count_by(frame, ["sexo", "grupo_edad"])
    release = make(table, lambda codes, n: TOTAL not in codes)
    assert audit(release).passed
    with_truth = audit(release, truth={"1": table})
    assert (with_truth.recovered, with_truth.narrowed) == (0, 1)
    assert audit({"1": release}, truth={"1": table}).frame.query("verdict == 'narrowed'")["low"].tolist() == [3]


def test_tables_that_are_safe_alone_fall_together(make: Make) -> None:
    frame = with_majority(register(MUJER_12=3, MUJER_15=9, MUJER_18=9, HOMBRE_12=6, HOMBRE_15=7, HOMBRE_18=8))
    ages = make(count_by(frame, "grupo_edad"), hiding())
    both = count_by(frame, ["sexo", "grupo_edad"])
    cells = [(s, g) for s in ("MUJER", "HOMBRE") for g in ("12-14", "15-17")]
    by_age = make(both, hiding(*cells))
    by_majority = make(count_by(frame[frame["grupo_edad"] != "15-17"], "sexo"), hiding())
    assert audit({"a": ages, "b": by_age}).passed
    assert audit({"c": by_majority}).passed
    young = make(
        count_by(frame, ["sexo", "grupo_edad"]), hiding(cells[0], cells[2], ("MUJER", "18-24"), ("HOMBRE", "18-24"))
    )
    assert audit({"e": young}).passed
    together = audit({"b": by_age, "e": young})
    assert verdicts(together)["b", "Sexo registrado = Mujer, Grupo de edad = 12 a 14 años"] == "recovered"


def test_a_roll_up_in_another_table_gives_the_band_away(make: Make) -> None:
    frame = with_majority(register(MUJER_12=9, MUJER_15=3, MUJER_18=20, MUJER_25=7))
    bands = make(count_by(frame, "grupo_edad"), hiding(("15-17",), ("18-24",)))
    assert audit({"edad": bands}).passed
    majority = make(count_by(frame, "mayoria_edad"), hiding())
    found = verdicts(audit({"edad": bands, "mayoria": majority}))
    assert found == {
        ("edad", "Grupo de edad = 15 a 17 años"): "recovered",
        ("edad", "Grupo de edad = 18 a 24 años"): "known_large",
    }


def test_hidden_bands_that_add_up_to_a_small_group_are_a_difference(make: Make) -> None:
    frame = register(MUJER_12=2, MUJER_15=2, MUJER_18=20, MUJER_25=7)
    bands = make(count_by(frame, "grupo_edad"), hiding(("12-14",), ("15-17",)))
    assert audit(bands).narrowed == 2
    found = audit({"edad": bands}, hidden_means_at_least=0)
    assert (found.recovered, found.narrowed) == (0, 0)
    assert {cell for (_, cell), verdict in verdicts(found).items() if verdict == "difference"} == {
        "Gran grupo de edad = 12 a 17 años",
        "Minoría o mayoría de edad = Niñas, niños y adolescentes (0 a 17 años)",
    }
    assert not found.passed


def test_a_selection_that_leaves_few_out_gives_them_away(make: Make) -> None:
    frame = register(MUJER_12=30, MUJER_18=20, INTERSEX_18=3, HOMBRE_18=25)
    everyone = make(count_by(frame, "grupo_edad"), hiding())
    without = make(count_by(frame, "grupo_edad", where={"sexo": ("MUJER", "HOMBRE")}), hiding())
    assert audit({"todas": everyone}).passed and audit({"sin": without}).passed
    found = audit({"todas": everyone, "sin": without})
    assert found.explain(lang="es")[0] == (
        "En «todas» hay un grupo pequeño que ningún cuadro muestra (Grupo de edad = 18 a 24 años) y que sale al "
        "restar. Lo delatan: «todas» (Grupo de edad = 18 a 24 años); «sin» (Grupo de edad = 18 a 24 años)."
    )
    assert found.explain(lang="en")[0] == (
        "In “todas” there is a small group that no table shows (Age group = 18 to 24 years) and that comes out by "
        "subtraction. It is given away by: “todas” (Age group = 18 to 24 years); “sin” (Age group = 18 to 24 years)."
    )
    assert found.differences == 2


def test_a_table_of_the_selection_opens_a_hidden_cell(make: Make) -> None:
    """By sex, INTERSEX and HOMBRE are hidden; a second table counts women and men, and so tells INTERSEX."""
    frame = register(MUJER_12=30, INTERSEX_12=3, HOMBRE_12=25)
    by_sex = make(count_by(frame, "sexo"), hiding(("INTERSEX",), ("HOMBRE",)))
    assert audit({"sexo": by_sex}).passed
    selected = make(count_by(frame, "grupo_edad", where={"sexo": ("MUJER", "HOMBRE")}), hiding())
    found = verdicts(audit({"sexo": by_sex, "seleccion": selected}))
    assert found["sexo", "Sexo registrado = Intersex"] == "recovered"


def test_an_earlier_publication_of_the_same_register_counts(make: Make) -> None:
    frame = register(MUJER_12=8, HOMBRE_12=7, INTERSEX_12=2)
    table = count_by(frame, "sexo")
    now = make(table, hiding(("HOMBRE",), ("INTERSEX",)))
    before = make(table, hiding(("MUJER",), ("INTERSEX",)))
    assert audit(now).passed and audit(before).passed
    found = audit({"Sexo": now}, previous=[{"Sexo": before}])
    assert verdicts(found)["Sexo", "Sexo registrado = Intersex"] == "recovered"
    assert verdicts(found)["Sexo (publicación anterior 1)", "Sexo registrado = Intersex"] == "recovered"


def aged(counts: Counts, checksum: str) -> Counts:
    return replace(counts, provenance=replace(counts.provenance, checksum=checksum))


def test_what_was_added_since_the_last_publication_is_a_difference(make: Make) -> None:
    """Region A had 57 people, now it has 59: the two new ones are known (disclosure.md 2.3)."""
    before = make(aged(count_by(register(MUJER_12=57, MUJER_18=40), "grupo_edad"), "2023"), hiding())
    now = make(aged(count_by(register(MUJER_12=59, MUJER_18=70), "grupo_edad"), "2024"), hiding())
    found = audit({"Edad": now}, previous=[before])
    assert verdicts(found) == {("Edad", "Grupo de edad = 12 a 14 años"): "difference"}
    assert audit({"Edad": now}, previous=[now]).passed


def test_a_register_that_grew_keeps_those_it_had(make: Make) -> None:
    """Seven men before, and now eight people who are not women: just one of them can be intersex."""
    before = make(
        aged(count_by(register(MUJER_12=8, HOMBRE_12=7, INTERSEX_12=1), "sexo"), "2023"),
        hiding(("MUJER",), ("INTERSEX",)),
    )
    now = make(
        aged(count_by(register(MUJER_12=30, HOMBRE_12=7, INTERSEX_12=1), "sexo"), "2024"),
        hiding(("HOMBRE",), ("INTERSEX",)),
    )
    assert audit({"Sexo": now}).passed
    found = audit({"Sexo": now}, previous=[before]).frame.set_index(["table", "cell"])
    assert found.loc[("Sexo", "Sexo registrado = Intersex"), ["low", "high", "verdict"]].tolist() == [1, 1, "recovered"]
    elsewhere = replace(
        count_by(register(MUJER_12=8, HOMBRE_12=7, INTERSEX_12=1), "sexo"),
        provenance=Provenance("otra", "", "", "2023"),
    )
    assert audit({"Sexo": now}, previous=[make(elsewhere, hiding(("MUJER",), ("INTERSEX",)))]).passed


def test_a_register_that_shrank_is_not_believed_to_have_grown(make: Make) -> None:
    before = make(aged(count_by(register(MUJER_12=57, MUJER_18=40), "grupo_edad"), "2023"), hiding())
    now = make(aged(count_by(register(MUJER_12=50, MUJER_18=70), "grupo_edad"), "2024"), hiding())
    assert audit({"Edad": now}, previous=[before]).passed


def test_who_was_taken_out_of_a_register_is_a_difference(make: Make) -> None:
    before = make(aged(count_by(register(MUJER_12=57, MUJER_18=40), "grupo_edad"), "2023"), hiding())
    now = make(aged(count_by(register(MUJER_12=55, MUJER_18=70), "grupo_edad"), "2024"), hiding())
    found = audit({"Edad": now}, previous=[{"Edad": before}])
    assert verdicts(found) == {("Edad (publicación anterior 1)", "Grupo de edad = 12 a 14 años"): "difference"}


def test_other_registers_and_units_are_other_people(make: Make) -> None:
    frame = register(MUJER_12=8, HOMBRE_12=7, INTERSEX_12=2)
    table = count_by(frame, "sexo")
    one = make(table, hiding(("HOMBRE",), ("INTERSEX",)))
    other = make(table, hiding(("MUJER",), ("INTERSEX",)))
    assert not audit([one, other]).passed
    elsewhere = replace(table, provenance=Provenance("otra", "", "", "otra"))
    assert audit([one, make(elsewhere, hiding(("MUJER",), ("INTERSEX",)))]).passed
    events = replace(table, unit="evento")
    assert audit([one, make(events, hiding(("MUJER",), ("INTERSEX",)))]).passed


def test_columns_that_contradict_their_roll_up_are_not_believed(make: Make) -> None:
    """Nine under 18 by age group, twelve by the majority column: the roll-up is dropped, the tables stay linked."""
    frame = register(MUJER_12=6, MUJER_15=3, MUJER_18=20).assign(mayoria_edad=["00-17"] * 12 + ["18+"] * 17)
    ages = count_by(frame, "grupo_edad")
    majority = make(count_by(frame, "mayoria_edad"), hiding())
    one = make(ages, hiding(("12-14",), ("15-17",)))
    other = make(ages, hiding(("18-24",), ("15-17",)))
    assert audit({"edad": one, "mayoria": majority}).recovered == 0
    assert audit({"edad": one, "otra": other, "mayoria": majority}).recovered == 2


def test_tables_that_cannot_be_of_the_same_people_are_attacked_one_by_one(make: Make) -> None:
    one = make(count_by(register(MUJER_12=9, HOMBRE_12=20, INTERSEX_12=3), "sexo"), hiding(("INTERSEX",)))
    frame = register(MUJER_12=11, HOMBRE_12=40)
    other = replace(count_by(frame, "grupo_edad"), provenance=one.provenance)
    found = audit({"uno": one, "otro": make(other, hiding())})
    assert found.recovered == 1
    assert found.frame["table"].tolist() == ["uno"]


def test_a_reader_who_knows_that_zeros_are_shown_expects_at_least_one(make: Make) -> None:
    table = count_by(register(MUJER_12=8, HOMBRE_12=1, INTERSEX_12=4), "sexo")
    release = make(table, hiding(("HOMBRE",), ("INTERSEX",)))
    assert audit(release).passed
    knowing = audit(release, hidden_means_at_least=1)
    assert knowing.frame[["low", "high", "verdict"]].values.tolist() == [[1, 4, "safe"], [1, 4, "safe"]]


def test_totals_that_are_not_the_sum_are_an_error_that_names_the_tables(make: Make) -> None:
    table = count_by(register(MUJER_12=9, HOMBRE_12=20), "sexo")
    false_total = replace(table, margins=table.margins.assign(n=30))
    with pytest.raises(ReleaseError) as error:
        audit({"Sexo": make(false_total, hiding())})
    assert error.value.both() == (
        "Los cuadros que se quieren auditar se contradicen: ningún grupo de personas puede dar a la vez todas las "
        "cifras de Sexo. Revise que los totales sean los correctos y que los cuadros vengan del mismo registro y "
        "de la misma unidad.\nThe tables to be audited contradict each other: no group of people can give all the "
        "figures of Sexo at once. Check that the totals are right and that the tables come from the same register "
        "and the same unit."
    )


def test_only_releases_are_attacked() -> None:
    table = count_by(register(MUJER_12=9), "sexo")
    with pytest.raises(ReleaseError) as error:
        audit({"Sexo": table})  # type: ignore[dict-item]
    assert error.value.both() == (
        "«Sexo» es Counts, no un cuadro protegido. La auditoría solo recibe lo que devuelve protect(): escriba, "
        "por ejemplo, audit(protect(conteo)).\n“Sexo” is Counts, not a protected table. The audit only takes what "
        "protect() returns: write, for example, audit(protect(counts))."
    )
    with using(lang="en"), pytest.raises(ReleaseError):
        audit("nada")  # type: ignore[arg-type]


def test_shares_that_are_protected_give_nothing_away() -> None:
    frame = register(MUJER_12=30, MUJER_15=3, MUJER_18=20, HOMBRE_12=6, HOMBRE_15=7, HOMBRE_18=8)
    for among in ((), ("sexo",), ("grupo_edad",)):
        table = count_by(frame, ["sexo", "grupo_edad"])
        release = protect(share_within(table, among=among))
        assert audit({"1": release}, truth={"1": table}).passed


def test_a_share_left_beside_a_hidden_count_is_the_count(make: Make) -> None:
    table = count_by(register(MUJER_12=8, HOMBRE_12=7, INTERSEX_12=2), "sexo")
    release = make(table, hiding(("HOMBRE",), ("INTERSEX",)))
    shares = share_within(table)
    release.frame[["d", "estimate"]] = shares.frame[["d", "estimate"]].to_numpy()
    object.__setattr__(release, "measure", "share")
    object.__setattr__(release, "per", 100)
    found = audit(release)
    assert set(found.frame["verdict"]) == {"recovered", "known_large"}


@pytest.mark.parametrize("seed", range(4))
def test_many_valued_tables_of_the_training_register_hold(seed: int) -> None:
    data = make_synthetic(seed=seed)
    where = {"anio_registro": ("2019", "2020")}
    table = count_by(data, ["sexo", "finalidad"], where=where)
    assert table.multi == ("finalidad",)
    assert audit({"1": protect(table)}, truth={"1": table}).passed


def by_purpose(unit: str, sexual: int, labour: int, total: int) -> Counts:
    frame = pd.DataFrame({"finalidad": ["SEXUAL", "LABORAL"], "n": [sexual, labour]})
    margins = pd.DataFrame({"finalidad": [TOTAL], "n": [total]})
    multi = () if unit == "mencion" else ("finalidad",)
    return Counts(frame, margins, ("finalidad",), unit, total, Provenance("eri", "", "", "x"), multi)


def test_mentions_and_the_people_who_made_them_are_one_register(make: Make) -> None:
    people = make(by_purpose("solicitud", 9, 3, 10), hiding(("LABORAL",)))
    mentions = make(by_purpose("mencion", 9, 3, 12), hiding(("LABORAL",), ("SEXUAL",)))
    assert audit({"personas": people}).passed and audit({"menciones": mentions}).passed
    found = audit({"personas": people, "menciones": mentions})
    assert found.frame.query("table == 'personas'")["verdict"].tolist() == ["recovered"]


@pytest.mark.parametrize("seed", range(2))
def test_protected_mentions_beside_protected_people_hold(seed: int) -> None:
    data = make_synthetic(seed=seed)
    where = {"anio_registro": ("2019", "2020")}
    counts = {
        unit: count_by(data, ["sexo", "finalidad"], unit=unit, where=where) for unit in ("solicitud", "mencion")
    } | {"sexo": count_by(data, "sexo", where=where)}
    assert audit(protect_together(counts), truth=counts).explain() == ()


def kinds() -> list[tuple[str, frozenset[str]]]:
    sets = [frozenset("a"), frozenset("b"), frozenset("ab"), frozenset(["ND"])]
    return [(sexo, codes) for sexo in ("MUJER", "HOMBRE") for codes in sets]


def counted_by_hand(people: tuple[tuple[str, frozenset[str]], ...]) -> dict[tuple[str, str], int]:
    rows = [(sexo, code) for sexo in ("MUJER", "HOMBRE", TOTAL) for code in ("SEXUAL", "LABORAL", "ND", TOTAL)]
    names = {"SEXUAL": "a", "LABORAL": "b", "ND": "ND"}
    return {
        (sexo, code): sum(sexo in (TOTAL, who) and (code == TOTAL or names[code] in codes) for who, codes in people)
        for sexo, code in rows
    }


@pytest.mark.parametrize(
    ("crowd", "hide"),
    [((0, 1, 2, 5), (0, 4, 8)), ((0, 0, 2, 3, 6), (1, 5)), ((2, 2, 7), (0, 2, 3)), ((0, 1, 3, 3), (0, 8))],
)
def test_bounds_of_many_valued_cells_are_those_of_trying_every_group_of_people(
    make: Make, crowd: tuple[int, ...], hide: tuple[int, ...]
) -> None:
    people = tuple(kinds()[place] for place in crowd)
    truth = counted_by_hand(people)
    hidden = {list(truth)[place] for place in hide}
    told = [
        numbers
        for numbers in map(counted_by_hand, combinations_with_replacement(kinds(), len(people)))
        if all(numbers[cell] == n for cell, n in truth.items() if cell not in hidden)
    ]
    lines = pd.DataFrame([(*cell, n) for cell, n in truth.items()], columns=["sexo", "finalidad", "n"])
    inner = (lines["sexo"] != TOTAL) & (lines["finalidad"] != TOTAL)
    counts = Counts(
        lines[inner],
        lines[~inner],
        ("sexo", "finalidad"),
        "persona",
        len(people),
        Provenance("x", "", "", "x"),
        ("finalidad",),
    )
    from tipanalysis.release.attack_bounds import bounds
    from tipanalysis.release.attack_system import Model
    from tipanalysis.release.attack_tables import Table

    model = Model([Table("x", make(counts, hiding(*hidden)))])
    system = model.system
    low, high = bounds(system.rows, system.values, links=system.links, at_least=system.at_least)
    cells = [cell for cell, mark in zip(model.cells, system.hidden, strict=True) if mark]
    for cell, least, most in zip(cells, low, high, strict=True):
        codes = dict(cell.codes)
        name = (codes.get("sexo", TOTAL), codes.get("finalidad", TOTAL))
        possible = [numbers[name] for numbers in told]
        assert (least, most) == (min(possible), max(possible))
