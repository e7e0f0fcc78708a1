"""Interaction, joint disparity, stratified gaps and many tests."""

from __future__ import annotations

from functools import cache

from published.case import Published
from published.nhanes import BODY_MASS, DIMENSIONS, OBESE
from published.titanic import TITANIC
from tipanalysis.analysis import (
    additive_interaction,
    adjust_p,
    furthest_behind,
    joint_disparity,
    maihda,
    stratified_odds_ratio,
)

BENJAMINI_HOCHBERG = "Benjamini & Hochberg (1995) JRSS-B 57:289-300, section 3.2 (15 p-values); R p.adjust"
P_15 = (0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1)
ADJUSTED_15 = {
    "bh": (
        *("0.0015", "0.003", "0.0095", "0.035625", "0.0603", "0.06385714", "0.06385714", "0.0645", "0.0765", "0.486"),
        *("0.58118182", "0.714875", "0.75323077", "0.81321429", "1"),
    ),
    "holm": (
        *("0.0015", "0.0056", "0.0247", "0.114", "0.2211", "0.278", "0.278", "0.278", "0.3213"),
        *("1", "1", "1", "1", "1", "1"),
    ),
}
REJECTED_15 = {"bh": "4", "bonferroni": "3"}

JACKSON = (
    "Rates of Hammond, Selikoff & Seidman (1979); measures of Jackson, Williams & VanderWeele (2016), appendix table 1"
)
JOINT = {
    "additive_expected": "169.7",
    "multiplicative_expected": "633.614159292",
    "joint_disparity": "590.3",
    "excess_intersectional_disparity": "431.9",
    "excess_share_of_joint": "0.7316618668",
    "synergy_index": "3.7266414141",
    "attributable_proportion": "0.7179188830",
    "ratio_observed_expected": "3.5450795522",
    "reri": "38.2212389381",
}

BERKELEY = "Bickel, Hammel & O'Connell (1975) Science 187:398-404; R mantelhaen.test, vcd::woolf_test"
DEPARTMENTS = {
    "A": [[512, 89], [313, 19]],
    "B": [[353, 17], [207, 8]],
    "C": [[120, 202], [205, 391]],
    "D": [[138, 131], [279, 244]],
    "E": [[53, 94], [138, 299]],
    "F": [[22, 24], [351, 317]],
}
COMMON = {
    "crude_or": "1.841080037",
    "mh_or": "0.9046968283",
    "lower": "0.7719073618",
    "upper": "1.0603297644",
    "cmh_chi2": "1.5246067",
    "cmh_chi2_cc": "1.4269462",
    "p_value": "0.2169237",
    "woolf_chi2": "17.901712",
    "woolf_p": "0.003072142",
    "breslow_day_chi2": "18.8255137052",
    "breslow_day_p": "0.0020713903",
}
OF_EACH = ("0.3492120472", "0.8025007104", "1.1330596474", "0.9212837561", "1.2216312057", "0.8278727445")

NHANES = "R package MAIHDA 0.1.11, vignettes on 3,000 adults of NHANES; lme4 1.1-31 (glmer, lmer) on the same data"


@cache
def _maihda(method: str):
    family, table = ("gaussian", BODY_MASS) if method in ("ml", "reml") else ("binomial", OBESE)
    return maihda(table, DIMENSIONS, family, method=method, draws=0)


def _variance(method: str, model: str) -> float:
    return getattr(_maihda(method), model).var_stratum


