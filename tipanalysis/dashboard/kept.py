"""Kept views: prepared once for each state of a register, then read again from a file that holds releases only.

The file is sealed: one that was changed, or was made of another register, policy, program or declaration of views, is
never shown. There is no person in it, only what readers may see.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from .. import __version__
from ..register.location import located
from ..register.read import read_register
from ..release.held import as_kept, as_plain
from ..release.ledger import given_ledger, published_before
from ..release.policy import Policy, load_policy
from ..reports.inputs import path_checksum
from ..reports.recording import Recording
from ..reports.workshop import deliver, workshop
from ..words.errors import DashboardError, PolicyError, ReleaseError
from ..words.texts import Told, say
from .declared import View
from .prepare import Progress, prepare_views
from .views import Views

FOLDER = "tablero"
"""Where views are kept unless another folder is given."""
REPORT = "tablero"
"""What the ledger calls the dashboard."""
_FORM = 1


def open_views(
    data: str | Path,
    *,
    source: str | None = None,
    policy: str | Policy = "publication",
    method: Literal["policy", "hide", "round"] = "policy",
    ledger: str | Path | None = None,
    folder: str | Path = FOLDER,
    progress: Progress | None = None,
) -> Views:
    """The views of a register: those kept if they fit it, else prepared now and kept.

    Parameters
    ----------
    data, source : the register, as :func:`~tipanalysis.register.read.read_register` takes it
    policy, method, progress : as in :func:`~tipanalysis.dashboard.prepare.prepare_views`
    ledger : the ledger of releases, else that of ``TIPANALYSIS_LEDGER``, else none. The views are protected beside what
        it holds and written down in it; what is published later is then protected beside them
    folder : where the views are kept, made if it does not exist

    Raises
    ------
    DashboardError, ReleaseError, InputError, SourceMapError, OutputError
        For what cannot be read, shown or written; a kept file that was changed is refused, and prepared again.
    """
    rules, book = load_policy(policy), given_ledger(ledger)
    made_of = _made_of(located(data), source, rules, method, book)
    path = Path(folder) / f"vistas_{_digest(made_of)[:16]}.json"
    if path.is_file():
        try:
            return _read(path, made_of)
        except DashboardError:
            (progress or str)(say("board_kept_again", file=path.name))
    recording = Recording(book)
    register = read_register(data, source=source)
    earlier = published_before(register.provenance.source, book)
    views = prepare_views(register, policy=rules, method=method, earlier=earlier, progress=progress)
    with workshop(path.parent) as bench, recording.noting(REPORT, views.releases):
        (bench / path.name).write_text(_written(views, made_of), "utf-8")
        deliver(bench, path.parent)
    return replace(_read(path, made_of), kept=path)


def read_views(path: str | Path) -> Views:
    """The views of a kept file, without the register.

    Raises
    ------
    DashboardError
        For a file that is not there, is none of ours or was changed.
    """
    return _read(Path(path), None)


def _made_of(data: Path, source: str | None, rules: Policy, method: str, ledger: Path | None) -> dict[str, Any]:
    """All that a change of makes the views others; what is published after them is protected beside them."""
    named = located(source) if source else None
    facts = {
        "form": _FORM,
        "data": path_checksum(data) if data.exists() else "",
        "source": path_checksum(named) if named is not None and named.exists() else source or "",
        "policy": asdict(rules) | {"decided_on": str(rules.decided_on)},
        "method": method,
        "ledger": ledger.name if ledger else "",
        "version": __version__,
        "views": _digest(files(__package__).joinpath("data", "vistas.csv").read_text("utf-8")),
    }
    return dict(json.loads(json.dumps(facts)))


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _written(views: Views, made_of: Mapping[str, Any]) -> str:
    content = {
        "made_of": made_of,
        "views": [vars(view) | {"filters": list(view.filters)} for view in views.views],
        "releases": {name: as_plain(release) for name, release in views.releases.items()},
        "verdict": dict(views.verdict.by_lang),
    }
    return json.dumps({"seal": _digest(content), **content}, ensure_ascii=False, separators=(",", ":"))


def _read(path: Path, made_of: Mapping[str, Any] | None) -> Views:
    try:
        content = json.loads(path.read_text("utf-8"))
        sealed = content.pop("seal") == _digest(content)
        fits = made_of is None or content["made_of"] == made_of
        if not sealed or not fits:
            raise DashboardError("board_kept_changed", file=path.name)
        rules = _policy(content["made_of"]["policy"])
        return Views(
            views=tuple(View(**each | {"filters": tuple(each["filters"])}) for each in content["views"]),
            releases={name: as_kept(plain, rules) for name, plain in content["releases"].items()},
            verdict=Told(content["verdict"]),
            kept=path,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, PolicyError, ReleaseError):
        raise DashboardError("board_kept_changed", file=path.name) from None


def _policy(plain: Mapping[str, Any]) -> Policy:
    """The policy as it was written, its pairs and its day in their types."""
    stricter = tuple((str(name), int(threshold)) for name, threshold in plain["stricter"])
    return Policy(**{**plain, "stricter": stricter, "decided_on": date.fromisoformat(plain["decided_on"])})
