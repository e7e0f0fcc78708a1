"""Codes and limits that rules depend on: total, hidden cell, three reasons for a missing value, years, small n."""

TOTAL = "TOTAL"
"""Stands in a margin where a dimension is summed out."""

SUPPRESSED = "SUP"
"""Stands for a cell that is hidden in a product; never in a record."""

NOT_AVAILABLE = "ND"
"""The source says nothing."""

NOT_APPLICABLE = "NA_"
"""The question does not apply: a reason that leaves nothing open."""

TO_REVIEW = "ERR"
"""A value came that the codebook does not know, or that cannot be."""

NOT_RECORDED = "SIN_DATO"
"""A level that holds all who have no value, whatever the reason: where reasons one by one would be too few to show."""

SMALL = 20
"""Below this denominator a percentage says little."""


def is_year(variable: str) -> bool:
    """Whether a variable holds years: its name says so.

    Examples
    --------
    >>> is_year("anio_registro"), is_year("edad")
    (True, False)
    """
    return variable.startswith("anio_")
