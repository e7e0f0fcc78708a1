"""Invented records: marked, of the budget given, and compared with the true counts order by order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

import tipanalysis as tip
from extract.crowds import LEVELS, crowd, register_of
from tipanalysis.extract import synthetic
from tipanalysis.extract.synthetic import MARK, OPEN, Synthetic, synthesise
from tipanalysis.words.errors import InputError, ReleaseError

needs_package = pytest.mark.skipif(find_spec("pacsynth") is None, reason="needs pac-synth, of the extra sintesis")
NAMES = ("sexo", "grupo_edad", "nacionalidad", "finalidad")


@contextmanager
def drawing(monkeypatch: pytest.MonkeyPatch, invented: pd.DataFrame) -> Iterator[None]:
    """The synthesis draws exactly these records."""
    with monkeypatch.context() as patch:
        patch.setattr(synthetic, "find_spec", lambda name: object())
        patch.setattr(synthetic, "_invented", lambda real, epsilon, delta: invented)
        yield


@needs_package
def test_every_row_is_marked_and_holds_nothing_but_codes() -> None:
    made = synthesise(crowd(1, 400, NAMES, several=("finalidad",)), NAMES, epsilon=20)
    assert set(made.records[MARK]) == {"SINTÉTICO"}
    for name in NAMES[:3]:
        assert set(made.records[name]) <= {*LEVELS[name], OPEN}
    held = {column.removeprefix("finalidad_") for column in made.variables["finalidad"]}
    assert held <= set(LEVELS["finalidad"])
    assert len(held) > 1
    assert len(made.records) == pytest.approx(400, abs=40)


@needs_package
def test_a_larger_budget_gives_more_likeness() -> None:
    register = crowd(2, 500, NAMES)
    little, much = (synthesise(register, NAMES, epsilon=epsilon).utility for epsilon in (2, 100))
    assert (much["kept"][:3] > little["kept"][:3]).all()
    assert much["kept"].iloc[0] == 1
    assert much["error"].iloc[2] < little["error"].iloc[2]


@needs_package
def test_two_runs_differ() -> None:
    """Noise that could be repeated could be taken away."""
    register = crowd(3, 300, NAMES)
    one, other = (synthesise(register, NAMES, epsilon=1).records for _ in range(2))
    assert not one.equals(other)


@needs_package
def test_where_only_noise_is_left_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    class Panicking:
        def __init__(self, parameters: object) -> None:
            pass

        def fit(self, dataset: object) -> None:
            raise PanicException("adding noise to number of records resulted in a negative number")

    monkeypatch.setattr("pacsynth.DpAggregateSeededSynthesizer", Panicking)
    with pytest.raises(InputError) as refused:
        synthesise(crowd(0, 20, NAMES), NAMES, 0.01)
    assert str(refused.value) == (
        "Con epsilon 0.01 el ruido no dejó ningún registro. Use un epsilon mayor, menos variables o más años; o "
        "comparta cuadros."
    )


def test_the_utility_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    real = {"sexo": ["MUJER", "MUJER", "MUJER", "HOMBRE"], "grupo_edad": ["18-24", "18-24", "12-14", "12-14"]}
    invented = pd.DataFrame({"sexo": ["MUJER", "MUJER", "HOMBRE"], "grupo_edad": ["18-24", OPEN, "18-24"]}, dtype="str")
    with drawing(monkeypatch, invented):
        made = synthesise(register_of(real), ["sexo", "grupo_edad"], epsilon=1)
    found = made.utility.to_dict("split")["data"]
    assert found == [
        # sexo 3-2, 1-1; grupo_edad 2-2, 2-0
        ["TOTAL", "TOTAL", 1, 4, 0.75, 0, pytest.approx(3 / 4)],
        # women 18-24 2-1, women 12-14 1-0, men 12-14 1-0, men 18-24 0-1
        ["TOTAL", "TOTAL", 2, 3, pytest.approx(1 / 3), 1, pytest.approx(4 / 4)],
        ["sexo", "HOMBRE", 1, 2, 0.5, 1, pytest.approx(2 / 3)],
        ["sexo", "HOMBRE", 2, 1, 0.0, 1, pytest.approx(2 / 2)],
        ["sexo", "MUJER", 1, 3, pytest.approx(2 / 3), 0, pytest.approx(3 / 3)],
        ["sexo", "MUJER", 2, 2, 0.5, 0, pytest.approx(2 / 2)],
    ]
    assert made.records.to_dict("split")["data"] == [
        ["HOMBRE", "18-24", "SINTÉTICO"],
        ["MUJER", "18-24", "SINTÉTICO"],
        ["MUJER", OPEN, "SINTÉTICO"],
    ]


def test_a_group_that_vanished_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = {"sexo": ["MUJER", "HOMBRE"], "grupo_edad": ["18-24", "12-14"]}
    with drawing(monkeypatch, pd.DataFrame({"sexo": ["MUJER"], "grupo_edad": ["18-24"]}, dtype="str")):
        utility = synthesise(register_of(real), ["sexo", "grupo_edad"], epsilon=1).utility
    assert utility[utility["code"] == "HOMBRE"]["kept"].tolist() == [0.0, 0.0]


def test_who_has_several_records_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    register = register_of({"id_persona": ["A", "A", "A", "B"], "sexo": ["MUJER"] * 4})
    with drawing(monkeypatch, pd.DataFrame({"sexo": ["MUJER"] * 3}, dtype="str")):
        made = synthesise(register, ["sexo"], epsilon=2)
    assert made.most_records == 3
    assert repr(made) == "Synthetic(3 × solicitud, 1 variables, epsilon=2, delta=1e-05)"
    with pytest.raises(ReleaseError, match="Los registros inventados solo los hace synthesise"):
        replace(made, epsilon=1.0)
    assert isinstance(made, Synthetic)


@pytest.mark.parametrize("epsilon", [0, 0.009, -1, float("nan"), None, True])
def test_a_budget_must_be_given(epsilon: float) -> None:
    with pytest.raises(InputError, match="El valor de epsilon debe ser un número de al menos"):
        synthesise(crowd(0, 20, NAMES), NAMES, epsilon)


def test_without_the_package_it_says_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthetic, "find_spec", lambda name: None)
    with pytest.raises(InputError) as refused:
        synthesise(crowd(0, 20, NAMES), NAMES, 1)
    assert refused.value.both() == (
        "Los registros inventados necesitan el paquete pac-synth, que no está instalado. Instálelo con: pip install "
        "pac-synth; o haga un extracto sin --synthetic.\n"
        "Invented records need the package pac-synth, which is not installed. Install it with: pip install pac-synth; "
        "or make an extract without --synthetic."
    )


def test_what_may_not_leave_an_extract_is_not_synthesised_either() -> None:
    register = register_of({"id_persona": ["A", "B"], "sexo": ["MUJER", "HOMBRE"]})
    with pytest.raises(InputError, match="«id_persona» no sale en un extracto"):
        synthesise(register, ["id_persona"], 1)


def test_the_file_and_what_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from tipanalysis.reports.synthetic_extract import synthetic_file, utility_lines

    source = Path(__file__).resolve().parents[2] / "datasets" / "registro_limpio"
    real = tip.read_register(source).records[["sexo"]].astype("str")
    with drawing(monkeypatch, real.head(600)):
        made = synthetic_file(source, None, tmp_path / "sale", ["sexo"], 2).made
    assert sorted(path.name for path in (tmp_path / "sale").iterdir()) == [
        "diccionario.csv",
        "nota.html",
        "sintetico.csv",
        "utilidad_interna.csv",
    ]
    lines = list(utility_lines(made))
    assert lines[0] == (
        "Hay una persona con 2 registros; la promesa es por registro, y para ella equivale a epsilon 4."
    )
    assert lines[1].startswith("Total, de 1 en 1: casillas verdaderas 2, se conservan 100,0\xa0%; ")
    known = pd.read_csv(tmp_path / "sale" / "diccionario.csv", dtype="str")
    assert known.iloc[-1].tolist() == [
        "sintetico",
        "Marca de registro inventado",
        "SINTÉTICO",
        "Registro inventado: no corresponde a ninguna persona",
    ]
    assert "REGISTROS SINTÉTICOS: ningún renglón es una persona" in (tmp_path / "sale" / "nota.html").read_text("utf-8")
