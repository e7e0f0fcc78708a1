"""What linking decides by, from the data files beside the code."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_parameters() -> Mapping[str, Any]:
    """Sizes, distances and thresholds (``data/linking.toml``).

    Examples
    --------
    >>> load_parameters()["near_days"]
    90
    """
    return tomllib.loads(files(__package__).joinpath("data", "linking.toml").read_text("utf-8"))


@cache
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """The points of each level of each comparison (``data/weights.csv``); levels in order, the closest first.

    Examples
    --------
    >>> load_weights()["sexo"]
    {'IGUAL': 0.5, 'DISTINTO': -4.0, 'FALTA': 0.0}
    """
    weights: dict[str, dict[str, float]] = {}
    for row in csv.DictReader(files(__package__).joinpath("data", "weights.csv").read_text("utf-8").splitlines()):
        weights.setdefault(row["comparison"], {})[row["level"]] = float(row["points"])
    return weights
