"""Association in tables: effect sizes, residuals, exact tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from published.case import Published
from tipanalysis.analysis import (
    adjusted_residuals,
    association,
    association_test,
    correspondence_analysis,
    loglinear_search,
    multi_response_test,
)


def of_fields(case: str, source: str, printed: Mapping[str, str], result: Callable[[], Any]) -> Iterator[Published]:
    """One number for each named field of a result."""
    for name, value in printed.items():
        yield Published(case, source, name, value, lambda name=name: getattr(result(), name))


SAS = "Table of the SAS/STAT FREQ manual; V corrected after Bergsma (2013); values by R DescTools 0.99.60"
SAS_TABLE = [[26, 26, 23, 18, 9], [6, 7, 9, 14, 23]]
SAS_VALUES = {
    "chi2": "26.6025374",
    "df": "4",
    "p": "0.00002391701",
    "v": "0.4064888086",
    "v_corrected": "0.3756529263",
    "v_lower": "0.2212",
    "v_upper": "0.5411",
    "gamma": "0.5313123254886",
    "gamma_lower": "0.3479918278734",
    "gamma_upper": "0.7146328231039",
}

AGRESTI_2007 = "Agresti (2007) An introduction to categorical data analysis, p. 39, gender by party; R chisq.test"
PARTY = [[762, 327, 468], [484, 239, 477]]
PARTY_TEST = {"chi2": "30.0701491", "df": "2", "p": "0.0000002953589"}
PARTY_CELLS = {
    "expected": ("703.67138194", "319.64526659", "533.68335147", "542.32861806", "246.35473341", "411.31664853"),
    "pearson": ("2.1988557660", "0.4113701701", "-2.8432397155", "-2.5046694926", "-0.4685829471", "3.2386734435"),
    "adjusted": ("4.5020535211", "0.6994517330", "-5.3159455427", "-4.5020535211", "-0.6994517330", "5.3159455427"),
}

AGRESTI_2002 = "Agresti (2002) Categorical data analysis, p. 57, job satisfaction; R fisher.test"
JOB = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]
CONVICTIONS = "Fisher (1962), convictions of twins; R fisher.test (its limits differ by the search's tolerance)"
TWINS = [[2, 15], [10, 3]]

GREENACRE = "Greenacre (1984), smoking by staff group; Nenadic & Greenacre (2007) J. Stat. Software 20(3), ca::smoke"
SMOKE = [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]]
INERTIAS = ("0.0747591059", "0.0100171805", "0.0004135741")
PERCENT = ("87.755873", "11.758654", "0.485473")
# The sign of an axis is a matter of choice: here our own.
ROW_POINTS = ("0.0657684", "-0.2589584", "0.3805949", "-0.2329519", "0.2010891")
COLUMN_POINTS = ("0.3933084", "-0.0994559", "-0.1963210", "-0.2937760")

FARMER = "Loughin & Scherer (1998), Kansas farmers by education; MRCV::MI.test (Koziol & Bilder 2014)"
# Education: answers to five items and how many farmers gave them.
FARMERS = {
    1: (
        "00001:8 00010:17 00011:4 00100:5 00101:1 00110:3 00111:3 01000:9 01001:7 01010:1 01011:2 01110:1 01111:8 "
        "10000:9 11000:2 11110:1 11111:7"
    ),
    2: "00001:1 00010:3 00011:1 00100:4 01000:3 01111:2 10110:1 11110:1",
    3: "00001:6 00010:6 00011:2 00100:2 00110:1 01000:4 01001:1 01011:2 01110:3 01111:3 10100:1",
    4: (
        "00001:16 00010:30 00011:2 00100:17 00101:1 00110:6 01000:11 01001:2 01010:1 01100:1 01110:3 01111:4 "
        "10000:11 10110:1 11100:1 11110:2 11111:4"
    ),
    5: "00001:1 00010:1 00011:1 00100:2 00101:1 00110:1 00111:1 01000:1 01100:1 01101:1 10000:1 10010:1 11111:1",
}
FARMER_TEST = {
    "x2_sum": "30.835939",
    "rao_scott2_x2": "28.678954",
    "rao_scott2_df": "18.600993",
    "rao_scott2_p": "0.0632233",
    "bonferroni_p": "0.1357339",
}
FARMER_ITEMS = ("5.9595847", "7.8932099", "4.6156994", "1.4187561", "10.9486891")


def farmers() -> pd.DataFrame:
    rows = [
        (group, *map(int, answer), int(many))
        for group, told in FARMERS.items()
        for answer, many in (pattern.split(":") for pattern in told.split())
    ]
    return pd.DataFrame(rows, columns=["Ed", "Y1", "Y2", "Y3", "Y4", "Y5", "n"])


def farmer_test() -> Any:
    return multi_response_test(farmers(), ["Y1", "Y2", "Y3", "Y4", "Y5"], by="Ed")


AGRESTI_MODELS = "Agresti (2002) Categorical data analysis, tables 8.3 and 8.5: alcohol, cigarettes, marijuana"
STUDENTS = [[[911, 538], [44, 456]], [[3, 43], [2, 279]]]
# Alcohol, cigarettes, marijuana are dim1, dim2, dim3.
STUDENT_MODELS = {
    "[dim1] [dim2] [dim3]": ("1286.0", "4"),
    "[dim1] [dim2 dim3]": ("534.2", "3"),
    "[dim1 dim3] [dim2]": ("939.6", "3"),
    "[dim1 dim2] [dim3]": ("843.8", "3"),
    "[dim1 dim2] [dim1 dim3]": ("497.4", "2"),
    "[dim1 dim2] [dim2 dim3]": ("92.0", "2"),
    "[dim1 dim3] [dim2 dim3]": ("187.8", "2"),
    "[dim1 dim2] [dim1 dim3] [dim2 dim3]": ("0.4", "1"),
    "[dim1 dim2 dim3]": ("0.0", "0"),
}

ARTHRITIS = "Koch & Edwards (1988), treatment by improvement of women and men; R vcd::assocstats"
ARTHRITIS_VALUES = {"chi2": "13.055", "p": "0.0014626", "lr_chi2": "13.530", "lr_p": "0.0011536", "v": "0.394"}
TEA = "Fisher (1935), the lady tasting tea; R fisher.test"
MALFORMED = "Agresti (2002) Categorical data analysis, table 3.7, alcohol and malformation of infants"
ALCOHOL = [[17066, 14464, 788, 126, 37], [48, 38, 5, 1, 1]]
SNEE = "Snee (1974), hair by eye colour by sex; R loglin, ca::ca"
# Hair (black, brown, red, blond) by eyes (brown, blue, hazel, green), men and women in each cell.
HAIR_EYE_SEX = [
    [[32, 36], [11, 9], [10, 5], [3, 2]],
    [[53, 66], [50, 34], [25, 29], [15, 14]],
    [[10, 16], [10, 7], [7, 7], [7, 7]],
    [[3, 4], [30, 64], [5, 5], [8, 8]],
]
HAIR_EYE = [[men + women for men, women in row] for row in HAIR_EYE_SEX]


def students() -> pd.DataFrame:
    return loglinear_search(STUDENTS).set_index("model")


def all_pairs() -> pd.Series:
    return loglinear_search(HAIR_EYE_SEX).set_index("model").loc["[dim1 dim2] [dim1 dim3] [dim2 dim3]"]


CASES = [
    *of_fields("association-cramers-v-bias-corrected", SAS, SAS_VALUES, lambda: association(SAS_TABLE)),
    *of_fields("residuals-adjusted-gender-party", AGRESTI_2007, PARTY_TEST, lambda: association(PARTY)),
    *(
        Published(
            "residuals-adjusted-gender-party",
            AGRESTI_2007,
            f"{column} {cell + 1}",
            printed,
            lambda column=column, cell=cell: adjusted_residuals(PARTY)[column].iloc[cell],
        )
        for column, cells in PARTY_CELLS.items()
        for cell, printed in enumerate(cells)
    ),
    *of_fields("exact-fisher-tables", AGRESTI_2002, {"p": "0.782684939"}, lambda: association_test(JOB, "exact")),
    *of_fields(
        "exact-fisher-tables",
        CONVICTIONS,
        {"p": "0.00046518094"},
        lambda: association_test(TWINS, "exact", alternative="less"),
    ),
    *of_fields(
        "exact-fisher-tables",
        CONVICTIONS,
        {"odds_ratio": "0.0469366", "lower": "0.0033", "upper": "0.3632"},
        lambda: association_test(TWINS, "exact"),
    ),
    *(
        Published(
            "correspondence-analysis-smoke",
            GREENACRE,
            f"{name} {place + 1}",
            value,
            lambda of=of, place=place: of(correspondence_analysis(SMOKE))[place],
        )
        for name, values, of in (
            ("inertia", INERTIAS, lambda found: found.principal_inertias),
            ("percent", PERCENT, lambda found: found.percent),
            ("row, first axis", ROW_POINTS, lambda found: found.row_principal["dim1"]),
            ("column, first axis", COLUMN_POINTS, lambda found: found.col_principal["dim1"]),
        )
        for place, value in enumerate(values)
    ),
    *of_fields("multiresponse-mmi-farmer1", FARMER, FARMER_TEST, farmer_test),
    *(
        Published(
            "multiresponse-mmi-farmer1", FARMER, f"X² of Y{item + 1}", x2, lambda item=item: farmer_test().x2_item[item]
        )
        for item, x2 in enumerate(FARMER_ITEMS)
    ),
    *(
        Published(
            "loglinear-students",
            AGRESTI_MODELS,
            f"{model} {column}",
            value,
            lambda model=model, column=column: students().loc[model, column],
        )
        for model, values in STUDENT_MODELS.items()
        for column, value in zip(("g2", "df"), values, strict=True)
    ),
    *of_fields("association-arthritis", ARTHRITIS, ARTHRITIS_VALUES, lambda: association([[29, 7, 7], [13, 7, 21]])),
    *of_fields(
        "exact-fisher-tea",
        TEA,
        {"p": "0.2429", "odds_ratio": "6.4083", "lower": "0.3136"},
        lambda: association_test([[3, 1], [1, 3]], alternative="greater"),
    ),
    *of_fields("association-malformation", MALFORMED, {"chi2": "12.1", "lr_chi2": "6.2"}, lambda: association(ALCOHOL)),
    *of_fields("loglinear-hair-eye-sex", SNEE, {"g2": "6.761", "x2": "6.87", "df": "9"}, all_pairs),
    *of_fields("association-hair-eye", SNEE, {"chi2": "138.29", "v": "0.279"}, lambda: association(HAIR_EYE)),
    *(
        Published(
            "correspondence-hair-eye",
            SNEE,
            f"inertia {place + 1}",
            value,
            lambda place=place: correspondence_analysis(HAIR_EYE).principal_inertias[place],
        )
        for place, value in enumerate(("0.208773", "0.022227", "0.002598"))
    ),
]
