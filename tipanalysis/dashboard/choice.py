"""Choice: what a visitor wants to see, and what becomes of it when a part changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .views import Views


@dataclass(frozen=True)
class Choice:
    """A view, what it is filtered by (the oldest filter first) and what goes across, in a language.

    Every change gives a choice that the views have: where one filter too many was chosen, or what goes across cannot
    go with it, the oldest filter makes room.
    """

    lang: str
    view: str
    filters: Mapping[str, str] = field(default_factory=dict)
    across: str = ""

    def with_view(self, views: Views, name: str) -> Choice:
        """Another view, with the filters that it has too; one that relates two variables opens with both."""
        there = views.view(name).filters
        kept = {variable: code for variable, code in self.filters.items() if variable in there}
        across = self.across if self.across in there else there[0] if len(there) == 1 and not kept else ""
        return replace(self, view=name, filters=kept, across=across)._fitted(views)

    def with_filter(self, views: Views, variable: str, code: str) -> Choice:
        """Filtered by ``code`` of ``variable``, or no longer by this variable where there is no code."""
        others = {name: chosen for name, chosen in self.filters.items() if name != variable}
        across = "" if code and self.across == variable else self.across
        return replace(self, filters={**others, **({variable: code} if code else {})}, across=across)._fitted(views)

    def with_across(self, views: Views, variable: str) -> Choice:
        """With ``variable`` in the columns, or none; a filter by the same variable goes."""
        kept = {name: code for name, code in self.filters.items() if name != variable}
        return replace(self, filters=kept, across=variable)._fitted(views)

    def everyone(self) -> Choice:
        """The same view without filters and with nothing across."""
        return replace(self, filters={}, across="")

    def _fitted(self, views: Views) -> Choice:
        fitted = self
        while fitted.filters and not fitted._there(views):
            oldest = next(iter(fitted.filters))
            fitted = replace(fitted, filters={name: code for name, code in fitted.filters.items() if name != oldest})
        return fitted if fitted._there(views) else replace(fitted, across="")

    def _there(self, views: Views) -> bool:
        return views.can(self.view, self.filters, across=self.across)

    def __hash__(self) -> int:
        return hash((self.lang, self.view, tuple(self.filters.items()), self.across))
