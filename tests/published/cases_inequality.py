"""Summary inequality, the D-index and dissimilarity."""

from __future__ import annotations

from functools import cache, partial

import pandas as pd

from published.case import Published, fields_of
from tipanalysis.analysis import d_index, dissimilarity_index, inequality_summary, shapley_decomposition

WHO = (
    "WHO healthequal 1.0.1, 25 regions (values made in Stata); Schlotheuber & Hosseinpoor (2022) IJERPH 19:3697; "
    "errors on the scale of their measure"
)
PEOPLE = (
    *(832, 931, 1468, 1021, 1039, 1515, 1138, 620, 794, 866, 1367, 1108, 1120),
    *(1033, 833, 1536, 1149, 410, 1210, 858, 680, 935, 692, 781, 812),
)
PERCENT = (61, 74, 58, 59, 72, 75, 74, 68, 75, 67, 73, 63, 66, 62, 60, 66, 71, 73, 71, 61, 74, 84, 55, 69, 60)
ERROR = (5, 3, 3, 3, 4, 9, 2, 2, 2, 5, 5, 7, 5, 6, 4, 5, 6, 6, 9, 4, 3, 4, 1, 3, 7)
POINT = {
    "mean": "67.70684",
    "bgv": "46.19833",
    "bgsd": "6.796935",
    "cov": "10.03877",
    "mdm_unweighted": "5.891726",
    "mdm_weighted": "5.834869",
    "mdb_unweighted": "16.36000",
    "mdb_weighted": "16.29316",
    "mdr_unweighted": "7.240000",
    "mdr_weighted": "7.222846",
    "idis_unweighted": "8.701818",
    "idis_weighted": "8.617842",
    "theil": "5.036",
    "mld": "5.0524",
    "par": "16.29316",
    "paf": "24.06427",
    "difference": "29.00000",
    "ratio": "1.527273",
    "d_index": "0.0430892",
}
STANDARD_ERROR = {"bgv": "17.13465", "par": "1.199445", "theil": "1.42010", "mld": "1.42420", "paf": "1.771527"}
NOISE = {"bgv": "25.59"}

TITANIC = "By definition (Paes de Barros et al. 2009) on R datasets::Titanic (Dawson 1995), two ways of computing"
ABOARD = {
    ("1st", "Male", "Child"): (0, 5),
    ("1st", "Male", "Adult"): (118, 57),
    ("1st", "Female", "Child"): (0, 1),
    ("1st", "Female", "Adult"): (4, 140),
    ("2nd", "Male", "Child"): (0, 11),
    ("2nd", "Male", "Adult"): (154, 14),
    ("2nd", "Female", "Child"): (0, 13),
    ("2nd", "Female", "Adult"): (13, 80),
    ("3rd", "Male", "Child"): (35, 13),
    ("3rd", "Male", "Adult"): (387, 75),
    ("3rd", "Female", "Child"): (17, 14),
    ("3rd", "Female", "Adult"): (89, 76),
    ("Crew", "Male", "Adult"): (670, 192),
    ("Crew", "Female", "Adult"): (3, 20),
}
ALONE = {"Class": "0.174330041772", "Sex": "0.270286297432", "Age": "0.030645832255"}
SHAPLEY = {"Class": "0.084702261023", "Sex": "0.185472528470", "Age": "0.016005063547"}

DUNCAN = "Duncan & Duncan (1955); test suite of R segregation 1.1 (Elbers)"
SPREAD = {
    "0.600000000000": ((100, 60, 40, 0), (0, 40, 60, 100)),
    "0.60000000000": ((80, 80, 20, 20), (20, 20, 80, 80)),
    "1.000000000000": ((100, 100, 0, 0), (0, 0, 100, 100)),
    "0.000000000000": ((100, 100, 100), (100, 100, 100)),
}


@cache
def of_who() -> pd.DataFrame:
    names = [str(place) for place in range(len(PEOPLE))]
    table = inequality_summary(
        PERCENT, PEOPLE, se=ERROR, groups=names, reference="13", per=100, entropy_times=1000, draws=100
    )
    return table.set_index("measure")


@cache
def of_titanic() -> pd.DataFrame:
    rows = [(*group, yes, no + yes) for group, (no, yes) in ABOARD.items()]
    table = pd.DataFrame(rows, columns=["Class", "Sex", "Age", "events", "n"])
    return shapley_decomposition(table, draws=100).set_index("circumstance")


CASES = [
    *(
        Published(
            "inequality-who-nonordered-25",
            WHO,
            f"{measure} {field}",
            printed,
            lambda measure=measure, field=field: float(of_who().loc[measure, field]),
        )
        for field, numbers in {"estimate": POINT, "se": STANDARD_ERROR, "noise": NOISE}.items()
        for measure, printed in numbers.items()
    ),
    *fields_of(
        "d-index-titanic-shapley",
        TITANIC,
        "all",
        {"estimate": "0.286179853040", "hoi": "0.230588879822"},
        partial(
            d_index,
            [yes for _, yes in ABOARD.values()],
            [no + yes for no, yes in ABOARD.values()],
            draws=100,
        ),
    ),
    *(
        Published(
            "d-index-titanic-shapley",
            TITANIC,
            f"{name} {field}",
            printed,
            lambda name=name, field=field: float(of_titanic().loc[name, field]),
        )
        for field, numbers in {"alone": ALONE, "estimate": SHAPLEY}.items()
        for name, printed in numbers.items()
    ),
    *(
        number
        for printed, (a, b) in SPREAD.items()
        for number in fields_of(
            "dissimilarity-duncan", DUNCAN, f"{a} and {b}", {"estimate": printed}, partial(dissimilarity_index, a, b)
        )
    ),
]