STRATA_50 = {
    "Laplace: variance between strata": ("0.2227", lambda: _variance("laplace", "null")),
    "Laplace: intercept": ("-0.616", lambda: _maihda("laplace").null.intercept),
    "Laplace: VPC": ("0.0634", lambda: _maihda("laplace").vpc.estimate),
    "Laplace: median odds ratio": ("1.5685", lambda: _maihda("laplace").mor.estimate),
    "Laplace: AUC": ("0.626189783", lambda: _maihda("laplace").auc),
    "Laplace: variance, adjusted": ("0.04988", lambda: _variance("laplace", "adjusted")),
    "Laplace: PCV": ("0.7760", lambda: _maihda("laplace").pcv.estimate),
    "Laplace: AUC, adjusted": ("0.613009163", lambda: _maihda("laplace").auc_adjusted),
    "Laplace: AUC, main effects alone": ("0.575209396", lambda: _maihda("laplace").auc_fixed),
    "15 nodes: variance between strata": ("0.22615", lambda: _variance("aghq15", "null")),
    "15 nodes: intercept": ("-0.61633", lambda: _maihda("aghq15").null.intercept),
    "15 nodes: variance, adjusted": ("0.050388", lambda: _variance("aghq15", "adjusted")),
    "15 nodes: PCV": ("0.77719", lambda: _maihda("aghq15").pcv.estimate),
    "means, REML: variance between strata": ("2.9319", lambda: _variance("reml", "null")),
    "means, ML: variance between strata": ("2.8308", lambda: _variance("ml", "null")),
    "means, REML: PCV": ("0.662", lambda: _maihda("reml").pcv.estimate),
    "means, ML: PCV": ("0.826", lambda: _maihda("ml").pcv.estimate),
}

CTREE = (
    "R partykit 1.2 ctree (minbucket 20, alpha 0.05, Bonferroni) on datasets::Titanic; Hothorn, Hornik & Zeileis (2006)"
)


@cache
def _tree():
    return furthest_behind(TITANIC, ["Class", "Sex", "Age"], favourable=True, min_n=20, draws=0)


def _tried(group: str, dimension: str, value: str) -> float:
    nodes, tests = _tree().nodes, _tree().tests
    (node,) = nodes.loc[nodes["rule"] == group, "node"]
    return float(tests.set_index(["node", "dimension"]).loc[(node, dimension), value])


TESTS_OF_NODES = {
    ("", "Class", "statistic"): "190.314597",
    ("", "Sex", "statistic"): "456.666581",
    ("", "Age", "statistic"): "20.9459837",
    ("", "Age", "p_adjusted"): "0.0000141724499",
    ("Sex: Male", "Class", "statistic"): "29.8346369",
    ("Sex: Male", "Age", "statistic"): "23.1116201",
    ("Sex: Male", "Class", "p_adjusted"): "0.00000299025178",
    ("Sex: Male", "Age", "p_adjusted"): "0.00000305727951",
    ("Sex: Female", "Class", "statistic"): "130.413943",
    ("Sex: Female", "Age", "statistic"): "3.045217949",
    ("Sex: Female", "Age", "p_adjusted"): "0.155393501",
}
TREE = {
    "terminal nodes": ("8", lambda: len(_tree().leaves)),
    "first division": ("Sex", lambda: str(_tree().nodes.loc[0, "split"])),
    "men of the first class apart": ("True", lambda: "Class: 1st · Sex: Male" in set(_tree().nodes["rule"])),
    "women of the third class apart": ("True", lambda: "Class: 3rd · Sex: Female" in set(_tree().nodes["rule"])),
}

ROTHMAN = "Rothman & Keller (1972); Hosmer & Lemeshow (1992) Epidemiology 3:452-456; R interactionR 0.1.7, epiR 2.0.57"
ZOU = "Rothman & Keller (1972); Zou (2008) American Journal of Epidemiology 168:212-224; R interactionR 0.1.7"
MOUTH = {"00": (3, 23), "10": (6, 18), "01": (8, 26), "11": (225, 391)}
"""Cell to cases, and cases with controls."""

