"""How the laws of this room are tried: the same examples each time, as long as they take."""

from hypothesis import settings

steadily = settings(max_examples=20, deadline=None, derandomize=True, database=None)
