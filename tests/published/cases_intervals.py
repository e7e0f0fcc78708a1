"""Intervals for one proportion and one count."""

from published.case import Published
from tipanalysis.analysis.intervals import proportion_ci

NEWCOMBE = "Newcombe (1998) Statistics in Medicine 17:857-872, table I"
TABLE_1 = {
    (81, 263): ("0.2553", "0.3662"),
    (15, 148): ("0.0624", "0.1605"),
    (0, 20): ("0.0000", "0.1611"),
    (1, 29): ("0.0061", "0.1718"),
}

CASES = [
    Published(
        "proportion-newcombe-1998-table1",
        NEWCOMBE,
        f"Wilson {x}/{n} {side}",
        printed,
        lambda x=x, n=n, side=side: getattr(proportion_ci(x, n), side),
    )
    for (x, n), limits in TABLE_1.items()
    for side, printed in zip(("lower", "upper"), limits, strict=True)
]
