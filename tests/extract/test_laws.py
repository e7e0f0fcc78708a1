"""What holds of every extract, whatever the register: classes, values, rows, margins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from extract.crowds import LEVELS, PAIRS, crowd, register_of
from tipanalysis.extract.extract import Extract, make_extract
from tipanalysis.register.register import Register
from tipanalysis.words.errors import ReleaseError

QUASI = ("sexo", "grupo_edad", "nacionalidad", "anio_registro")
SENSITIVE = ("finalidad", "etapa")
UNKNOWN = {"NP", "PNR", "NS", "ND", "IGN", "ERR"}


@pytest.fixture(params=(0, 1, 4, 7), ids=lambda seed: f"seed {seed}")
def drawn(request: pytest.FixtureRequest) -> Register:
    several = ("nacionalidad", "finalidad") if request.param % 2 else ()
    return crowd(request.param, 60 + 30 * request.param, (*QUASI, *SENSITIVE), several=several)


def told_of(extract: Extract, row: dict[str, str], variables: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row[column] for name in variables for column in extract.quasi[name])


def values_of(extract: Extract, row: dict[str, str], name: str) -> frozenset[str]:
    """The known values of a sensitive variable in a row."""
    columns = extract.sensitive[name]
    held = (
        {row[name]}
        if columns == (name,)
        else {column.removeprefix(f"{name}_") for column in columns if row[column] == "1"}
    )
    return frozenset(held - UNKNOWN)


def classes_by_every_subset(extract: Extract) -> Iterator[list[dict[str, str]]]:
    rows = extract.records.to_dict("records")
    for size in range(1, len(extract.quasi) + 1):
        for names in combinations(extract.quasi, size):
            classes = defaultdict(list)
            for row in rows:
                classes[told_of(extract, row, names)].append(row)
            yield from classes.values()


def test_every_class_of_every_subset_is_large_and_differs(drawn: Register) -> None:
    extract = make_extract(drawn, QUASI, SENSITIVE, k=4, diversity=2, policy=PAIRS)
    for rows in classes_by_every_subset(extract):
        assert len(rows) >= 4
        for name in SENSITIVE:
            held = [values for row in rows if (values := values_of(extract, row, name))]
            assert not held or (len(set(held)) >= 2 and not frozenset.intersection(*held))


def test_nobody_disappears_and_what_is_sensitive_keeps_its_margin(drawn: Register) -> None:
    extract = make_extract(drawn, QUASI, SENSITIVE, k=5, policy=PAIRS)
    assert len(extract.records) == len(drawn)
    for name in SENSITIVE:
        before = drawn.children[name][name] if name in drawn.children else drawn.records[name]
        columns = extract.sensitive[name]
        after = (
            extract.records[name].value_counts().to_dict()
            if columns == (name,)
            else {column.removeprefix(f"{name}_"): int((extract.records[column] == "1").sum()) for column in columns}
        )
        assert after == {code: n for code, n in before.astype("str").value_counts().to_dict().items() if n}
    assert not extract.records.isna().any(axis=None)


def test_only_what_was_named_leaves(drawn: Register) -> None:
    extract = make_extract(drawn, ("sexo",), ("finalidad",), policy=PAIRS)
    assert {column.split("_")[0] for column in extract.records} == {"sexo", "finalidad"}
    assert list(extract.records.index) == list(range(len(drawn)))


def test_a_larger_k_never_loses_less(drawn: Register) -> None:
    losses = [make_extract(drawn, QUASI, ["etapa"], k=k, policy=PAIRS).loss["loss"].iloc[0] for k in (2, 4, 12)]
    assert losses == sorted(losses)
    assert losses[0] < losses[-1]


def test_neither_the_order_of_rows_nor_of_names_nor_of_labels_changes_anything(drawn: Register) -> None:
    extract = make_extract(drawn, QUASI, SENSITIVE, k=4, policy=PAIRS)
    mixed = drawn.records.sample(frac=1, random_state=1).reset_index(drop=True)
    for name in mixed.columns.drop("id"):
        mixed[name] = mixed[name].cat.reorder_categories(list(reversed(mixed[name].cat.categories)))
    other = make_extract(replace(drawn, records=mixed), QUASI[::-1], SENSITIVE, k=4, policy=PAIRS)
    columns = list(extract.records.columns)
    again = other.records[columns].sort_values(columns, ignore_index=True)
    pd.testing.assert_frame_equal(again, extract.records)


def test_the_rows_stand_in_the_order_of_their_values(drawn: Register) -> None:
    records = make_extract(drawn, QUASI, SENSITIVE, k=4, policy=PAIRS).records
    rows = list(records.itertuples(index=False, name=None))
    assert rows == sorted(rows)


def test_five_applications_of_one_person_are_one_person() -> None:
    people = {
        "id_persona": ["P1"] * 5 + [f"P{i}" for i in range(2, 22)],
        "sexo": ["INTERSEX"] * 5 + ["MUJER", "HOMBRE"] * 10,
        "finalidad": ["SEXUAL", "LABORAL", "OTRAS"] * 8 + ["SEXUAL"],
    }
    five = make_extract(register_of(people), ["sexo"], ["finalidad"], most_suppressed=0)
    assert set(five.records["sexo"]) == {"*"}
    people["id_persona"][:5] = ["A", "B", "ND", "ND", "E"]
    apart = make_extract(register_of(people), ["sexo"], ["finalidad"], most_suppressed=0)
    assert set(apart.records["sexo"]) == {"INTERSEX", "MUJER", "HOMBRE"}


def test_records_suppressed_are_safe_together() -> None:
    people = {"sexo": ["INTERSEX"] + ["MUJER"] * 50 + ["HOMBRE"] * 6, "etapa": ["DENUNCIA", "ASISTENCIA", "ND"] * 19}
    extract = make_extract(register_of(people), ["sexo"], ["etapa"], k=5, most_suppressed=0.2)
    assert extract.records["sexo"].value_counts().to_dict() == {"MUJER": 50, "SUPRIMIDO": 7}
    strict = make_extract(register_of(people), ["sexo"], ["etapa"], k=5, most_suppressed=0.1)
    assert set(strict.records["sexo"]) == {"*"}


def test_loss_is_told_by_sex_and_origin_and_adds_up() -> None:
    register = crowd(3, 200, (*QUASI, *SENSITIVE))
    loss = make_extract(register, QUASI, SENSITIVE, k=4, policy=PAIRS).loss
    total, by_sex = loss.iloc[0], loss[loss["variable"] == "sexo"]
    assert (by_sex["n"].sum(), by_sex["suppressed"].sum()) == (total["n"], total["suppressed"])
    assert np.average(by_sex["loss"], weights=by_sex["n"]) == pytest.approx(total["loss"])
    assert set(by_sex["code"]) == set(register.records["sexo"].astype("str")) <= set(LEVELS["sexo"])


def test_an_extract_shows_no_record_and_is_not_made_by_hand() -> None:
    extract = make_extract(crowd(0, 90, (*QUASI, *SENSITIVE)), QUASI, SENSITIVE, k=4, policy=PAIRS)
    text = repr(extract)
    assert text.startswith("Extract(90 × solicitud, 4 + 2 variables, k=4, l=2, ")
    assert not any(code in text for codes in LEVELS.values() for code in codes)
    assert repr(extract.before) == "Risk(k=4, 15 combinations, 4 groups)"
    with pytest.raises(ReleaseError, match="Un extracto solo lo hace make_extract"):
        replace(extract, k=2)
