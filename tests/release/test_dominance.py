"""Counts that are the work of one event are hidden however large they are: its people are known to who took part."""

from functools import partial
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.counts.margins import margin_of
from tipanalysis.release.audit import audit
from tipanalysis.release.people import decide
from tipanalysis.release.policy import Policy, load_policy
from tipanalysis.release.protect import protect, protect_together
from tipanalysis.words.errors import CountsError, PolicyError

RULE = Policy("prueba", threshold=5, dominance=80)


def raid(alone=12, others=1, elsewhere=20, hotels=20):
    """Women of one canton nearly all of one operation, and people of many events elsewhere."""
    rows = [("A", "EV1")] * alone + [("A", f"EV{n + 2}") for n in range(others)]
    rows += [("B", f"EV{n + 50}") for n in range(elsewhere)] + [("C", f"EV{n + 90}") for n in range(hotels)]
    return pd.DataFrame(rows, columns=["grupo", "id_caso"])


def states(release):
    return dict(zip(release.frame["grupo"], release.frame["status"], strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_each_cell_says_its_largest_event_and_how_many_there_are(seed):
    draw = np.random.default_rng(seed)
    frame = pd.DataFrame({"grupo": draw.choice(list("AB"), 60), "otro": draw.choice(list("xyz"), 60)})
    frame["id_caso"] = draw.choice(["EV1", "EV2", "EV3", "ND"], 60)
    counts = count_by(frame, ["grupo", "otro"], cluster="id_caso")
    for size in range(3):
        for names in combinations(["grupo", "otro"], size):
            for codes, cell in frame.groupby(list(names)) if names else [((), frame)]:
                known = cell.loc[cell["id_caso"] != "ND", "id_caso"].value_counts()
                nameless = int((cell["id_caso"] == "ND").sum())
                expected = (max(int(known.max()) if len(known) else 0, min(nameless, 1)), len(known) + nameless)
                assert counts.events[tuple(zip(names, codes, strict=True))] == expected
    assert margin_of(counts, "grupo").events[(("grupo", "A"),)] == counts.events[(("grupo", "A"),)]


def test_a_register_counts_each_person_once_in_an_event(as_register):
    people = [{"sexo": "MUJER", "finalidad": ["SEXUAL", "LABORAL"], "id_caso": "EV1"}] * 3
    people += [{"sexo": "MUJER", "finalidad": ["SEXUAL"], "id_caso": "EV2"}]
    counts = count_by(as_register(people), "finalidad", cluster="id_caso")
    assert counts.events == {(("finalidad", "SEXUAL"),): (3, 2), (("finalidad", "LABORAL"),): (3, 1), (): (3, 2)}


def test_what_one_operation_makes_up_is_hidden_and_another_cell_with_it():
    counts = count_by(raid(), "grupo", cluster="id_caso")
    hidden = states(protect(counts, policy=RULE))
    assert hidden["A"] == "hidden" and list(hidden.values()).count("hidden") == 2
    assert audit(protect(counts, policy=RULE), truth={"1": counts}).passed


@pytest.mark.parametrize(
    ("counts", "policy"),
    [
        (count_by(raid(), "grupo"), RULE),
        (count_by(raid(), "grupo", cluster="id_caso"), Policy("prueba", threshold=5)),
        (count_by(raid(alone=8, others=2), "grupo", cluster="id_caso"), RULE),
    ],
    ids=["event not known", "no rule", "80 percent and not more"],
)
def test_without_event_or_rule_or_dominance_everything_is_shown(counts, policy):
    assert set(states(protect(counts, policy=policy)).values()) == {"shown"}


def test_too_few_events_hide_a_cell_too():
    frame = pd.concat([raid(alone=6, others=0), raid(alone=6, others=0).assign(id_caso="EV0").head(6)])
    counts = count_by(frame, "grupo", cluster="id_caso")
    assert counts.events[(("grupo", "A"),)] == (6, 2)
    assert states(protect(counts, policy=Policy("prueba", threshold=5, fewest_events=3)))["A"] == "hidden"
    assert states(protect(counts, policy=Policy("prueba", threshold=5, fewest_events=2)))["A"] == "shown"


def test_nobody_can_exclude_any_value_up_to_the_true_one(reader):
    """Against someone who tries every table that could be: 5 of 6 from one event, hidden as any number from 1 on."""
    frame = raid(alone=5, others=0, elsewhere=4, hotels=3)
    counts = count_by(frame, "grupo", cluster="id_caso")
    release = protect(counts, policy=Policy("prueba", threshold=2, dominance=80))
    patient = reader({"grupo": [frozenset({code}) for code in "ABC"]}, most=12)
    possible = patient.possible([release], at_least=1)[(), (("grupo", "A"),)]
    assert set(range(1, 6)) <= possible


def test_the_audit_finds_a_dominated_cell_that_can_be_worked_out(monkeypatch):
    counts = count_by(raid(), "grupo", cluster="id_caso")
    monkeypatch.setattr("tipanalysis.release.protect.decide", partial(decide, secondary=False))
    release = protect(counts, policy=RULE)
    assert list(states(release).values()).count("hidden") == 1
    verdict = audit(release, truth={"1": counts})
    assert not verdict.passed and verdict.recovered == 1


def test_the_rule_holds_in_all_tables_at_once():
    frame = raid().assign(otro=["x", "y"] * 26 + ["x"])
    tables = {by: count_by(frame, by.split("-"), cluster="id_caso") for by in ("grupo", "grupo-otro")}
    releases = protect_together(tables, policy=RULE)
    margins = releases["grupo-otro"].margins
    both = margins[(margins["otro"] == "TOTAL") & (margins["grupo"] != "TOTAL")].set_index("grupo")["status"]
    assert both.to_dict() == states(releases["grupo"])
    assert audit(releases, truth=tables).passed


def test_the_profiles_that_write_ask_for_it():
    assert [load_policy(name).dominance for name in ("publication", "strict", "internal")] == [80, 80, 100]


def test_faults_are_told():
    with pytest.raises(PolicyError) as caught:
        Policy("taller", threshold=5, dominance=0)
    assert str(caught.value) == (
        "En la política «taller», «dominance» es 0. Se espera un porcentaje entero de 1 a 100: 80 oculta las celdas en "
        "que un solo evento reúne a más del 80 %; 100 no oculta ninguna por eso."
    )


def test_an_event_that_the_register_does_not_have_is_refused(as_register):
    register = as_register([{"sexo": "MUJER"}] * 3)
    with pytest.raises(CountsError) as caught:
        count_by(register, "sexo", cluster="id_caso")
    assert str(caught.value) == (
        "El registro no tiene la columna «id_caso», que diría en qué evento o caso se encontró a cada persona. Hay: "
        "id, sexo. Use «id_caso» si la fuente lo trae, o no pida «cluster»."
    )
