"""A part of a release: the same cells, and no other."""

from __future__ import annotations

import pytest

import tipanalysis as tip
from tipanalysis.register.register import Register
from tipanalysis.release.part import part_of
from tipanalysis.words.errors import ReleaseError

BY = ("nivel_educativo", "sexo", "origen")


@pytest.fixture(scope="module")
def release(register: Register) -> tip.Release:
    return tip.protect(tip.count_by(register.where(condicion_victima="ACREDITADA"), BY))


def test_the_part_of_everything_is_everything(release: tip.Release) -> None:
    part = part_of(release, BY)
    assert part.frame.equals(release.frame)
    assert part.margins.equals(release.margins)


def test_a_part_holds_the_cells_of_those_chosen_with_their_status(release: tip.Release) -> None:
    part = part_of(release, ["nivel_educativo"], {"sexo": "HOMBRE", "origen": "NACIONAL"})
    rows = release.frame[(release.frame["sexo"] == "HOMBRE") & (release.frame["origen"] == "NACIONAL")]
    assert part.frame["n"].tolist() == rows["n"].tolist()
    assert part.frame["status"].tolist() == rows["status"].tolist()
    assert "hidden" in set(part.frame["status"])
    assert [(chosen.variable, chosen.codes) for chosen in part.provenance.where[-2:]] == [
        ("sexo", ("HOMBRE",)),
        ("origen", ("NACIONAL",)),
    ]


def test_a_part_is_what_counting_and_protecting_in_the_same_way_would_print(
    release: tip.Release, register: Register
) -> None:
    part = part_of(release, "sexo", {"origen": "EXTRANJERA"})
    counted = tip.count_by(register.where(condicion_victima="ACREDITADA", origen="EXTRANJERA"), "sexo")
    assert part.frame["n"].tolist() == counted.frame["n"].tolist()
    assert part.total == counted.total
    assert part.provenance == counted.provenance


def test_nothing_kept_is_the_total_alone(release: tip.Release) -> None:
    part = part_of(release, (), {"sexo": "MUJER"})
    assert (part.by, len(part.frame), len(part.margins), part.total) == ((), 1, 0, 341)


@pytest.mark.parametrize(("by", "at"), [("edad", {}), ("sexo", {"sexo": "MUJER"}), (("sexo", "sexo"), {})])
def test_variables_that_are_not_there_or_twice_are_refused(release: tip.Release, by: str, at: dict[str, str]) -> None:
    with pytest.raises(ReleaseError) as error:
        part_of(release, by, at)
    given = ", ".join((*((by,) if isinstance(by, str) else by), *at))
    assert str(error.value) == (
        f"Para una parte del cuadro se pidieron estas variables: {given}. El cuadro tiene: nivel_educativo, sexo, "
        "origen. Nombre cada una una sola vez."
    )


def test_estimates_and_counts_are_refused(release: tip.Release, register: Register) -> None:
    counts = tip.count_by(register, "sexo")
    for given in (counts, tip.protect(tip.share_within(counts))):
        with pytest.raises(ReleaseError):
            part_of(given, "sexo")  # type: ignore[arg-type]
