"""Interaction, joint disparity, stratified gaps and many tests."""

from __future__ import annotations

from published.case import Published
from tipanalysis.analysis import adjust_p, joint_disparity, stratified_odds_ratio

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
]
