"""What is invented for the tables of field work: inspections, a survey with the flow it stands in, money transfers.

They are about effort, about people in transit and about operations, none of them about victims. DATOS SINTÉTICOS.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

SEED = 20240521


@cache
def load_fieldwork() -> Mapping[str, Any]:
    """The numbers of these tables (``data/fieldwork.toml``)."""
    return tomllib.loads(files(__package__).joinpath("data", "fieldwork.toml").read_text("utf-8"))
