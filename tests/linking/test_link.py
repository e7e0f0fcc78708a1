"""Laws of linking: what is unknown is neutral, order and secret do not matter, nothing is invented."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pandas as pd
import pytest

from linking.lists import world
from tipanalysis.register.linking import fellegi_sunter
from tipanalysis.register.linking.candidates import candidates
from tipanalysis.register.linking.compare import compare
from tipanalysis.register.linking.entries import entries_of
from tipanalysis.register.linking.groups import groups
from tipanalysis.register.linking.link import link
from tipanalysis.register.linking.links import COMPARISONS, OTHER, SAME, Decision, Links
from tipanalysis.register.linking.parameters import load_parameters, load_weights
from tipanalysis.register.linking.rules import points, rule_probabilities
from tipanalysis.register.read import read_register
from tipanalysis.words.errors import InputError

SMALL = 150
NEEDS_SPLINK = pytest.mark.skipif(find_spec("splink") is None, reason="splink is not installed")


@pytest.fixture(scope="module")
def links() -> Links:
    return link(world(21, SMALL)[0])


def partition(links: Links) -> set[frozenset[tuple[str, str]]]:
    people = links.people
    return {frozenset(zip(rows["lista"], rows["id"], strict=True)) for _, rows in people.groupby("persona")}


def test_every_entry_is_somebody_once(links: Links) -> None:
    registers, _ = world(21, SMALL)
    assert len(links.people) == sum(map(len, registers.values()))
    assert not links.people.duplicated(["lista", "id"]).any()
    assert links.people["persona"].nunique() == links.persons


def test_the_same_registers_give_the_same_links(links: Links) -> None:
    again = link(world(21, SMALL)[0])
    pd.testing.assert_frame_equal(again.pairs, links.pairs)
    pd.testing.assert_frame_equal(again.people, links.people)


def test_the_order_of_the_lists_does_not_change_who_is_who(links: Links) -> None:
    registers, _ = world(21, SMALL)
    assert partition(link(dict(reversed(registers.items())))) == partition(links)


def test_the_secret_does_not_change_who_is_who() -> None:
    one, other = (
        link([read_register(f"datasets/listas/{name}.csv", "listas", key=key) for name in ("eri", "pani")])
        for key in ("uno", "otro")
    )
    assert partition(one) == partition(other)
    np.testing.assert_array_equal(np.sort(one.pairs["probabilidad"]), np.sort(other.pairs["probabilidad"]))


def test_two_secrets_find_nobody_in_common() -> None:
    registers = {
        name: read_register(f"datasets/listas/{name}.csv", "listas", key=name) for name in ("policia", "inamu")
    }
    across = link(registers).pairs
    assert (across["lista_a"] == across["lista_b"]).all()


def test_a_higher_threshold_never_joins_more(links: Links) -> None:
    table = links.by_threshold()
    assert (table["pares"].diff().dropna() <= 0).all()
    assert (table["personas"].diff().dropna() >= 0).all()


def test_what_is_missing_has_no_points() -> None:
    weights = load_weights()
    assert set(COMPARISONS) == weights.keys() - {"base"}
    assert {name: levels["FALTA"] for name, levels in weights.items() if name != "base"} == dict.fromkeys(
        COMPARISONS, 0
    )


def test_what_one_side_does_not_say_is_missing_and_not_different() -> None:
    entries = entries_of(world(21, SMALL)[0])
    blank = entries.copy()
    some = blank.index % 2 == 0
    for name, nothing in {"sexo": "", "caso": "", "dia": ""}.items():
        blank.loc[some, name] = nothing
    blank.loc[some, ["desde", "hasta"]] = np.nan
    blank.loc[some, "ingreso"] = pd.NaT
    for name in ("paises", "partes", "letras", "sonidos", "consonantes", "formas"):
        blank[name] = [frozenset() if gone else held for gone, held in zip(some, blank[name], strict=True)]
    blank["cercanas"] = [() if gone else held for gone, held in zip(some, blank["cercanas"], strict=True)]
    pairs = candidates(entries)
    touched = some[pairs.left] | some[pairs.right]
    levels = compare(blank, pairs)[touched]
    assert len(levels) > 100
    assert {name: set(levels[name]) for name in levels} == {name: {"FALTA"} for name in levels}


def test_comparing_is_symmetric() -> None:
    entries = entries_of(world(21, SMALL)[0])
    pairs = candidates(entries)
    turned = replace(pairs, left=pairs.right, right=pairs.left)
    pd.testing.assert_frame_equal(compare(entries, pairs), compare(entries, turned))


def test_one_more_point_doubles_the_odds() -> None:
    level = dict.fromkeys(COMPARISONS, "FALTA")
    pairs = pd.DataFrame([level | {"nacimiento": "CERCA"}, level | {"nacimiento": "CASI"}])
    odds = [p / (1 - p) for p in rule_probabilities(pairs, 10)]
    gained = points(pairs)[1] - points(pairs)[0]
    assert odds[1] / odds[0] == pytest.approx(2**gained) and gained > 0


def test_among_more_entries_the_same_agreement_says_less() -> None:
    pair = pd.DataFrame([dict.fromkeys(COMPARISONS, "FALTA")])
    odds = [p / (1 - p) for n in (1000, 4000) for p in rule_probabilities(pair, n)]
    assert odds[0] / odds[1] == pytest.approx(4)


def test_mother_and_daughter_of_one_name_are_two_persons(tmp_path) -> None:
    rows = [
        "Boleta,Fecha,Persona,F. nac.,Edad,Sexo,Nacionalidad,Operativo",
        "PC-1,01/02/2020,VELMONTE QUIRBOSA ZORAIDA,14/03/1980,39,F,costarricense,OP-1",
        "PC-2,01/02/2020,VELMONTE QUIRBOSA ZORAIDA,22/09/2004,15,F,costarricense,OP-1",
        "PC-3,15/03/2020,BELMONTE QUIRVOSA SORAIDA,14/03/1980,39,F,costarricense,",
    ]
    (tmp_path / "policia.csv").write_text("\n".join(rows), "utf-8")
    people = link(read_register(tmp_path / "policia.csv", "listas", key="k")).people["persona"].tolist()
    assert people[0] == people[2] != people[1]


def test_names_alone_are_compared_too(tmp_path) -> None:
    rows = ["Boleta,Fecha,Persona,F. nac.,Edad,Sexo,Nacionalidad,Operativo"]
    rows += ["PC-1,,VELMONTE ZORAIDA,,,,,", "PC-2,,BELMONTE SORAIDA,,,,,", "PC-3,,QUIRBOSA LLANDI,,,,,"]
    (tmp_path / "policia.csv").write_text("\n".join(rows), "utf-8")
    links = link(read_register(tmp_path / "policia.csv", "listas", key="k"))
    assert links.pairs[["id_a", "id_b", "nombre"]].to_numpy().tolist() == [["PC-1", "PC-2", "TODAS_2"]]


def test_people_without_names_are_nobody_known(tmp_path) -> None:
    rows = ["Boleta,Fecha,Persona,F. nac.,Edad,Sexo,Nacionalidad,Operativo", "PC-1,,N.N.,,,,,", "PC-2,,,,,,,"]
    (tmp_path / "policia.csv").write_text("\n".join(rows), "utf-8")
    links = link(read_register(tmp_path / "policia.csv", "listas", key="k"))
    assert (links.persons, len(links.pairs), links.compared) == (2, 0, 0)


def test_a_group_never_holds_two_entries_that_exclude_each_other(links: Links) -> None:
    apart = links.pairs[links.pairs["probabilidad"] < load_parameters()["contradicts"]]
    person = {(a, b): code for a, b, code in links.people.itertuples(index=False)}
    same = [person[a, x] == person[b, y] for a, x, b, y in apart[["lista_a", "id_a", "lista_b", "id_b"]].to_numpy()]
    assert not any(same)


def test_groups_join_in_order_and_keep_apart_what_is_apart() -> None:
    assert groups(4, [(0, 1), (1, 2), (2, 3)], apart=[(0, 2)]).tolist() == [0, 0, 2, 2]
    assert groups(3, []).tolist() == [0, 1, 2]


def test_the_codes_of_the_office_join_what_they_join() -> None:
    registers, _ = world(21, SMALL)
    eri = registers["eri"]
    codes = pd.Series([f"X{n // 2}" for n in range(len(eri))], dtype="str")
    known = link(replace(eri, records=eri.records.assign(id_persona=codes)))
    first = known.people.groupby(codes.to_numpy())["persona"].nunique()
    assert (first == 1).all()


def test_blocks_too_large_are_left_aside_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = entries_of(world(21, SMALL)[0])
    monkeypatch.setitem(load_parameters(), "largest_block", 2)
    few = candidates(entries)
    monkeypatch.setitem(load_parameters(), "largest_block", 10_000)
    many = candidates(entries)
    assert few.crowded > 0 == many.crowded and 0 < len(few) < len(many)


def test_decisions_win_over_probabilities(links: Links) -> None:
    likely, unlikely = links.pairs.iloc[0], links.pairs[links.pairs["probabilidad"] < 0.4].iloc[0]
    keys = ["lista_a", "id_a", "lista_b", "id_b"]
    decided = links.decided(
        [Decision(*likely[keys], OTHER, "Ana", "2026-11-20"), Decision(*unlikely[keys], SAME, "Ana", "2026-11-20")]
    )
    person = {(a, b): code for a, b, code in decided.people.itertuples(index=False)}
    assert person[unlikely["lista_a"], unlikely["id_a"]] == person[unlikely["lista_b"], unlikely["id_b"]]
    assert person[likely["lista_a"], likely["id_a"]] != person[likely["lista_b"], likely["id_b"]]
    assert decided.pairs.loc[likely.name, ["decision", "autor", "fecha"]].tolist() == [OTHER, "Ana", "2026-11-20"]
    assert decided.contradictions.empty and (links.pairs["decision"] == "").all()


def test_decisions_that_cannot_all_hold_are_told(links: Links) -> None:
    held = [tuple(map(tuple, pair.reshape(2, 2))) for pair in links.pairs.iloc[:, :4].to_numpy()]
    known = set(map(frozenset, held))
    one, two, three_ = next(
        (a, b, other) for a, b in held for c, other in held if c == b and frozenset((a, other)) in known
    )
    said = [Decision(*one, *two, SAME), Decision(*two, *three_, SAME), Decision(*one, *three_, OTHER)]
    assert len(links.decided(said).contradictions) == 1


@NEEDS_SPLINK
def test_the_estimated_model_gives_the_same_twice_and_learns_points(capsys: pytest.CaptureFixture[str]) -> None:
    registers, _ = world(21, SMALL)
    one, again = (link(registers, method="splink") for _ in range(2))
    pd.testing.assert_frame_equal(one.people, again.people)
    np.testing.assert_allclose(one.pairs["probabilidad"], again.pairs["probabilidad"], atol=1e-6)
    learnt = one.weights.set_index(["comparacion", "nivel"])["puntos"]
    assert learnt["nacimiento", "IGUAL"] > 1 > -1 > learnt["nacimiento", "DISTINTA"]
    assert learnt["nombre", "TODAS_3"] > learnt["nombre", "DOS"]
    assert capsys.readouterr() == ("", "")


@NEEDS_SPLINK
def test_the_estimated_model_of_no_pairs_is_that_of_the_rules() -> None:
    none = pd.DataFrame({name: pd.Categorical([], list(load_weights()[name])) for name in COMPARISONS})
    probabilities, weights = fellegi_sunter.estimated(none, np.empty(0))
    assert len(probabilities) == 0 and len(weights) == sum(map(len, load_weights().values()))


def refusal(call) -> str:
    with pytest.raises(InputError) as caught:
        call()
    return caught.value.both()


def test_a_method_that_does_not_exist_is_refused() -> None:
    assert refusal(lambda: link(world(21, SMALL)[0], method="rule")) == (
        "«rule» no es un método para enlazar. ¿Quiso decir «rules»? Hay: rules, splink.\n"
        "“rule” is not a method of linking. Did you mean “rules”? There are: rules, splink."
    )


def test_splink_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fellegi_sunter, "find_spec", lambda name: None)
    assert refusal(lambda: link(world(21, SMALL)[0], method="splink")) == (
        "El método «splink» necesita el paquete splink, que no está instalado. "
        "Instálelo con: pip install splink; o use el método «rules».\n"
        "The method “splink” needs the package splink, which is not installed. "
        "Install it with: pip install splink; or use the method “rules”."
    )


@pytest.mark.parametrize("threshold", [0, 0.001, 1.5, -1])
def test_a_threshold_that_is_no_probability_is_refused(threshold: float, links: Links) -> None:
    message = (
        f"El valor de threshold debe ser una probabilidad entre 0.01 y 1; llegó «{threshold}». "
        "Escriba, por ejemplo, 0.5.\n"
        f"The value of threshold must be a probability between 0.01 and 1; “{threshold}” came. Write, for example, 0.5."
    )
    assert refusal(lambda: links.at(threshold)) == message
    assert refusal(lambda: link(world(21, SMALL)[0], threshold=threshold)) == message


def test_a_register_without_keys_is_refused() -> None:
    bare = read_register("datasets/registro_limpio")
    assert refusal(lambda: link(bare)).splitlines()[0] == (
        "La lista «registro_limpio» (registro_limpio) no tiene con qué enlazar: se leyó sin secreto o su mapa no dice "
        "qué columnas llevan nombres. Agregue al mapa [identifiers] names = [...] y lea con read_register(..., "
        "key=...) o con TIPANALYSIS_KEY."
    )


def test_two_lists_of_one_name_and_no_lists_are_refused() -> None:
    register = world(21, SMALL)[0]["eri"]
    assert refusal(lambda: link([register, register])) == (
        'Dos listas se llaman igual: eri, eri. Dé a cada archivo su nombre o pase link({"nombre": registro}).\n'
        'Two lists have the same name: eri, eri. Give each file its own name or pass link({"name": register}).'
    )
    assert refusal(lambda: link([])) == (
        "No hay registros que enlazar. Pase al menos uno.\nThere are no registers to link. Pass at least one."
    )


def test_a_decision_about_a_pair_that_is_not_there_is_refused(links: Links) -> None:
    assert refusal(lambda: links.decided([Decision("eri", "A", "pani", "B", SAME)])) == (
        "Hay una decisión sobre un par que estos enlaces no tienen: eri A / pani B. "
        "Use las mismas listas con las que se hizo el libro de pares.\n"
        "There is a decision about a pair that these links do not have: eri A / pani B. "
        "Use the lists from which the workbook of pairs was made."
    )


def test_links_show_sizes_only(links: Links) -> None:
    assert repr(links).startswith("Links('rules', 4 lists, ")
    shown = repr(links) + links._repr_html_()
    assert not any(record in shown for record in links.entries["id"])
