"""Difference of two proportions; ratios of risks, odds and rates."""

from __future__ import annotations

from functools import partial

from published.case import fields_of
from tipanalysis.analysis import odds_ratio, proportion_difference, rate_ratio, risk_ratio

NEWCOMBE = "Newcombe (1998) Statistics in Medicine 17:873-890, table II; Miettinen & Nurminen (1985); Mee (1984)"
TABLE_2 = {
    (56, 70, 48, 80): ("0.0524 0.3339", "0.0528 0.3382", "0.0533 0.3377"),
    (9, 10, 3, 10): ("0.1705 0.8090", "0.1700 0.8406", "0.1821 0.8370"),
    (6, 7, 2, 7): ("0.0582 0.8062", "0.0342 0.8534", "0.0544 0.8478"),
    (5, 56, 0, 29): ("-0.0381 0.1926", "-0.0326 0.1933", "-0.0313 0.1926"),
    (0, 10, 0, 20): ("-0.1611 0.2775", "-0.1658 0.2844", "-0.1611 0.2775"),
    (0, 10, 0, 10): ("-0.2775 0.2775", "-0.2879 0.2879", "-0.2775 0.2775"),
    (10, 10, 0, 20): ("0.6791 1.0000", "0.7156 1.0000", "0.7225 1.0000"),
    (10, 10, 0, 10): ("0.6075 1.0000", "0.6636 1.0000", "0.6777 1.0000"),
}
METHODS = ("newcombe", "miettinen-nurminen", "mee")

WILLEBERG = "Willeberg (1977), printed in the manual of R epiR: 4.01 (1.43 to 11.23); more digits by Katz's formula"
KOOPMAN = "Koopman (1984) Biometrics 40:513-517: 36/40 against 16/80"
BOICE = "Boice & Monson (1977) J Natl Cancer Inst 59:823-832, breast cancer; exact limits by Stata ir"

CASES = [
    *(
        number
        for pair, rows in TABLE_2.items()
        for method, limits in zip(METHODS, rows, strict=True)
        for number in fields_of(
            "difference-newcombe-1998-table2",
            NEWCOMBE,
            f"{method} {pair[0]}/{pair[1]} - {pair[2]}/{pair[3]}",
            dict(zip(("lower", "upper"), limits.split(), strict=True)),
            partial(proportion_difference, *pair, method),
        )
    ),
    *fields_of(
        "ratio-2x2-risk-and-odds",
        WILLEBERG,
        "risk ratio",
        {"estimate": "4.00753676", "lower": "1.43073388", "upper": "11.2252538"},
        partial(risk_ratio, 13, 2176, 5, 3354),
    ),
    *fields_of(
        "ratio-2x2-risk-and-odds",
        WILLEBERG,
        "odds ratio",
        {"estimate": "4.02561258", "lower": "1.43312843", "upper": "11.3078188"},
        partial(odds_ratio, 13, 2176, 5, 3354),
    ),
    *fields_of(
        "ratio-koopman-1984",
        KOOPMAN,
        "risk ratio",
        {"estimate": "4.50", "lower": "2.94", "upper": "7.15"},
        partial(risk_ratio, 36, 40, 16, 80, "koopman"),
    ),
    *fields_of(
        "rate-ratio-breast-cancer",
        BOICE,
        "41 in 28 010 against 15 in 19 017 woman-years",
        {"estimate": "1.8558", "lower": "1.0057", "upper": "3.6093"},
        partial(rate_ratio, 41, 28010, 15, 19017),
    ),
]
