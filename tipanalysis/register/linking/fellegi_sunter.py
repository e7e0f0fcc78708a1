"""Fellegi and Sunter's model through Splink, on the DuckDB that runs inside the program: weights learnt from the data.

Splink is given the levels of the pairs and not the entries: both linkers compare in the same way. Each pair goes in as
two records that share its number; the levels stand in the first one.
"""

from __future__ import annotations

import logging
from importlib.util import find_spec
from typing import Any

import numpy as np
import pandas as pd

from ...words.errors import InputError
from .compare import MISSING
from .links import COMPARISONS, points_table
from .parameters import load_parameters

_LEAST = 1e-4
"""Share below which a level is not thought to lie, so that what a start excludes can still be learnt."""
_TOGETHER = "evento_ingreso"
"""Event and day of entry as one comparison: people found together also enter together, and the model takes its
comparisons for independent."""

_EXTREMES = (
    {"nombre": "TODAS_3", "escritura": "LETRAS", "nacimiento": "IGUAL", "sexo": "IGUAL"}
    | {"nacionalidad": "IGUAL", _TOGETHER: "IGUAL_CERCA"},
    {"nombre": "UNA", "escritura": "PARECIDA", "nacimiento": "DISTINTA", "sexo": "DISTINTO"}
    | {"nacionalidad": "DISTINTA", _TOGETHER: "DISTINTO_LEJOS"},
)
"""What surely is one person, and what surely is not."""


def estimated(levels: pd.DataFrame, start: np.ndarray) -> tuple[np.ndarray, pd.DataFrame]:
    """The probability of each pair, and the points (log2 of m / u) of each level as the model estimated them.

    Expectation and maximisation over all candidate pairs, from ``start``, what the rules think of them: how often a
    level is found among pairs of one person (m) and among pairs of two (u), and how many pairs are of one. How often
    one person is written down with two quite different birth dates is not estimated but set (``other_birth``):
    sisters found together agree in nearly all else, and the model would take them for one person whose birth changes.

    Raises
    ------
    InputError
        Splink is not installed.
    """
    if find_spec("splink") is None:
        raise InputError("linking_no_splink")
    if levels.empty:
        return np.empty(0), points_table()
    linker = _linker(_with_one_of_each(_texts(levels)), start)
    scored = linker.inference.predict().as_pandas_dataframe().sort_values("n_l").head(len(levels))
    return scored["match_probability"].to_numpy(), points_table(_points(linker))


def _linker(texts: pd.DataFrame, start: np.ndarray) -> Any:
    """A trained linker; ``start`` are the probabilities of the first pairs, those that are true ones."""
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    engine = DuckDBAPI()
    sides = [engine.register(texts, dataset_display_name=side) for side in ("a", "b")]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="n",
        comparisons=[_comparison(texts[name].head(len(start)), start) for name in texts.columns.drop("n")],
        blocking_rules_to_generate_predictions=[block_on("n")],
        probability_two_random_records_match=float(np.clip(start.mean(), _LEAST, 1 - _LEAST)),
        retain_matching_columns=False,
        max_iterations=load_parameters()["splink"]["iterations"],
    )
    linker = Linker(sides, settings, log_level=logging.ERROR)
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("n"),
        fix_u_probabilities=False,
        populate_probability_two_random_records_match_from_trained_values=True,
    )
    return linker


def _texts(levels: pd.DataFrame) -> pd.DataFrame:
    """Levels as text, one row per pair, with its number ``n``."""
    texts = levels[list(COMPARISONS)].astype("str").reset_index(drop=True)
    both = texts["evento"] + "_" + texts["ingreso"]
    texts[_TOGETHER] = both.where((texts["evento"] != MISSING) | (texts["ingreso"] != MISSING), MISSING)
    return texts.drop(columns=["evento", "ingreso"]).assign(n=np.arange(len(texts)))


def _with_one_of_each(texts: pd.DataFrame) -> pd.DataFrame:
    """The pairs and, for each level, one more that all else joins and one that all else parts: no share gets zero."""
    names = texts.columns.drop("n")
    alone = [(name, level) for name in names for level in sorted(set(texts[name]) - {MISSING})]
    more = pd.DataFrame([rest | {name: level} for name, level in alone for rest in _EXTREMES], columns=names)
    more["n"] = len(texts) + np.arange(len(more))
    return pd.concat([texts, more], ignore_index=True)


def _comparison(found: pd.Series, start: np.ndarray) -> dict[str, Any]:
    """The levels of one comparison that occur, each with its share among likely and unlikely pairs to start from."""
    name, known = found.name, (found != MISSING).to_numpy()
    levels = [_level(found, level, known, start) for level in sorted(set(found) - {MISSING})]
    missing = {"sql_condition": f"{name}_l = '{MISSING}'", "label_for_charts": MISSING, "is_null_level": True}
    return {"output_column_name": name, "comparison_levels": [missing, *levels]}


def _level(found: pd.Series, level: str, known: np.ndarray, start: np.ndarray) -> dict[str, Any]:
    inside = (found == level).to_numpy()
    fixed = (found.name, level) == ("nacimiento", "DISTINTA")
    m = load_parameters()["splink"]["other_birth"] if fixed else _share(inside, known, start)
    return {
        "sql_condition": f"{found.name}_l = '{level}'",
        "label_for_charts": level,
        "m_probability": m,
        "u_probability": _share(inside, known, 1 - start),
        "fix_m_probability": fixed,
    }


def _share(inside: np.ndarray, known: np.ndarray, weight: np.ndarray) -> float:
    return float(max(weight[inside].sum() / max(weight[known].sum(), _LEAST), _LEAST))


def _points(linker: Any) -> dict[str, dict[str, float]]:
    """log2(m / u) of each level, and of the base the odds of a pair before anything is compared."""
    model = linker.misc.save_model_to_json()
    prior = model["probability_two_random_records_match"]
    table = {"base": {"base": float(np.log2(prior / (1 - prior)))}}
    for comparison in model["comparisons"]:
        table[comparison["output_column_name"]] = {
            level["label_for_charts"]: float(np.log2(level["m_probability"] / level["u_probability"]))
            for level in comparison["comparison_levels"]
            if not level.get("is_null_level")
        }
    return table
