"""Quality of links with intervals: the parts agree with the counts, and odd counts are answered."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from linking.lists import world
from tipanalysis.analysis.intervals import proportion_ci
from tipanalysis.analysis.linkage import link_gaps, link_quality
from tipanalysis.register.linking.link import link
from tipanalysis.register.linking.score import score_links
from tipanalysis.words.errors import InputError


def counts(*rows: tuple[str, str, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["grupo", "nivel", "pares_verdaderos", "encontrados", "pares_unidos"])


def test_precision_and_recall_are_wilson_and_f1_their_harmonic_mean() -> None:
    table = link_quality(counts(("TODAS", "TODAS", 120, 90, 100))).set_index("medida")
    for measure, n in (("precision", 100), ("recall", 120)):
        wanted = proportion_ci(90, n)
        assert table.loc[measure, ["estimate", "lower", "upper"]].tolist() == pytest.approx(
            [wanted.estimate, wanted.lower, wanted.upper]
        )
    assert table.loc["f1", "estimate"] == pytest.approx(2 * 90 / 220)
    assert table.loc["f1", "lower"] < table.loc["f1", "estimate"] < table.loc["f1", "upper"]


def test_a_group_without_pairs_is_not_estimable_and_has_no_gap() -> None:
    table = link_quality(counts(("sexo", "MUJER", 50, 45, 46), ("sexo", "INTERSEX", 0, 0, 0)))
    assert table.loc[table["nivel"] == "INTERSEX", "status"].unique().tolist() == ["not_estimable"]
    assert link_gaps(table).empty


def test_nothing_found_is_zero_with_an_interval() -> None:
    table = link_quality(counts(("sexo", "MUJER", 30, 0, 25))).set_index("medida")
    assert table.loc["f1", "estimate"] == 0 < table.loc["f1", "upper"]
    assert table["status"].tolist() == ["ok", "ok", "ok"]
    assert link_quality(counts(("sexo", "MUJER", 5, 5, 5)))["status"].tolist() == ["small"] * 3


def test_all_true_pairs_are_asked_for_and_a_higher_threshold_finds_no_more() -> None:
    registers, key = world(21, 150)
    links = link(registers)
    n = key.groupby("persona").size()
    score = score_links(links, key).iloc[0]
    assert score["pares_verdaderos"] == (n * (n - 1) // 2).sum()
    assert score["pares_unidos"] == score["encontrados"] + score["errados"]
    none = score_links(links.at(1.0), key).iloc[0]
    assert none["encontrados"] <= score["encontrados"]


def test_the_groups_of_one_grouping_hold_every_found_pair_once() -> None:
    registers, key = world(21, 150)
    score = score_links(link(registers), key).set_index("grupo")
    for name in ("sexo", "origen", "apellidos"):
        assert score.loc[[name], "pares_verdaderos"].sum() == score.loc["TODAS", "pares_verdaderos"]
        assert score.loc[[name], "encontrados"].sum() == score.loc["TODAS", "encontrados"]


def test_a_wrong_pair_counts_in_the_group_of_each_of_its_people() -> None:
    registers, key = world(21, 150)
    links = link(registers)
    one, other = (key.loc[(key["lista"] == "eri") & (key["sexo"] == sex), "id"].iloc[0] for sex in ("MUJER", "HOMBRE"))
    far = {"lista_a": "eri", "id_a": one, "lista_b": "eri", "id_b": other, "probabilidad": 1.0, "decision": ""}
    wrong = replace(links, pairs=pd.DataFrame([far]))
    score = score_links(wrong, key).set_index(["grupo", "nivel"])["errados"]
    assert (score["TODAS", "TODAS"], score["sexo", "MUJER"], score["sexo", "HOMBRE"]) == (1, 1, 1)


def test_a_key_that_does_not_know_an_entry_is_refused() -> None:
    registers, key = world(21, 150)
    links = link(registers)
    first = links.entries.iloc[0]
    lost = key[(key["lista"] != first["lista"]) | (key["id"] != first["id"])]
    with pytest.raises(InputError) as caught:
        score_links(links, lost)
    assert str(caught.value) == (
        f"La clave no conoce todos los registros (faltan 1); el primero: {first['id']} de la lista «policia». "
        "Use la clave de estas listas."
    )
