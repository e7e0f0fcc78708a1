"""The store: registers, what was done to them and what was released of them, in one DuckDB file."""

from .loads import Load
from .store import Store, open_store

__all__ = ["Load", "Store", "open_store"]
