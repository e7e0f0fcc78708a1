"""A function and a module of one name hide each other, by whichever was asked for first."""

from __future__ import annotations

from pathlib import Path

import tipanalysis.analysis


def test_no_public_name_of_the_numeric_layer_is_the_name_of_a_module() -> None:
    modules = {path.stem for path in Path(tipanalysis.analysis.__file__).parent.glob("*.py")}
    assert modules & set(tipanalysis.analysis.__all__) == set()
