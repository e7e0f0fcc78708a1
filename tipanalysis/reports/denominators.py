"""One count over several denominators: who is first over one may be last over another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..analysis.denominators import three_denominators
from ..analysis.estimates import Estimates
from ..counts.count import count_by
from ..register.register import Register
from ..release.release import Release
from .passage import Passage, paragraph

if TYPE_CHECKING:
    from ..charts.picture import Picture

MEASURES = {"share": "sobre_todas", "within": "sobre_su_grupo"}


def denominator_tables(register: Register, variables: Sequence[str], unit: str | None) -> dict[str, Estimates]:
    """The people by the first two variables, as a share of everyone and of their group; nothing for one variable."""
    if len(variables) < 2:
        return {}
    measures = three_denominators(count_by(register, list(variables[:2]), unit=unit), variables[0])
    return {name: measures[measure] for measure, name in MEASURES.items()}


def draw_shares(releases: Mapping[str, Release]) -> Picture | Passage:
    """A panel for each denominator; a sentence where no share can be shown."""
    from ..charts.denominators import draw_denominators

    measures = {measure: releases[name] for measure, name in MEASURES.items() if name in releases}
    frames = [release.frame for release in measures.values()]
    shown = [((frame["status"] == "shown") & (frame["estimate"] > 0)).any() for frame in frames]
    return draw_denominators(measures) if shown and all(shown) else paragraph("denominators_hidden")
