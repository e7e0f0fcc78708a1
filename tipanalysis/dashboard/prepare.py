"""Preparing the views: count every table, protect all of them together, attack all of them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from ..register.register import Register
from ..release.audit import audit
from ..release.ledger import Earlier
from ..release.policy import Policy, load_policy
from ..release.protect import protect_together
from ..words.errors import DashboardError
from ..words.settings import LANGS
from ..words.texts import Told, say
from .declared import View, declared_views
from .tables import offered_views, view_tables
from .views import Views

Progress = Callable[[str], None]


def prepare_views(
    register: Register,
    *,
    views: Sequence[View] | None = None,
    policy: str | Policy = "publication",
    method: Literal["policy", "hide", "round"] = "policy",
    earlier: Earlier | None = None,
    progress: Progress | None = None,
) -> Views:
    """All views of a register, safe for one visitor who looks at all of them one after the other.

    Parameters
    ----------
    register : as it was read; the views choose the victims and the applications
    views : those to prepare, by default all that are declared. Two preparations of one register must not be shown to
        the same readers unless the second was given the first as ``earlier``
    policy, method : as in :func:`~tipanalysis.release.protect.protect_together`
    earlier : what was published before of the source, see :func:`~tipanalysis.release.ledger.published_before`
    progress : told in words what is being done

    Raises
    ------
    DashboardError
        For a policy that lets nothing be shown outside, for a register that fills no view, and where the attack could
        work out a small number: then nothing is shown.
    ReleaseError
        Where the tables cannot be protected, or not beside what was published before.
    """
    rules, before = load_policy(policy), earlier or Earlier()
    if not rules.can_write:
        raise DashboardError("board_policy_inside", policy=rules.name)
    tell = progress or _silent
    offered = offered_views(register, declared_views() if views is None else views)
    if not offered:
        raise DashboardError("board_no_views", source=register.provenance.title)
    tell(say("board_counting", views=len(offered)))
    tables = dict(view_tables(register, offered))
    tell(say("board_protecting", tables=len(tables)))
    released = protect_together(tables, policy=rules, method=method, previous=before.tables)
    tell(say("board_attacking", tables=len(tables)))
    verdict = audit(released, previous=before.publications, truth=tables)
    if not verdict.passed:
        raise DashboardError("board_audit_failed", reason=verdict.explain()[0])
    return Views(offered, released, Told({lang: verdict.summary(lang) for lang in LANGS}))


def _silent(line: str) -> None:
    """Say nothing."""
