"""Rounding instead of hiding: additive, near the truth, and nothing more to be worked out of it."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from tipanalysis.analysis.comparison import compare
from tipanalysis.analysis.intervals import proportion_table
from tipanalysis.analysis.rates import rate_per
from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import TOTAL
from tipanalysis.counts.population import load_population
from tipanalysis.release.audit import audit
from tipanalysis.release.policy import Policy, base_for
from tipanalysis.release.protect import protect, protect_together
from tipanalysis.release.release import seal_release
from tipanalysis.words.errors import PolicyError, ReleaseError

THREE = Policy("prueba", threshold=3, base=3)
"""Small enough for a reader who tries every table that could be."""


def people(seed, size=40):
    """Three traits of a few people, most groups small."""
    draw = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "sexo": draw.choice(["MUJER", "HOMBRE", "INTERSEX"], size=size, p=[0.7, 0.25, 0.05]),
            "origen": draw.choice(["NACIONAL", "EXTRANJERA"], size=size, p=[0.6, 0.4]),
            "embarazo": draw.choice(["SI", "NO", "ND"], size=size, p=[0.1, 0.7, 0.2]),
        }
    )


def linked(frame):
    pairs = [("sexo", "origen"), ("origen", "embarazo"), ("sexo", "embarazo"), ("sexo",)]
    return {"-".join(by): count_by(frame, by) for by in pairs}


def lines(table):
    return pd.concat([table.frame, table.margins], ignore_index=True)


@pytest.mark.parametrize("seed", range(4))
def test_every_number_is_a_multiple_near_the_truth_and_totals_add_up(seed):
    tables = linked(people(seed))
    for name, release in protect_together(tables, method="round").items():
        told, true = lines(release), lines(tables[name])["n"].to_numpy()
        printed = told["n"].to_numpy(dtype=int)
        assert (printed % release.base == 0).all()
        assert (np.abs(printed - true) < told["within"].to_numpy(dtype=int)).all()
        assert (printed[true == 0] == 0).all()
        assert (told["status"] == "shown").all() and release.hidden == 0
        by = list(release.by)
        sums = release.frame.groupby(by[0])["n"].sum()
        margin = release.margins[release.margins[by[0]] != TOTAL] if len(by) > 1 else release.frame
        alone = margin[(margin[by[1:]] == TOTAL).all(axis=1)].set_index(by[0])["n"] if len(by) > 1 else sums
        assert sums.to_dict() == alone.to_dict() and int(sums.sum()) == release.total


def test_the_same_cell_is_the_same_number_in_all_tables_and_each_time():
    tables = linked(people(1))
    one, other = (protect_together(tables, method="round") for _ in range(2))
    for name in tables:
        pd.testing.assert_frame_equal(one[name].frame, other[name].frame)
    both = one["sexo-origen"].margins
    alone = both[(both["origen"] == TOTAL) & (both["sexo"] != TOTAL)].set_index("sexo")["n"]
    assert alone.to_dict() == one["sexo"].frame.set_index("sexo")["n"].to_dict()


def test_as_little_is_changed_as_the_published_solution_changes():
    """SmallCountRounding, example e6 to base 3: Iceland (here adults) 2 and 1, Portugal 3 and 5, Spain 7 and 6."""
    cells = {("18-24", "MUJER"): 2, ("12-14", "MUJER"): 3, ("15-17", "MUJER"): 7}
    cells |= {("18-24", "HOMBRE"): 1, ("12-14", "HOMBRE"): 5, ("15-17", "HOMBRE"): 6}
    frame = pd.DataFrame([key for key, n in cells.items() for _ in range(n)], columns=["grupo_edad", "sexo"])
    frame["mayoria_edad"] = np.where(frame["grupo_edad"] == "18-24", "18+", "00-17")
    tables = {"fino": count_by(frame, ["grupo_edad", "sexo"]), "grueso": count_by(frame, ["mayoria_edad", "sexo"])}
    releases = protect_together(tables, policy=THREE, method="round")
    small = 0
    for name, release in releases.items():
        true, printed = lines(tables[name])["n"], lines(release)["n"].astype(int)
        small += int(true.between(1, 2).sum())
        assert printed[true.between(1, 2)].isin([0, 3]).all()
        assert (printed - true).abs().max() < 3
    assert small == 4
    assert releases["fino"].total == releases["grueso"].total == 24


@pytest.mark.parametrize("seed", range(4))
def test_every_value_that_the_rounding_leaves_open_could_be(seed, reader):
    """Against someone who tries every table that could be: all small values of each printed number are possible."""
    draw = np.random.default_rng(seed)
    levels = {"grupo": ["A", "B"], "otro": ["x", "y"]}
    numbers = draw.integers(0, 4, size=4)
    rows = [codes for codes, n in zip(product(*levels.values()), numbers, strict=True) for _ in range(n)]
    frame = pd.DataFrame(rows, columns=list(levels))
    if frame["grupo"].nunique() < 2 or frame["otro"].nunique() < 2:
        frame = pd.DataFrame([*rows, ("A", "y"), ("B", "x")], columns=list(levels))
    release = protect(count_by(frame, list(levels)), policy=THREE, method="round")
    patient = reader({name: [frozenset({code}) for code in codes] for name, codes in levels.items()}, most=20)
    fitting = patient.tables([])
    for line, inside in _cells(release, patient):
        fitting = fitting[np.abs(fitting[:, inside].sum(axis=1) - line["n"]) < line["within"]]
    for line, inside in _cells(release, patient):
        open_to_all = set(range(max(0, line["n"] - line["within"] + 1), line["n"] + line["within"]))
        assert set(fitting[:, inside].sum(axis=1).tolist()) == open_to_all


def _cells(release, patient):
    for line in lines(release).to_dict("records"):
        yield line, patient.counted({}, {name: line[name] for name in release.by if line[name] != TOTAL})


@pytest.mark.parametrize("seed", range(3))
def test_the_audit_finds_nothing_in_rounded_tables(seed):
    tables = linked(people(seed, size=60))
    releases = protect_together(tables, method="round")
    verdict = audit(releases, truth=tables)
    assert verdict.passed and verdict.rounded and verdict.insider, verdict.explain()
    assert "Los números redondeados se atacaron como celdas ocultas" in verdict.summary("es")


def rounded_by_hand(counts, numbers):
    """A release with these numbers, each less than 5 from the truth, by whoever does not look at the totals."""
    parts = {}
    for name, part in (("frame", counts.frame), ("margins", counts.margins)):
        printed = pd.array(numbers(part["n"].to_numpy()), dtype="Int64")
        parts[name] = part[[*counts.by]].assign(n=printed, status="shown", within=pd.array([5] * len(part), "Int64"))
    rules = Policy("prueba", threshold=5, method="round")
    return seal_release(**parts, by=counts.by, unit=counts.unit, provenance=counts.provenance, policy=rules)


def test_each_number_rounded_alone_is_found_out():
    """Four cells of four rounded to nothing beside a total of 20, which is 16 at least: each must be four."""
    counts = count_by(pd.DataFrame({"grupo": list("AAAABBBBCCCCDDDD")}), "grupo")
    naive = rounded_by_hand(counts, lambda n: np.where(n < 5, 0, 20))
    verdict = audit(naive, truth={"1": counts})
    assert not verdict.passed and verdict.recovered == 4
    assert audit(protect(counts, method="round"), truth={"1": counts}).passed


def test_estimates_are_made_of_the_rounded_numbers():
    counts = count_by(people(2, size=90), ["sexo", "origen"])
    shares = protect(share_within(counts, "sexo"), method="round").frame
    expected = proportion_table(shares["n"].astype(int), shares["d"].astype(int))["estimate"] * 100
    np.testing.assert_allclose(shares["estimate"].to_numpy(dtype=float), expected.to_numpy(dtype=float))
    assert (shares["n"] % 5 == 0).all() and (shares["d"] % 5 == 0).all()
    gaps = protect(compare(counts, "sexo", reference="MUJER"), method="round").frame
    shown = shares.set_index(["sexo", "origen"])["estimate"]
    gap = gaps.set_index(["sexo", "origen"])["estimate"]["HOMBRE", "NACIONAL"]
    assert gap == pytest.approx(shown["HOMBRE", "NACIONAL"] - shown["MUJER", "NACIONAL"])


def test_a_rate_keeps_its_population():
    counts = count_by(pd.DataFrame({"anio_registro": ["2020"] * 51 + ["2021"] * 33}), "anio_registro")
    rates = rate_per(counts, load_population("CRI"))
    told = protect(rates, method="round").frame
    assert told["n"].tolist() == [50, 35] and told["d"].tolist() == rates.frame["d"].tolist()
    np.testing.assert_allclose(told["estimate"].astype(float), told["n"].astype(float) / told["d"] * 100_000)


def test_the_strictest_variable_has_a_larger_base_and_shares_its_totals():
    frame = people(3, size=80).assign(identidad_genero=["MUJER_CIS"] * 66 + ["MUJER_TRANS"] * 14)
    tables = {"todas": count_by(frame, "sexo"), "genero": count_by(frame, "identidad_genero")}
    releases = protect_together(tables, method="round")
    assert (releases["todas"].base, releases["genero"].base) == (5, 10)
    assert releases["todas"].frame["within"].tolist() == [5, 5, 5][: len(releases["todas"].frame)]
    assert releases["todas"].margins["within"].tolist() == [10] and releases["todas"].total % 10 == 0


def test_the_same_cell_beside_an_earlier_release_keeps_its_number():
    tables = linked(people(4))
    first = protect_together({"sexo-origen": tables["sexo-origen"]}, method="round")
    later = protect_together(tables, method="round", previous=first)
    pd.testing.assert_frame_equal(later["sexo-origen"].frame, first["sexo-origen"].frame)
    pd.testing.assert_frame_equal(later["sexo-origen"].margins, first["sexo-origen"].margins)
    assert audit(later, previous=[first], truth=tables).passed


@pytest.mark.parametrize("seed", range(2))
def test_a_register_that_grew_is_rounded_so_that_nobody_new_is_told(seed, as_register):
    everybody = people(seed, size=60).to_dict("records")
    before, now = as_register(everybody[:57], "antes"), as_register(everybody, "ahora")
    first = protect_together({"cuadro": count_by(before, ["sexo", "origen"])}, method="round")
    tables = {"cuadro": count_by(now, ["sexo", "origen"])}
    later = protect_together(tables, method="round", previous=first)
    grown = lines(later["cuadro"])["n"].to_numpy(dtype=int) - lines(first["cuadro"])["n"].to_numpy(dtype=int)
    assert (grown >= 0).all() and (grown % 5 == 0).all()
    assert audit(later, previous=[first], truth=tables).passed


def test_two_methods_for_the_same_people_are_refused():
    counts = count_by(people(5), "sexo")
    rounded, hidden = protect(counts, method="round"), protect(counts)
    with pytest.raises(ReleaseError) as caught:
        protect_together({"nuevo": counts}, method="round", previous={"perfil": hidden})
    assert str(caught.value) == (
        "nuevo: no se puede redondear lo que ya se publicó con cifras exactas (perfil), porque juntas dirían más que "
        "cada una. Use el mismo método que entonces: «hide»."
    )
    with pytest.raises(ReleaseError) as caught:
        protect_together({"nuevo": counts}, previous={"perfil": rounded})
    assert str(caught.value) == (
        "nuevo: no se pueden mostrar cifras exactas de lo que ya se publicó redondeado (perfil), porque juntas "
        "desharían el redondeo. Use el mismo método que entonces: «round»."
    )


def test_two_roundings_of_one_number_cannot_both_be_kept_to():
    counts = count_by(pd.DataFrame({"grupo": list("AAAABBBBBBBCCC")}), "grupo")
    one = protect(counts, method="round")
    other = rounded_by_hand(counts, lambda n: np.where(n > 10, 20, 5))
    with pytest.raises(ReleaseError) as caught:
        protect(counts, method="round", policy=one.policy, previous={"uno": one, "dos": other})
    assert str(caught.value) == (
        "Los cuadros ya publicados traen dos redondeos distintos de la misma cifra (vea «dos»). Un tercer cuadro no "
        "puede concordar con los dos: pase como «previous» solo los que siguen publicados."
    )


def test_estimates_that_need_more_than_their_table_are_refused():
    from dataclasses import replace

    counts = count_by(people(6), ["sexo", "origen"])
    shrunken = replace(share_within(counts, "sexo"), parts=((),) * len(counts.frame))
    with pytest.raises(ReleaseError) as caught:
        protect_together({"suavizado": shrunken}, method="round")
    assert str(caught.value) == (
        "Las estimaciones de «suavizado» no se pueden calcular de nuevo con cifras redondeadas. Muestre sus conteos, "
        "porcentajes o tasas, o use el método «hide»."
    )


def test_the_policy_may_say_that_everything_is_rounded():
    counts = count_by(people(7), "sexo")
    rules = Policy("taller", threshold=5, method="round")
    assert protect(counts, policy=rules).rounded and not protect(counts, policy=rules, method="hide").rounded
    with pytest.raises(PolicyError) as caught:
        protect(counts, method="redondear")
    assert str(caught.value) == (
        "En la política «publication», «method» es «redondear». Se espera uno de: hide, round. «hide» oculta las "
        "cifras pequeñas; «round» redondea todas."
    )


def test_bases_are_doubled_so_that_they_share_their_totals():
    assert [base_for(3, threshold) for threshold in (1, 3, 5, 10)] == [3, 3, 6, 12]
