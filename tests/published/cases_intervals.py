"""Intervals for one proportion and one count."""

from __future__ import annotations

from functools import partial

from published.case import fields_of
from tipanalysis.analysis import count_ci, proportion_ci

NEWCOMBE = "Newcombe (1998) Statistics in Medicine 17:857-872, table I"
DESCTOOLS = "Jeffreys limits of the same samples: R DescTools BinomCI"
TABLE_1 = {
    "wilson": ("0.2553 0.3662", "0.0624 0.1605", "0.0000 0.1611", "0.0061 0.1718"),
    "clopper-pearson": ("0.2527 0.3676", "0.0578 0.1617", "0.0000 0.1684", "0.0009 0.1776"),
    "midp": ("0.2544 0.3658", "0.0601 0.1581", "0.0000 0.1391", "0.0017 0.1585"),
    "jeffreys": ("0.2545 0.3656", "0.0604 0.1576", "0.0000 0.1166", "0.0037 0.1501"),
}
SAMPLES = ((81, 263), (15, 148), (0, 20), (1, 29))

BYAR = "Byar's limits (Breslow & Day 1987): test data of PHEindicatormethods 2.1.0"
COUNTS = {
    (65, 0.95): {"lower": "50.1631877105", "upper": "82.8491385459"},
    (1045, 0.95): {"lower": "982.593201807", "upper": "1110.33121299"},
    (1, 0.95): {"lower": "0.0130721329015", "upper": "5.56375558248"},
    (65, 0.998): {"lower": "42.8802614715", "upper": "94.0002908443"},
    (1045, 0.998): {"lower": "947.940703561", "upper": "1148.80616099"},
    (10, 0.998): {"lower": "2.91631837470", "upper": "24.1937249279"},
    (1, 0.998): {"upper": "9.36218021791"},
}
EXACT = "Exact Poisson limits: Pearson & Hartley, Biometrika tables, table 40"
FEW = {
    0: {"lower": "0.000", "upper": "3.69"},
    1: {"lower": "0.0253", "upper": "5.57"},
    5: {"lower": "1.62", "upper": "11.67"},
    9: {"lower": "4.12", "upper": "17.08"},
}

TINY = "Wilson (1927) and Clopper & Pearson (1934) by hand: two of two is not certainty"

CASES = [
    *(
        number
        for method, rows in TABLE_1.items()
        for (x, n), limits in zip(SAMPLES, rows, strict=True)
        for number in fields_of(
            "proportion-newcombe-1998-table1",
            DESCTOOLS if method == "jeffreys" else NEWCOMBE,
            f"{method} {x}/{n}",
            dict(zip(("lower", "upper"), limits.split(), strict=True)),
            partial(proportion_ci, x, n, method),
        )
    ),
    *(
        number
        for (x, level), limits in COUNTS.items()
        for number in fields_of(
            "rate-byar-count-ci", BYAR, f"Byar {x} ({level:g})", limits, partial(count_ci, x, level, method="byar")
        )
    ),
    *(
        number
        for x, limits in FEW.items()
        for number in fields_of("count-exact-poisson-table", EXACT, f"exact {x}", limits, partial(count_ci, x))
    ),
    *(
        number
        for method, lower in {"wilson": "0.34238022751", "clopper-pearson": "0.15811388301"}.items()
        for number in fields_of(
            "edge-tiny-group-interval",
            TINY,
            f"{method} 2/2",
            {"lower": lower, "upper": "1.000000000"},
            partial(proportion_ci, 2, 2, method),
        )
    ),
]
