"""Links applied to a register: every change told, nothing lost, all of it reversible."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from linking.lists import world
from tipanalysis.counts.count import count_by
from tipanalysis.register.cleaning.clean import clean
from tipanalysis.register.cleaning.explain import explain
from tipanalysis.register.linking.apply import apply_links, undo_links
from tipanalysis.register.linking.link import link
from tipanalysis.register.register import Register
from tipanalysis.words.errors import InputError


@pytest.fixture(scope="module")
def registers() -> dict[str, Register]:
    return world(22, 150)[0]


@pytest.fixture(scope="module", params=["without codes", "with codes"])
def eri(request: pytest.FixtureRequest, registers: dict[str, Register]) -> Register:
    """A list whose office gives no codes of persons, and one that gave some."""
    register = registers["eri"]
    if request.param == "without codes":
        return register
    codes = [f"PS-{n}" if n % 3 else f"?{record}" for n, record in enumerate(register.records["id"])]
    return replace(register, records=register.records.assign(id_persona=pd.Series(codes, dtype="str")))


@pytest.fixture(scope="module")
def joined(eri: Register, registers: dict[str, Register]) -> Register:
    return apply_links(eri, link({**registers, "eri": eri}))


def test_no_record_comes_goes_or_changes_in_anything_else(eri: Register, joined: Register) -> None:
    rest = [name for name in eri.records if name != "id_persona"]
    pd.testing.assert_frame_equal(joined.records[rest], eri.records[rest])
    assert joined.children.keys() == eri.children.keys() and joined.provenance == eri.provenance


def test_each_change_is_a_line_of_the_log_and_nothing_else_is(eri: Register, joined: Register) -> None:
    lines = joined.log.iloc[len(eri.log) :]
    before = eri.records.get("id_persona", "?" + eri.records["id"])
    changed = joined.records["id_persona"] != before
    assert 0 < changed.sum() == len(lines) < len(eri)
    assert set(lines["variable"]) == {"id_persona"} and set(lines["regla"]) == {"enlace_rules"}
    assert lines["estandar"].tolist() == joined.records.loc[changed, "id_persona"].tolist()
    assert lines["crudo"].tolist() == before[changed].tolist()


def test_links_are_taken_back_exactly(eri: Register, joined: Register) -> None:
    back = undo_links(joined)
    pd.testing.assert_frame_equal(back.records, eri.records)
    pd.testing.assert_frame_equal(back.log, eri.log)
    assert undo_links(eri) is eri


def test_one_person_has_one_code_in_all_registers(registers: dict[str, Register]) -> None:
    links = link(registers)
    done = pd.concat([apply_links(each, links).records[["id", "id_persona"]] for each in registers.values()])
    person = links.people.assign(size=links.people.groupby("persona")["id"].transform("size"))
    shared = person[person["size"] > 1]
    assert done.set_index("id").loc[shared["id"], "id_persona"].tolist() == shared["persona"].tolist()
    assert done["id_persona"].nunique() == links.persons


def test_a_person_who_applied_twice_is_two_applications_and_one_person(registers: dict[str, Register]) -> None:
    eri = registers["eri"]
    joined = apply_links(eri, link(eri))
    assert count_by(joined).total == len(eri)
    assert count_by(joined, unit="persona").total == link(eri).persons < len(eri)


def test_linking_again_changes_nothing(registers: dict[str, Register]) -> None:
    links = link(registers)
    once = {name: apply_links(each, links) for name, each in registers.items()}
    again = link(once)
    twice = {name: apply_links(each, again) for name, each in once.items()}
    for name, each in once.items():
        pd.testing.assert_frame_equal(twice[name].records, each.records)
        pd.testing.assert_frame_equal(twice[name].log, each.log)


def test_explain_tells_the_link(eri: Register, joined: Register) -> None:
    line = joined.log[joined.log["regla"] == "enlace_rules"].iloc[0]
    told = explain(joined, int(line["fila"]), "id_persona")
    assert told.estandar == line["estandar"] and told.crudo == line["crudo"]
    assert "enlace por reglas con otro registro" in str(told)


def test_cleaning_a_linked_register_keeps_the_links(joined: Register) -> None:
    assert clean(joined).records["id_persona"].equals(joined.records["id_persona"])


def test_a_register_that_was_not_linked_is_refused(registers: dict[str, Register]) -> None:
    with pytest.raises(InputError) as caught:
        apply_links(world(23, 60)[0]["eri"], link(registers))
    assert caught.value.both() == (
        "El registro «eri.csv» no es de los que se enlazaron: policia.csv, eri.csv, pani.csv, inamu.csv.\n"
        "The register “eri.csv” is none of those that were linked: policia.csv, eri.csv, pani.csv, inamu.csv."
    )
