"""Directly and indirectly standardised rates."""

from __future__ import annotations

from functools import partial

from published.case import Published, fields_of
from tipanalysis.analysis import standardised_rate, standardised_ratio

PHE = "Test data of PHEindicatormethods 2.1.0 (UKHSA); Dobson et al. (1991); Breslow & Day (1987)"
EUROPE_2013 = (5000, *[5500] * 3, *[6000] * 2, 6500, *[7000] * 4, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000)
PEOPLE = (636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207)
WITH_A_GAP = (*PEOPLE[:2], None, *PEOPLE[3:])
BIG = (127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91)
SMALL = (12, 4, 3, 2, 3, 4, 8, 2, 2, 3, 4, 5, 6, 8, 5, 6, 5, 5, 4)
TINY = (0, 0, None, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 2, 3)
REFERENCE = (
    *(10303, 2824, 0, 3615, 3641, 3490, 3789, 3213, 3031, 2771),
    *(3089, 3490, 3595, 4745, 5514, 7125, 5694, 6210, 5757),
)
REFERENCE_GAP = (*REFERENCE[:2], None, *REFERENCE[3:])
REFERENCE_PEOPLE = (
    *(50520, 57173, 60213, 54659, 44345, 50128, 62163, 67423, 62899, 55463),
    *(60479, 49974, 44140, 40888, 37239, 30819, 18136, 15325, 13918),
)

DIRECT = {
    ("big", BIG, 0.95): ("10430.2479915", "9717.70906799", "11178.9409155"),
    ("big", BIG, 0.998): ("10430.2479915", "9323.28788022", "11620.5959995"),
    ("small", SMALL, 0.95): ("1103.21202530", "877.455767537", "1367.08822273"),
    ("small", SMALL, 0.998): ("1103.21202530", "763.642035794", "1530.03289482"),
}
INDIRECT = {
    ("big", BIG, PEOPLE, REFERENCE): ("1.07072329390", "1.00171477126", "1.14323328725", "10011.1376221"),
    ("small", SMALL, PEOPLE, REFERENCE): ("0.108866837704", "0.0876504010183", "0.133665763284", "1017.89220515"),
    ("tiny", TINY, WITH_A_GAP, REFERENCE_GAP): (
        *("0.0107670498828", "0.00492338082510", "0.0204392145555", "100.670657652"),
    ),
}
FIELDS = ("estimate", "lower", "upper")

CASES = [
    *(
        number
        for (name, x, level), printed in DIRECT.items()
        for number in fields_of(
            "rate-direct-age-standardised",
            PHE,
            f"{name} ({level:g})",
            dict(zip(FIELDS, printed, strict=True)),
            partial(standardised_rate, x, PEOPLE, EUROPE_2013, conf_level=level),
        )
    ),
    Published(
        "rate-direct-age-standardised",
        PHE,
        "tiny (9 events)",
        "not_estimable",
        lambda: standardised_rate(TINY, PEOPLE, EUROPE_2013).status,
    ),
    *(
        number
        for (name, x, people, reference), printed in INDIRECT.items()
        for number in fields_of(
            "rate-indirect-standardised-ratio",
            PHE,
            f"{name} ratio",
            dict(zip(("estimate", "lower", "upper"), printed, strict=False)),
            partial(standardised_ratio, x, people, reference, REFERENCE_PEOPLE),
        )
        + fields_of(
            "rate-indirect-standardised-ratio",
            PHE,
            f"{name} rate per 100 000",
            {"estimate": printed[3]},
            partial(standardised_ratio, x, people, reference, REFERENCE_PEOPLE, per=100_000),
        )
    ),
]
