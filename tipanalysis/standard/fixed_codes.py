"""Codes that rules depend on: the total, the hidden cell, three of the reasons for a missing value; years by name."""

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


def is_year(variable: str) -> bool:
    """Whether a variable holds years: its name says so.

    Examples
    --------
    >>> is_year("anio_registro"), is_year("edad")
    (True, False)
    """
    return variable.startswith("anio_")
