"""What is asked for out of place, or cannot be had safely, is refused with a sentence and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from extract.crowds import PAIRS, register_of
from tipanalysis.extract.extract import make_extract
from tipanalysis.words.errors import PolicyError, ReleaseError, TipError

PEOPLE = {"sexo": ["MUJER", "HOMBRE"] * 3, "finalidad": ["SEXUAL"] * 6, "etapa": ["DENUNCIA", "CIERRE", "ND"] * 2}
IMPOSSIBLE = (
    "No hay extracto seguro: ni sin decir nada de las variables indicadas hay {k} personas y {l} valores conocidos "
    "distintos de cada variable delicada. Comparta cuadros (count_by y protect), no registros."
)


@pytest.mark.parametrize(
    ("sensitive", "options", "said"),
    [
        (["etapa"], {"k": 7}, IMPOSSIBLE.format(k=7, l=2)),
        (["finalidad"], {}, IMPOSSIBLE.format(k=5, l=2)),
        (["etapa"], {"diversity": 3}, IMPOSSIBLE.format(k=5, l=3)),
        (["etapa"], {"k": 4}, "El valor de k debe ser un número entero de al menos 5; llegó «4»."),
        (["etapa"], {"k": "5"}, "El valor de k debe ser un número entero de al menos 5; llegó «5»."),
        (["etapa"], {"diversity": 0}, "El valor de l debe ser un número entero de al menos 1; llegó «0»."),
        (
            ["etapa"],
            {"most_suppressed": 5},
            "La parte de los registros que puede suprimirse va de 0 a menos de 1; llegó «5». Escriba, por ejemplo, "
            "0.05.",
        ),
        (
            ["etapa"],
            {"policy": "internal"},
            "La política «internal» es solo para el interior: con ella no se hacen extractos. Use «publication» o "
            "«strict».",
        ),
    ],
)
def test_it_says_what_is_out_of_place(sensitive: list[str], options: dict[str, Any], said: str) -> None:
    with pytest.raises(TipError) as refused:
        make_extract(register_of(PEOPLE), ["sexo"], sensitive, **options)
    assert str(refused.value) == said


def test_a_policy_that_does_not_exist_makes_no_extract() -> None:
    with pytest.raises(PolicyError):
        make_extract(register_of(PEOPLE), ["sexo"], ["etapa"], policy="ninguna")


def test_the_threshold_of_a_stricter_variable_is_the_k() -> None:
    many = {name: column * 10 for name, column in PEOPLE.items()} | {"etnia": ["IGN"] * 60}
    assert make_extract(register_of(many), ["sexo"], ["etapa"]).k == 5
    assert make_extract(register_of(many), ["sexo", "etnia"], ["etapa"]).k == 10
    assert make_extract(register_of(many), ["sexo"], ["etapa"], policy="strict").k == 11


def test_nobody_is_nobody() -> None:
    nobody = register_of({"sexo": ["MUJER"], "etapa": ["ND"]}).where(sexo="HOMBRE")
    with pytest.raises(ReleaseError, match="No hay extracto seguro"):
        make_extract(nobody, ["sexo"], ["etapa"], policy=PAIRS)
