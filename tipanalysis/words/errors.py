"""Errors that teach: what came, what was expected, the nearest guess and the next step."""

from __future__ import annotations


class TipError(Exception):
    """A problem the reader can solve; its text comes from the word files.

    ``str(error)`` is in the language set; ``error.both()`` gives Spanish and English.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        from .texts import fill

        return fill(self.key, self.values)

    def both(self) -> str:
        """The message in the language set, then in the other one."""
        from .texts import fill_both

        return fill_both(self.key, self.values)


class SettingsError(TipError):
    """A language or country that the package does not know."""


class TextError(TipError):
    """A text that the word files do not hold."""


class InputError(TipError):
    """A file or table that cannot be read as what it is said to be."""


class SourceMapError(TipError):
    """A source map that does not fit itself or the file."""


class CodebookError(TipError):
    """A variable or code that the codebook does not know."""


class CountsError(TipError):
    """A count that was asked for in a way that has no answer."""


class EstimateError(TipError):
    """An estimate that was asked for in a way that has no answer."""


class PolicyError(TipError):
    """A protection policy that is unknown or contradicts itself."""


class ReleaseError(TipError):
    """A release that cannot be made or shown safely."""


class ReportError(TipError):
    """A report that cannot be made as it was asked for."""


class OutputError(TipError):
    """A place that cannot be written to."""


class StoreError(TipError):
    """A store that cannot be opened, read or written as it was asked for."""


class LessonError(TipError):
    """A lesson or exercise that does not hold together."""


class DashboardError(TipError):
    """A dashboard that cannot be prepared, kept or shown as it was asked for."""


class LearningError(TipError):
    """Answers to tests that cannot be evaluated as they came."""
