"""What a cube refuses, and how it says so."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.counts.cube import cube
from tipanalysis.words.errors import CountsError
from tipanalysis.words.settings import using

FRAME = pd.DataFrame({"sexo": ["MUJER"], "origen": ["NACIONAL"], "peso": [0.5]})

CALLS = {
    "no variables": (
        lambda: cube(FRAME, []),
        'Un cubo necesita al menos una variable. Escriba, por ejemplo, cube(registro, ["sexo", "grupo_edad"]).',
        'A cube needs at least one variable. Write, for example, cube(registro, ["sexo", "grupo_edad"]).',
    ),
    "a variable twice": (
        lambda: cube(FRAME, ["sexo", "sexo"]),
        "Una variable aparece dos veces: sexo, sexo. Escriba cada variable una sola vez.",
        "A variable appears twice: sexo, sexo. Write each variable only once.",
    ),
    "no order": (
        lambda: cube(FRAME, "sexo", 0),
        "«0» no puede ser el orden de un cubo. Se esperaba un número entero desde 1: de cuántas variables, como "
        "máximo, es cada cuadro. Escriba, por ejemplo, order=3.",
        "“0” cannot be the order of a cube. A whole number from 1 on was expected: of how many variables, at most, "
        "each table is. Write, for example, order=3.",
    ),
    "a column that is not there": (
        lambda: cube(FRAME, ["sexo", "edad"]),
        "La tabla no tiene la columna: edad. Hay: sexo, origen, peso. Revise cómo está escrito el nombre.",
        "The table has no column: edad. Available: sexo, origen, peso. Check how the name is written.",
    ),
    "a variable that the cube does not have": (
        lambda: cube(FRAME, ["sexo", "origen"]).counts("edad"),
        "El cubo no tiene la variable: edad. Hay: sexo, origen. Revise cómo está escrito el nombre o haga el cubo "
        "con esa variable.",
        "The cube has no variable: edad. Available: sexo, origen. Check how the name is written, or make the cube "
        "with that variable.",
    ),
    "more variables than the order": (
        lambda: cube(FRAME, ["sexo", "origen"], 1).table(["origen", "sexo"]),
        "El cubo guarda cuadros de 1 variables como máximo; se pidió: origen, sexo. Pida menos variables o haga el "
        "cubo con un orden mayor.",
        "The cube keeps tables of at most 1 variables; the request was for: origen, sexo. Ask for fewer variables, "
        "or make the cube with a higher order.",
    ),
    "counts of weights that are not whole": (
        lambda: cube(FRAME, "sexo", weight="peso").counts("sexo"),
        "Los pesos de este cubo no son números enteros (suman 0.5), así que sus celdas no cuentan personas. Use "
        "table(), que da las sumas.",
        "The weights of this cube are not whole numbers (they add up to 0.5), so its cells do not count people. Use "
        "table(), which gives the sums.",
    ),
    "a code that is not there": (
        lambda: cube(FRAME, "sexo", where={"sexo": "MUJR"}),
        "La variable «sexo» trae valores que el libro de códigos no conoce: MUJR. Lea el archivo con"
        " read_register(), que los codifica y anota, o agréguelos al libro de códigos.",
        "The variable “sexo” holds values that the codebook does not know: MUJR. Read the file with"
        " read_register(), which codes and logs them, or add them to the codebook.",
    ),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_call_says_what_came_and_what_to_do(call):
    wrong, es, en = CALLS[call]
    with pytest.raises(CountsError) as caught:
        wrong()
    assert str(caught.value) == es
    with using(lang="en"):
        assert str(caught.value) == en
