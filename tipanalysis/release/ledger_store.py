"""The ledger of a store: the same publications, kept beside the registers that they were counted from."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from ..register.provenance import Provenance
from ..register.store import open_store
from ..register.store.ledger import Entry
from .handed_out import as_handed_out
from .held import held_release
from .policy import Policy, list_policies, load_policy
from .publication import Publication, gathered
from .release import Release


class LedgerStore:
    """The ledger of the store in one DuckDB file; its key, if it has one, comes from the environment."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._store = open_store(path)

    @property
    def name(self) -> str:
        """Name of the file, without its folder."""
        return self.path.name

    def state(self) -> str:
        """How many releases and extracts are written down."""
        return str(self._store.published())

    def publications(self) -> tuple[Publication, ...]:
        """All publications, oldest first."""
        tables = (
            ((entry.report, entry.date, entry.version), entry.table, _held(entry)) for entry in self._store.releases()
        )
        extracts = ((told, "", as_handed_out(plain)) for told, plain in self._store.extracts())
        return gathered([*tables, *extracts])

    def adding(self, publication: Publication, since: str) -> AbstractContextManager[int]:
        """Add a publication when the block ends well; a table that stands there already is not written again."""
        extracts = [extract.as_plain() for extract in publication.extracts]
        return self._store.recording(publication.tables, report=publication.report, after=int(since), extracts=extracts)


def _held(entry: Entry) -> Release:
    origin = Provenance(entry.source, title="", file="", checksum=entry.checksum, where=entry.where)
    return held_release(
        frame=entry.frame,
        margins=entry.margins,
        by=entry.by,
        unit=entry.unit,
        provenance=origin,
        policy=_policy(entry),
        measure=entry.measure,
        per=entry.per,
        multi=entry.multi,
        among=entry.among,
    )


def _policy(entry: Entry) -> Policy:
    """The policy of that name as it is now, where its threshold is still the same; else one of the threshold alone."""
    known = load_policy(entry.policy) if entry.policy in list_policies() else None
    policy = known if known and known.threshold == entry.threshold else Policy(entry.policy, entry.threshold)
    return replace(policy, method="round") if "within" in entry.frame else policy
