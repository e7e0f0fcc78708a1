"""Floor 4: estimates from counts. Touches no microdata.

The numeric layer: plain numbers, sequences or small tables in, small frozen records or tables out. Each name
loads where it is first used.
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "Estimates": "estimates",
    "Interval": "records",
    "proportion_ci": "intervals",
    "proportion_table": "intervals",
    "clustered_proportion_ci": "clustered",
    "count_ci": "intervals",
    "count_table": "intervals",
    "proportion_difference": "differences",
    "difference_table": "differences",
    "risk_ratio": "ratios",
    "odds_ratio": "ratios",
    "rate_ratio": "ratios",
    "ratio_table": "ratios",
    "parity_index": "parity",
    "parity_table": "parity",
    "rate": "standardised",
    "rate_table": "standardised",
    "standardised_rate": "standardised",
    "standardised_ratio": "standardised",
    "unknown_bounds": "unknowns",
    "completeness": "unknowns",
    "disaggregate": "disaggregation",
    "inequality_summary": "inequality",
    "d_index": "opportunity",
    "shapley_decomposition": "opportunity",
    "dissimilarity_index": "segregation",
    "mutual_information": "segregation",
    "max_log_ratio": "log_ratios",
    "share_within": "shares",
    "rate_per": "rates",
    "adjust_p": "multiplicity",
    "joint_disparity": "disparity",
    "strata": "stratum_table",
    "additive_interaction": "interaction",
    "FittedRatios": "trait_cells",
    "scan_intersections": "scanning",
    "overlap": "overlapping",
    "intersectional_profile": "intersectional",
    "stratified_odds_ratio": "stratified",
    "simpson_check": "simpson",
    "maihda": "maihda_model",
    "furthest_behind": "furthest",
    "vpc": "maihda_measures",
    "icc": "maihda_measures",
    "pcv": "maihda_measures",
    "pvc": "maihda_measures",
    "median_odds_ratio": "maihda_measures",
    "response_vpc": "maihda_measures",
    "stratum_auc": "maihda_measures",
    "vpc_reading": "maihda_measures",
    "association": "two_way",
    "adjusted_residuals": "two_way",
    "association_test": "exact_test",
    "trend_test": "cochran_armitage",
    "trend": "years",
    "correspondence_analysis": "correspondence",
    "multi_response_table": "multi_response",
    "multi_response_test": "multi_response",
    "decompose_change": "decomposition",
    "loglinear_search": "loglinear",
    "mse_two_list": "two_lists",
    "mse": "hidden_population",
    "paired_change": "paired",
    "class_gain": "paired",
    "mcnemar_test": "paired",
    "item_analysis": "items",
    "reliability": "items",
    "reliable_change": "items",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
