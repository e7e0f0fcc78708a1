"""tipanalysis: from records on trafficking in persons to evidence that hides nobody and exposes nobody.

Every name below loads where it is first used; importing the package does nothing else.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "settings": "words.settings",
    "using": "words.settings",
    "say": "words.texts",
    "format_number": "words.numbers",
    "format_percent": "words.numbers",
    "load_codebook": "standard.codebook",
    "load_country": "standard.country",
    "load_crosswalk": "standard.crosswalk",
    "read_register": "register.read",
    "propose_source_map": "register.propose",
    "map_columns": "register.map_columns",
    "write_map": "register.source_write",
    "clean": "register.cleaning.clean",
    "explain": "register.cleaning.explain",
    "review_queue": "register.cleaning.review",
    "read_rules": "register.cleaning.rule_files",
    "with_changes": "register.cleaning.changes",
    "score_cleaning": "register.cleaning.score",
    "with_quality": "register.quality.records",
    "with_answer": "register.answers",
    "link": "register.linking.link",
    "apply_links": "register.linking.apply",
    "undo_links": "register.linking.apply",
    "score_links": "register.linking.score",
    "make_synthetic": "register.synthetic",
    "Register": "register.register",
    "count_by": "counts.count",
    "Counts": "counts.counts",
    "count_overlap": "counts.overlap",
    "cube": "counts.cube",
    "load_population": "counts.population",
    "share_within": "analysis.shares",
    "rate_per": "analysis.rates",
    "three_denominators": "analysis.denominators",
    "compare": "analysis.comparison",
    "intersect": "analysis.comparison",
    "intersectional_profile": "analysis.intersectional",
    "Estimates": "analysis.estimates",
    "load_policy": "release.policy",
    "protect": "release.protect",
    "protect_together": "release.protect",
    "suggest": "release.suggest",
    "audit": "release.audit",
    "audit_files": "published.told",
    "measure_risk": "extract.risk",
    "make_extract": "extract.extract",
    "Release": "release.release",
    "draw_pyramid": "charts.pyramid",
    "draw_series": "charts.series",
    "draw_bars": "charts.bars",
    "draw_heatmap": "charts.heatmap",
    "draw_missingness": "charts.missingness",
    "draw_reasons": "charts.reasons",
    "draw_intervals": "charts.intervals",
    "draw_composition": "charts.composition",
    "draw_mosaic": "charts.mosaic",
    "draw_flows": "charts.flows",
    "draw_tiles": "charts.tiles",
    "draw_ranking": "charts.ranking",
    "draw_accreditation": "charts.accreditation",
    "draw_waiting": "charts.waiting",
    "draw_mentions": "charts.mentions",
    "draw_combinations": "charts.combinations",
    "draw_event_sizes": "charts.events",
    "draw_dependants": "charts.dependants",
    "draw_services": "charts.services",
    "draw_denominators": "charts.denominators",
    "draw_comparators": "charts.comparators",
    "draw_control": "charts.control",
    "draw_slopes": "charts.slopes",
    "draw_not_known": "charts.not_known",
    "show_table": "pages.table",
    "sentence": "pages.sentence",
    "write_workbook": "pages.workbook",
    "render_report": "reports.render",
    "list_reports": "reports.spec",
    "with_days": "reports.accreditation",
    "agreement": "course.agreement",
    "read_messages": "course.messages",
    "validate_messages": "course.message_check",
    "answer": "course.answering",
    "explore": "course.explore",
    "check": "course.exercise",
    "hint": "course.exercise",
    "solution": "course.exercise",
    "restart": "course.restart",
    "quiz": "course.quiz",
    "progress": "course.progress",
    "test": "course.test",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
