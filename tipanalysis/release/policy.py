"""Policies: how small a number may be before it is hidden, who decided that, when and why."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from ..words.errors import PolicyError
from ..words.texts import has_text

Zeros = Literal["publish", "protect", "structural"]
Method = Literal["hide", "round"]


@dataclass(frozen=True)
class Policy:
    """What a release hides: counts from 1 to ``threshold - 1``.

    ``stricter`` holds pairs of a variable (``canton_*`` stands for every name that fits) and its own
    higher threshold. ``insider`` protects also against the one person of a cell, who knows it and subtracts
    herself. ``zeros`` says what a zero is: ``publish`` shows it as a finding, ``structural`` shows it as what cannot
    be (nothing is said about it), ``protect`` hides it as a small number. ``can_write`` is false where a release must
    not leave the restricted room. ``decided_by`` and ``reason`` are keys of the word files. ``method`` says whether
    small counts are hidden, or all counts rounded to ``base`` (doubled until it is not below the threshold). Where the
    events of people are known, a count is hidden too if one event holds more than ``dominance`` percent of it, or it
    comes from fewer than ``fewest_events``: those who worked on that event know its people.

    Examples
    --------
    >>> policy = Policy("taller", threshold=5, stricter=(("etnia", 10),))
    >>> policy.threshold_for(["sexo"]), policy.threshold_for(["sexo", "etnia"])
    (5, 10)
    """

    name: str
    threshold: int
    stricter: tuple[tuple[str, int], ...] = ()
    zeros: Zeros = "publish"
    insider: bool = True
    can_write: bool = True
    decided_by: str = "policy_decided_by_package"
    decided_on: datetime.date = datetime.date(2025, 1, 15)
    reason: str = "policy_reason_own"
    method: Method = "hide"
    base: int = 5
    dominance: int = 100
    fewest_events: int = 1

    def __post_init__(self) -> None:
        _check_threshold(self.name, "threshold", self.threshold)
        for variable, threshold in self.stricter:
            _check_threshold(self.name, variable, threshold)
            if threshold < self.threshold:
                raise PolicyError(
                    "policy_stricter_is_weaker",
                    policy=self.name,
                    variable=variable,
                    given=threshold,
                    threshold=self.threshold,
                )
        if self.zeros not in get_args(Zeros):
            raise PolicyError(
                "policy_zeros_unknown", policy=self.name, given=self.zeros, known=", ".join(get_args(Zeros))
            )
        _check_threshold(self.name, "base", self.base)
        _check_threshold(self.name, "fewest_events", self.fewest_events)
        if isinstance(self.dominance, bool) or not isinstance(self.dominance, int) or not 1 <= self.dominance <= 100:
            raise PolicyError("policy_percent_not_whole", policy=self.name, key="dominance", given=self.dominance)
        if self.method not in get_args(Method):
            raise PolicyError(
                "policy_method_unknown", policy=self.name, given=self.method, known=", ".join(get_args(Method))
            )
        if not isinstance(self.insider, bool):
            raise PolicyError("policy_insider_not_bool", policy=self.name, given=self.insider)
        if not isinstance(self.can_write, bool) or (self.can_write and not self.protects):
            raise PolicyError("policy_writes_unprotected", policy=self.name)
        for key in (self.decided_by, self.reason):
            if not has_text(key):
                raise PolicyError("policy_text_unknown", policy=self.name, given=key)

    @property
    def protects(self) -> bool:
        """Whether the policy hides anything at all."""
        return self.threshold > 1

    @property
    def zeros_exact(self) -> bool:
        """Whether a zero that is shown is a zero."""
        return self.zeros == "publish" and not self.rounds

    @property
    def rounds(self) -> bool:
        """Whether it rounds, where others hide."""
        return self.protects and self.method == "round"

    def is_of_one_event(self, n: int, largest: int, events: int) -> bool:
        """Whether a count is the work of one event, or of too few.

        Examples
        --------
        >>> Policy("taller", threshold=5, dominance=80).is_of_one_event(12, largest=10, events=3)
        True
        """
        return n > 0 and (100 * largest > self.dominance * n or events < self.fewest_events)

    def threshold_for(self, variables: Iterable[str]) -> int:
        """The smallest count but zero that may be shown in a table with these variables."""
        return max(
            [self.threshold]
            + [own for variable in variables for pattern, own in self.stricter if fnmatchcase(variable, pattern)]
        )


def base_for(base: int, threshold: int) -> int:
    """The base of a number that may not be told apart below ``threshold``: doubled until it is not smaller.

    Doubled, so that the totals of tables with different bases still are multiples of both.

    Examples
    --------
    >>> base_for(5, 5), base_for(5, 10), base_for(5, 11)
    (5, 10, 20)
    """
    while base < threshold:
        base *= 2
    return base


def _check_threshold(policy: str, key: str, given: object) -> None:
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise PolicyError("policy_threshold_not_whole", policy=policy, key=key, given=given)


def load_policy(name: str | Policy = "publication") -> Policy:
    """The policy called ``name`` in ``policies.toml``; a :class:`Policy` is returned as it is.

    Raises :class:`PolicyError` for a name that is not there: without a known policy nothing is shown.

    Examples
    --------
    >>> load_policy().threshold
    5
    """
    if isinstance(name, Policy):
        return name
    policies = _policies()
    if name not in policies:
        near = get_close_matches(str(name), policies, n=1)
        guess = near[0] if near else "publication"
        raise PolicyError("policy_unknown", given=name, guess=guess, known=", ".join(policies))
    return policies[name]


def list_policies() -> tuple[str, ...]:
    """The names of all profiles, in the order of the file.

    Examples
    --------
    >>> list_policies()
    ('publication', 'strict', 'internal')
    """
    return tuple(_policies())


@cache
def _policies() -> Mapping[str, Policy]:
    return read_policies(files(__package__).joinpath("policies.toml").read_text("utf-8"))


def read_policies(text: str) -> Mapping[str, Policy]:
    """The policies written in ``text`` (TOML, one table a profile), each checked in full."""
    try:
        profiles = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError("policy_not_readable", reason=error) from None
    return MappingProxyType({name: _policy(name, profile) for name, profile in profiles.items()})


_KEYS = tuple(field.name for field in fields(Policy) if field.name != "name")
_NEEDED = ("threshold", "zeros", "can_write", "decided_by", "decided_on", "reason")


def _policy(name: str, profile: Any) -> Policy:
    if not isinstance(profile, dict):
        raise PolicyError("policy_key_unknown", policy="policies.toml", given=name, guess="[publication]")
    for key in profile:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, n=1) or list(_KEYS[:1])
            raise PolicyError("policy_key_unknown", policy=name, given=key, guess=near[0])
    missing = [key for key in _NEEDED if key not in profile]
    if missing:
        raise PolicyError("policy_key_missing", policy=name, missing=", ".join(missing))
    stricter = profile.get("stricter", {})
    _check_variables(name, stricter)
    return Policy(name, **{**profile, "stricter": tuple(stricter.items())})


def _check_variables(policy: str, stricter: Mapping[str, object]) -> None:
    from ..standard.codebook import load_codebook

    known = list(load_codebook())
    for pattern in stricter:
        if not any(fnmatchcase(variable, pattern) for variable in known):
            near = get_close_matches(pattern, known, n=1)
            raise PolicyError(
                "policy_variable_unknown", policy=policy, given=pattern, guess=near[0] if near else known[0]
            )
