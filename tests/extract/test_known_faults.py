"""What other tools let through, and that no extract may: missing values that match all, subsets not looked at."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from extract.crowds import PAIRS, register_of
from tipanalysis.extract.extract import make_extract
from tipanalysis.extract.proof import prove
from tipanalysis.extract.risk import measure_risk
from tipanalysis.words.errors import ReleaseError

MISSING = {
    "sexo": ["MUJER", "MUJER", "HOMBRE", "HOMBRE", "ND"],
    "mayoria_edad": ["18+", "18+", "18+", "18+", "18+"],
    "etapa": ["DENUNCIA", "ASISTENCIA"] * 2 + ["CIERRE"],
}
"""The person whose sex is not known stands alone (sdcMicro, issue 225)."""


def proof(frame: pd.DataFrame, quasi: list[str], sensitive: list[str], k: int = 2, diversity: int = 1) -> None:
    columns = [{name: (name,) for name in names} for names in (quasi, sensitive)]
    prove(frame, pd.Series(range(len(frame))), *columns, k=k, diversity=diversity)


def matching(frame: pd.DataFrame, missing: str) -> list[int]:
    """How many records each one is like, if a missing value is like any other: the counting that lets it through."""
    rows = frame.to_dict("records")
    alike = [[all(missing in (a[name], b[name]) or a[name] == b[name] for name in a) for b in rows] for a in rows]
    return [sum(line) for line in alike]


def test_a_missing_value_matches_no_other() -> None:
    frame = pd.DataFrame(MISSING)
    assert min(matching(frame[["sexo", "mayoria_edad"]], "ND")) >= 2
    risk = measure_risk(register_of(MISSING), ["sexo", "mayoria_edad"], k=2)
    assert risk.groups[["unique", "below"]].iloc[0].tolist() == [1, 1]
    with pytest.raises(ReleaseError) as refused:
        proof(frame, ["sexo", "mayoria_edad"], [])
    assert str(refused.value) == (
        "El extracto no pasó su segunda medición: con sexo hay grupos de menos de 2 personas. No se entrega nada. "
        "Avise a quien mantiene el programa."
    )
    extract = make_extract(
        register_of(MISSING), ["sexo", "mayoria_edad"], ["etapa"], policy=PAIRS, diversity=1, most_suppressed=0
    )
    assert set(extract.records["sexo"]) == {"*"}


def test_what_was_suppressed_matches_no_other() -> None:
    frame = pd.DataFrame({"sexo": ["MUJER", "MUJER", "SUPRIMIDO"], "mayoria_edad": ["18+", "18+", "18+"]})
    assert min(matching(frame, "SUPRIMIDO")) >= 2
    with pytest.raises(ReleaseError, match="con sexo hay grupos"):
        proof(frame, ["sexo", "mayoria_edad"], [])


def test_all_pairs_are_large_and_all_three_are_not() -> None:
    """sdcMicro, issue 352: the combinations asked for were mended one after the other, and some stayed small."""
    frame = pd.DataFrame(product(("MUJER", "HOMBRE"), ("00-17", "18+"), ("2018", "2019")), columns=list("abc"))
    proof(frame[["a", "b"]], ["a", "b"], [])
    proof(frame[["b", "c"]], ["b", "c"], [])
    with pytest.raises(ReleaseError, match="con a, b, c hay grupos de menos de 2 personas"):
        proof(frame, ["a", "b", "c"], [])


def test_mending_one_combination_breaks_another() -> None:
    """Suppressing single values of a record makes new small combinations with the value that is missing now."""
    frame = pd.DataFrame({"a": ["x", "x", "ND", "y", "y", "y"], "b": ["1", "1", "1", "2", "2", "ND"]})
    with pytest.raises(ReleaseError, match="con a hay grupos"):
        proof(frame, ["a", "b"], [])


@pytest.mark.parametrize(
    ("held", "is_alike"),
    [
        (["SEXUAL", "SEXUAL", "SEXUAL"], True),
        (["SEXUAL", "ND", "ND"], True),
        (["SEXUAL", "LABORAL", "ND"], False),
        (["ND", "IGN", "ND"], False),
        (["SEXUAL", "NA_", "ND"], False),
    ],
)
def test_values_alike_in_a_class_are_found_by_search_and_proof(held: list[str], is_alike: bool) -> None:
    people = {"sexo": ["MUJER"] * 3 + ["HOMBRE"] * 4, "finalidad": [*held, "SEXUAL", "LABORAL", "OTRAS", "ND"]}
    if is_alike:
        with pytest.raises(ReleaseError, match="con sexo hay grupos en que casi no varía finalidad"):
            proof(pd.DataFrame(people), ["sexo"], ["finalidad"], diversity=2)
    else:
        proof(pd.DataFrame(people), ["sexo"], ["finalidad"], diversity=2)
    extract = make_extract(register_of(people), ["sexo"], ["finalidad"], policy=PAIRS, most_suppressed=0)
    assert (set(extract.records["sexo"]) == {"*"}) == is_alike


def test_a_value_that_all_have_among_others_is_learnt() -> None:
    """Two different sets are two patterns, and still everybody suffered the same."""
    people = {
        "sexo": ["MUJER"] * 3 + ["HOMBRE"] * 4,
        "finalidad": [["SEXUAL"], ["SEXUAL", "LABORAL"], ["ND"], ["SEXUAL"], ["LABORAL"], ["OTRAS"], ["ND"]],
    }
    register = register_of(people)
    assert measure_risk(register, ["sexo"], ["finalidad"], k=2).diversity["fewest"].tolist() == [1]
    extract = make_extract(register, ["sexo"], ["finalidad"], policy=PAIRS, most_suppressed=0)
    assert set(extract.records["sexo"]) == {"*"}
    columns = {"finalidad": extract.sensitive["finalidad"]}
    untouched = pd.DataFrame({"sexo": people["sexo"]})
    for code in ("SEXUAL", "LABORAL", "OTRAS", "ND"):
        untouched[f"finalidad_{code}"] = ["1" if code in each else "0" for each in people["finalidad"]]
    with pytest.raises(ReleaseError, match="casi no varía finalidad"):
        prove(untouched, pd.Series(range(7)), {"sexo": ("sexo",)}, columns, k=2, diversity=2)


def test_an_empty_cell_is_refused() -> None:
    with pytest.raises(ReleaseError, match="hay celdas vacías"):
        proof(pd.DataFrame({"sexo": ["MUJER", None, None]}), ["sexo"], [])


def test_what_the_search_gets_wrong_does_not_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that recodes nothing: the second measurement refuses its records, and names no value of them."""
    import numpy as np

    from tipanalysis.extract import extract as module
    from tipanalysis.extract.search import Recoding

    def careless(ladders: dict, persons: np.ndarray, *_: object) -> Recoding:
        return Recoding(dict.fromkeys(ladders, 0), np.zeros(len(persons), bool), np.zeros(len(persons)))

    monkeypatch.setattr(module, "find_recoding", careless)
    with pytest.raises(ReleaseError) as refused:
        make_extract(register_of(MISSING), ["sexo"], ["etapa"], policy=PAIRS)
    assert refused.value.both() == (
        "El extracto no pasó su segunda medición: con sexo hay grupos de menos de 2 personas. No se entrega nada. "
        "Avise a quien mantiene el programa.\n"
        "The extract failed its second measurement: by sexo there are groups of fewer than 2 persons. Nothing is "
        "handed over. Tell those who maintain the program."
    )
