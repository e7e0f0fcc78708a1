"""Hidden populations: two lists, and several systems of published trafficking data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pandas as pd

from published.case import Published
from published.cases_association import of_fields
from tipanalysis.analysis import mse, mse_two_list
from tipanalysis.analysis.hidden_population import MultipleSystems

SEBER = "Seber (1982), p. 107; Rcapture closedp.t (Lincoln-Petersen), Chapman by formula"
SEBER_VALUES = {"lincoln_petersen": "2389.868263", "chapman": "2382.797619", "chapman_se": "129.056259"}

LISTS = "Data of SparseMSE 2.0.1 (Silverman 2014; Bales et al. 2015, 2019); runs of MSETools (Binette & Steorts 2021)"
NO_ESTIMATE = "Chan, Silverman & Vincent (2021), table 2: Artificial_3; SparseMSE documentation"
# Lists, then histories in their order and how many people have each.
HISTORIES = {
    "UKdat": (
        "LA NG PF GO GP NCA",
        "100000:54 010000:463 001000:907 000100:695 000010:316 000001:57 110000:15 101000:19 100100:3 011000:56 "
        "010100:19 010010:1 010001:3 001100:69 001010:10 001001:31 000110:8 000101:6 000011:1 111000:1 110100:1 "
        "011100:4 011001:3 001101:1 111100:1",
    ),
    "UKdat_5": (
        "LA NG PFNCA GO GP",
        "10000:54 01000:463 00100:995 00010:695 00001:316 11000:15 10100:19 10010:3 01100:62 01010:19 01001:1 "
        "00110:76 00101:11 00011:8 11100:1 11010:1 01110:4 11110:1",
    ),
    "NewOrl_5": (
        "A BEFG C D H",
        "10000:25 01000:24 00100:70 00010:33 00001:21 11000:1 10100:1 10010:2 01100:2 01010:2 01001:1 00110:1 "
        "11100:1 11010:1",
    ),
    "Artificial_3": (
        "A B C",
        "100:40 010:30 001:20 110:6",
    ),
}


def lists_of(name: str) -> pd.DataFrame:
    names, told = HISTORIES[name]
    rows = [(*map(int, history), int(many)) for history, many in (each.split(":") for each in told.split())]
    return pd.DataFrame(rows, columns=[*names.split(), "n"])


@cache
def estimated(name: str, terms: Sequence[str] = ()) -> MultipleSystems:
    return mse(lists_of(name), list(terms) or "stepwise", draws=0)


def value(name: str, selection: str, column: str, terms: Sequence[str] = ()) -> float | str:
    return estimated(name, terms).models.set_index("selection").loc[selection, column]


SYSTEMS = {
    ("UKdat", "independence"): ("12213.9951", "10988.799", "13621.259"),
    ("UKdat", "stepwise"): ("11417.9911", "9977.283", "13145.657"),
    ("UKdat_5", "independence"): ("13444.1312", "11985.171", "15133.427"),
    ("UKdat_5", "stepwise"): ("11312.9903", "9884.403", "13027.397"),
    ("NewOrl_5", "independence"): ("1034.15107", "658.2584", "1708.6023"),
}
CHOSEN = {
    "UKdat": "PF:NCA, LA:NG, NG:GP, LA:PF, PF:GP, GO:GP, NG:GO",
    "UKdat_5": "LA:NG, NG:GP, PFNCA:GP, LA:PFNCA, GO:GP, NG:GO",
}
VERDICTS = {
    ("A:C",): "",
    ("B:C",): "",
    ("A:C", "B:C"): "",
    ("A:B",): "mse_note_infinite",
    ("A:B", "A:C"): "mse_note_infinite",
    ("A:B", "B:C"): "mse_note_infinite",
    ("A:B", "A:C", "B:C"): "mse_note_not_identifiable",
}

CASES = [
    *of_fields("mse-two-list-chapman", SEBER, SEBER_VALUES, lambda: mse_two_list(948, 421, 167)),
    *(
        Published(
            "mse-trafficking-datasets",
            LISTS,
            f"{name} {selection}, {column}",
            printed,
            lambda name=name, selection=selection, column=column: value(name, selection, column),
        )
        for (name, selection), numbers in SYSTEMS.items()
        for column, printed in zip(("estimate", "lower", "upper"), numbers, strict=True)
    ),
    *(
        Published(
            "mse-trafficking-datasets",
            LISTS,
            f"{name}, interactions in the order in which they enter",
            terms,
            lambda name=name: value(name, "stepwise", "terms"),
        )
        for name, terms in CHOSEN.items()
    ),
    Published(
        "mse-nonexistence-artificial3",
        NO_ESTIMATE,
        "main effects",
        "539.0939",
        lambda: value("Artificial_3", "independence", "estimate"),
    ),
    *(
        Published(
            "mse-nonexistence-artificial3",
            NO_ESTIMATE,
            f"{' + '.join(terms)}: why refused",
            note,
            lambda terms=terms: value("Artificial_3", "terms", "note", terms),
        )
        for terms, note in VERDICTS.items()
    ),
]
