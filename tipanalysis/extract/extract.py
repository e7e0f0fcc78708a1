"""The Extract: records for sharing in which nobody stands alone. Only ``make_extract`` makes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass, replace

import numpy as np
import pandas as pd

from ..register.listing import listed
from ..register.provenance import Provenance
from ..register.register import Register
from ..release.policy import Policy, load_policy
from ..words.errors import InputError, ReleaseError
from ..words.texts import Phrase, say
from .classes import values_of
from .columns import SUPPRESSED, quasi_columns, sensitive_columns
from .ladder import Ladder, Rung, ladders_of
from .people import People, people_of
from .proof import prove
from .risk import Risk, check_whole, groups_of, risk_of
from .search import Demand, Recoding, find_recoding
from .steps import steps_of

_SEAL = object()


@dataclass(frozen=True, repr=False, eq=False)
class Extract:
    """Records of people that may be shared under an agreement.

    ``records``: text columns, sorted by their values, nothing left of the order of the register. ``quasi`` and
    ``sensitive``: the columns of each variable told. ``steps``: each recoding and suppression, in words. ``before``,
    ``after``: the risk. ``loss``: ``variable``, ``code``, ``n`` records, ``suppressed`` of them, mean ``loss`` from 0
    (nothing) to 1 (nothing is told), in total, by sex and by origin. Risk and loss stay inside: they say who the
    suppressed records are.

    An Extract made by hand, or changed with ``dataclasses.replace``, raises :class:`ReleaseError`.
    """

    records: pd.DataFrame
    quasi: Mapping[str, tuple[str, ...]]
    sensitive: Mapping[str, tuple[str, ...]]
    k: int
    diversity: int
    unit: str
    provenance: Provenance
    steps: tuple[Phrase, ...]
    before: Risk
    after: Risk
    loss: pd.DataFrame
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise ReleaseError("extract_by_hand")

    def __repr__(self) -> str:
        total = self.loss.iloc[0]
        return (
            f"Extract({len(self.records)} × {self.unit}, {len(self.quasi)} + {len(self.sensitive)} variables, "
            f"k={self.k}, l={self.diversity}, {int(total['suppressed'])} suppressed, loss {total['loss']:.2f})"
        )


def make_extract(
    register: Register,
    quasi: Sequence[str],
    sensitive: Sequence[str],
    *,
    k: int | None = None,
    diversity: int = 2,
    most_suppressed: float = 0.05,
    policy: str | Policy = "publication",
) -> Extract:
    """Records in which each combination of quasi-identifiers is that of ``k`` persons or more.

    Parameters
    ----------
    register : people, one or more records each; what counts towards ``k`` are persons where the register names them
    quasi : variables that somebody outside may know of a person
    sensitive : variables that nobody is to learn of a person; they leave unchanged
    k : fewest persons of a class; what the policy asks for these variables if not given, and never less
    diversity : fewest different values of each sensitive variable in a class (l), where any is known; 1 asks nothing
    most_suppressed : share of the records that may lose all their quasi-identifiers, so that others keep more
    policy : the profile whose thresholds hold

    Returns
    -------
    Extract
        As many records as the register has. Reasons for a missing value are values of their own and match nothing
        else. Only the variables named leave.

    Raises
    ------
    InputError
        For variables that cannot leave (keys, dates, exact ages, texts) and for values out of place.
    PolicyError
        For a policy that does not exist.
    ReleaseError
        Where no recoding is safe, or the finished records fail their second measurement.

    Notes
    -----
    Full-domain recoding along the roll-ups of the codebook, years in fives, the whole variable last (Samarati 2001).
    All combinations of recodings are candidates; the one that loses least is taken, in the mean over records and
    variables of (m - 1)/(M - 1) for a code that stands for m of M values, 1 where suppressed. k-anonymity (Sweeney
    2002) and distinct l-diversity (Machanavajjhala 2007). They do not protect against what is known from elsewhere,
    nor against two extracts of the same people.

    Examples
    --------
    >>> from tipanalysis.register.synthetic import make_synthetic
    >>> make_extract(make_synthetic(seed=1), ["sexo", "grupo_edad"], ["finalidad"])
    Extract(651 × solicitud, 2 + 1 variables, k=5, l=2, 18 suppressed, loss 0.03)
    """
    demand = _demand(k, diversity, most_suppressed, load_policy(policy), (*quasi, *sensitive))
    people = people_of(register, quasi, sensitive)
    ladders = ladders_of(people)
    sensitive_values = [values_of(column) for _, column in people.sensitive.items()]
    found = find_recoding(ladders, people.persons, sensitive_values, demand) if len(people) else None
    if found is None:
        raise ReleaseError("extract_impossible", k=demand.k, diversity=demand.diversity)
    return _sealed(register, people, ladders, found, demand)


def _demand(k: int | None, diversity: int, most_suppressed: float, policy: Policy, names: Sequence[str]) -> Demand:
    least = max(2, policy.threshold_for(names))
    if not policy.can_write:
        raise ReleaseError("extract_policy_inside", policy=policy.name)
    k = least if k is None else k
    check_whole("k", k, least)
    check_whole("l", diversity, 1)
    if not 0 <= most_suppressed < 1:
        raise InputError("extract_no_share", given=most_suppressed)
    return Demand(k, diversity, float(most_suppressed))


def _sealed(
    register: Register, people: People, ladders: Mapping[str, Ladder], found: Recoding, demand: Demand
) -> Extract:
    quasi, sensitive = quasi_columns(people, ladders, found), sensitive_columns(people)
    whole = pd.concat([*quasi.values(), *sensitive.values()], axis=1)
    columns = [{name: tuple(frame.columns) for name, frame in part.items()} for part in (quasi, sensitive)]
    prove(whole, pd.Series(people.persons), *columns, k=demand.k, diversity=demand.diversity)
    told = {name: _told(ladders[name][rung], found) for name, rung in found.rungs.items()}
    return Extract(
        records=whole.sort_values(list(whole.columns), ignore_index=True),
        quasi=columns[0],
        sensitive=columns[1],
        k=demand.k,
        diversity=demand.diversity,
        unit=register.unit,
        provenance=register.provenance,
        steps=steps_of(people, ladders, found, demand.k),
        before=risk_of(people, demand.k),
        after=risk_of(replace(people, quasi=pd.DataFrame(told)), demand.k),
        loss=_loss(people, found),
        seal=_SEAL,
    )


def _told(rung: Rung, found: Recoding) -> pd.Series:
    """A quasi-identifier as it is told, in one column."""
    return rung.column.mask(pd.Series(found.suppressed), SUPPRESSED)


def _loss(people: People, found: Recoding) -> pd.DataFrame:
    rows = []
    for variable, code, inside in groups_of(people):
        lost = found.lost[inside]
        suppressed = int(found.suppressed[inside].sum())
        mean = float(lost.mean()) if len(lost) else np.nan
        rows.append({"variable": variable, "code": code, "n": len(lost), "suppressed": suppressed, "loss": mean})
    return listed(pd.DataFrame(rows), say("extract_title_loss"))