DELTA = {
    "reri": ("3.7398482820", "-1.8366791107", "9.3163756748"),
    "ap": ("0.4138765432", "-0.0730632509", "0.9008163374"),
    "synergy": ("1.8704819277", "0.6460429773", "5.4155880723"),
    "multiplicative": ("0.9149096386", "0.1543608478", "5.4227458487"),
}
MOVER = {
    ("reri", "estimate"): "3.7398482820",
    ("reri", "lower"): "-11.4297670920",
    ("reri", "upper"): "21.8722152339",
    ("ap", "lower"): "-0.37751",
    ("ap", "upper"): "0.81132",
}
MOUTH_REST = {
    "OR 10": ("3.3333333333", lambda: _mouth("delta").ratios["10"].estimate),
    "OR 01": ("2.9629629630", lambda: _mouth("delta").ratios["01"].estimate),
    "OR 11": ("9.0361445783", lambda: _mouth("delta").ratios["11"].estimate),
    "RERI: standard error": ("2.8452193187", lambda: _mouth("delta").reri_se),
    "RERI: p, two-sided": ("0.1887007539", lambda: _mouth("delta").p_value),
}


@cache
def _mouth(ci: str):
    return additive_interaction(MOUTH, scale="or", ci=ci)


CASES = [
    *(
        Published(
            "multiplicity-benjamini-hochberg",
            BENJAMINI_HOCHBERG,
            f"{method} of p = {p:g} (test {place + 1})",
            printed,
            lambda method=method, place=place: float(adjust_p(P_15, method)[place]),
        )
        for method, values in ADJUSTED_15.items()
        for place, (p, printed) in enumerate(zip(P_15, values, strict=True))
    ),
    *(
        Published(
            "multiplicity-benjamini-hochberg",
            BENJAMINI_HOCHBERG,
            f"{method} findings at 0.05",
            printed,
            lambda method=method: int((adjust_p(P_15, method) <= 0.05).sum()),
        )
        for method, printed in REJECTED_15.items()
    ),
    *(
        Published(
            "joint-disparity-excess-intersectional",
            JACKSON,
            measure,
            printed,
            lambda measure=measure: getattr(joint_disparity(11.3, 58.4, 122.6, 601.6), measure),
        )
        for measure, printed in JOINT.items()
    ),
    *(
        Published(
            "stratified-mantel-haenszel-berkeley",
            BERKELEY,
            measure,
            printed,
            lambda measure=measure: getattr(stratified_odds_ratio(DEPARTMENTS), measure),
        )
        for measure, printed in COMMON.items()
    ),
    *(
        Published(
            "stratified-mantel-haenszel-berkeley",
            BERKELEY,
            f"odds ratio of department {department}",
            printed,
            lambda place=place: stratified_odds_ratio(DEPARTMENTS).stratum_or[place],
        )
        for place, (department, printed) in enumerate(zip(DEPARTMENTS, OF_EACH, strict=True))
    ),
    *(
        Published("maihda-logistic-nhanes-obese", NHANES, quantity, printed, compute)
        for quantity, (printed, compute) in STRATA_50.items()
    ),
    *(
        Published(
            "tree-ctree-titanic",
            CTREE,
            f"{value} of {dimension}, {group or 'all'}",
            printed,
            lambda place=(group, dimension, value): _tried(*place),
        )
        for (group, dimension, value), printed in TESTS_OF_NODES.items()
    ),
    *(Published("tree-ctree-titanic", CTREE, quantity, *told) for quantity, told in TREE.items()),
    *(
        Published(
            "reri-rothman-keller-delta",
            ROTHMAN,
            f"{measure}: {side}",
            printed,
            lambda measure=measure, side=side: getattr(getattr(_mouth("delta"), measure), side),
        )
        for measure, values in DELTA.items()
        for side, printed in zip(("estimate", "lower", "upper"), values, strict=True)
    ),
    *(Published("reri-rothman-keller-delta", ROTHMAN, quantity, *told) for quantity, told in MOUTH_REST.items()),
    *(
        Published(
            "reri-rothman-keller-mover",
            ZOU,
            f"{measure}: {side}",
            printed,
            lambda measure=measure, side=side: getattr(getattr(_mouth("mover"), measure), side),
        )
        for (measure, side), printed in MOVER.items()
    ),
]
