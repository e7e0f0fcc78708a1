"""What the one person of a hidden cell can work out by subtracting themself."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import TOTAL
from tipanalysis.release.audit import audit
from tipanalysis.release.release import Release

Make = Callable[..., Release]


def people(**numbers: int) -> pd.DataFrame:
    """People written as ``sexo_grupo=n``, the age group without its end."""
    ends = {"12": "12-14", "15": "15-17", "18": "18-24"}
    rows = [(name.split("_")[0], ends[name.split("_")[1]]) for name, n in numbers.items() for _ in range(n)]
    return pd.DataFrame(rows, columns=["sexo", "grupo_edad"])


def hiding(*cells: tuple[str, ...]) -> Callable[[tuple[str, ...], int], bool]:
    return lambda codes, n: codes in cells


@pytest.fixture
def two_hidden(make: Make) -> tuple[Release, dict]:
    """One man and four others are hidden: together they are five, which the total tells."""
    table = count_by(people(MUJER_12=9, HOMBRE_12=1, INTERSEX_12=4), "sexo")
    return make(table, hiding(("HOMBRE",), ("INTERSEX",))), {"1": table}


def test_an_outsider_learns_nothing_where_the_one_man_learns_all(two_hidden: tuple[Release, dict]) -> None:
    release, truth = two_hidden
    assert audit(release, truth=truth, insider=False).passed
    found = audit(release, truth=truth, insider=True)
    assert (found.passed, found.inside, found.recovered, found.narrowed) == (False, 1, 0, 0)
    told = next(finding for finding in found.findings if finding.verdict == "insider")
    assert (told.codes, told.low, told.high) == ((("sexo", "INTERSEX"),), 4, 4)
    assert told.knower == ("1", (("sexo", "HOMBRE"),))


def test_the_explanation_does_not_say_that_anybody_is_alone(two_hidden: tuple[Release, dict]) -> None:
    release, truth = two_hidden
    found = audit(release, truth=truth, insider=True)
    assert found.explain() == (
        "En «1», quien estuviera sola en la celda oculta (Sexo registrado = Hombre) de «1» podría restarse a sí "
        "misma y saber de otro grupo (Sexo registrado = Intersex) más de lo que permite la regla. Lo delatan: «1» "
        "(Sexo registrado = Mujer); «1» (el total).",
    )
    assert found.explain("en") == (
        "In “1” a person alone in the hidden cell (Recorded sex = Man) of “1” could subtract themself and know "
        "more of another group (Recorded sex = Intersex) than the rule allows. It is given away by: “1” (Recorded sex "
        "= Woman); “1” (the total).",
    )


def test_without_the_truth_everybody_who_could_be_alone_is_supposed_to_be(two_hidden: tuple[Release, dict]) -> None:
    release, _ = two_hidden
    assert audit(release).passed
    assert audit(release, insider=True).inside == 2


def test_the_policy_decides_for_whoever_holds_the_truth(two_hidden: tuple[Release, dict]) -> None:
    release, truth = two_hidden
    assert release.policy.insider
    assert audit(release, truth=truth).inside == 1
    assert audit(release).insider is False


def test_with_room_the_one_man_learns_nothing(make: Make) -> None:
    frame = people(MUJER_12=9, HOMBRE_12=1, INTERSEX_12=6, MUJER_15=8, HOMBRE_15=7, INTERSEX_15=6)
    table = count_by(frame, ["sexo", "grupo_edad"])
    release = make(table, lambda codes, n: TOTAL not in codes and n > 0)
    assert audit(release, truth={"1": table}, insider=True).passed


def test_the_same_person_under_another_name_is_nothing_new(make: Make) -> None:
    """The only man is the only one in his row: his cell and his row are one and the same person."""
    table = count_by(people(MUJER_12=9, HOMBRE_12=1, MUJER_18=9), ["sexo", "grupo_edad"])
    hidden = [("HOMBRE", "12-14"), ("HOMBRE", TOTAL), ("MUJER", "12-14"), ("MUJER", TOTAL)]
    assert audit(make(table, hiding(*hidden)), truth={"1": table}, insider=True).passed


def test_the_man_of_one_table_opens_another(make: Make) -> None:
    """The one man of 12 to 14 in the crosstab is the one man in the table of that age group: five less one are four."""
    frame = people(MUJER_12=9, HOMBRE_12=1, INTERSEX_12=4, MUJER_18=9, HOMBRE_18=9, INTERSEX_18=8)
    cross, young = count_by(frame, ["sexo", "grupo_edad"]), count_by(frame, "sexo", where={"grupo_edad": "12-14"})
    releases = {
        "cruce": make(cross, lambda codes, n: TOTAL not in codes and codes[0] != "MUJER"),
        "jóvenes": make(young, hiding(("HOMBRE",), ("INTERSEX",))),
    }
    truth = {"cruce": cross, "jóvenes": young}
    assert audit(releases, truth=truth, insider=False).passed
    told = {finding.table: finding.knower for finding in audit(releases, truth=truth).findings if finding.knower}
    assert told == dict.fromkeys(truth, ("cruce", (("sexo", "HOMBRE"), ("grupo_edad", "12-14"))))


def test_the_summary_says_that_insiders_were_tried_and_never_how_many(two_hidden: tuple[Release, dict]) -> None:
    release, truth = two_hidden
    tried = "También se probó con lo que sabe de sí misma una persona que esté sola en una celda oculta."
    assert audit(release, truth=truth, insider=True).summary().endswith(tried)
    assert tried not in audit(release, truth=truth, insider=False).summary()
