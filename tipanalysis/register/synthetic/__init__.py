"""The synthetic training register: invented people in published totals, clean and as a realistically dirty workbook."""

from .make import make_synthetic, make_truths

__all__ = ["make_synthetic", "make_truths"]
