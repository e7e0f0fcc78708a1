"""Synthetic records: invented ones whose counts resemble the real ones, under differential privacy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import InitVar, dataclass
from importlib.util import find_spec

import numpy as np
import pandas as pd

from ..counts.cube import cube
from ..register.provenance import Provenance
from ..register.register import Register
from ..standard.fixed_codes import TOTAL
from ..words.errors import InputError, ReleaseError
from .columns import columns_of
from .people import GROUPS, People, people_of

ORDER = 3
"""Counts of combinations of up to so many variables are imitated, and compared."""

OPEN = "SIN_DATO"
"""Stands where the synthesis left a value open; real reasons for a missing value have codes of their own."""

MARK, MARKED = "sintetico", "SINTÉTICO"
"""The column that says of each row that nobody is behind it."""

LEAST_EPSILON = 0.01
"""With less, even the number of records is noise."""

_RECORDS_SHARE = 0.05
"""Of the budget, what the number of records takes."""

_SEAL = object()


@dataclass(frozen=True, repr=False, eq=False)
class Synthetic:
    """Invented records, each with the mark ``SINTÉTICO``.

    ``records``: text columns. ``variables``: the columns of each variable. ``most_records``: of the person with most
    records; that person's protection is weaker as many times. ``utility``: by ``variable`` and ``code`` (everybody;
    each sex and origin, where those were synthesised) and ``order``: ``real`` cells, those ``kept`` (a share), cells
    ``made_up`` and the mean absolute ``error`` of the counts. It comes from the true counts, and stays inside.

    One made by hand, or changed with ``dataclasses.replace``, raises :class:`ReleaseError`.
    """

    records: pd.DataFrame
    variables: Mapping[str, tuple[str, ...]]
    epsilon: float
    delta: float
    most_records: int
    unit: str
    provenance: Provenance
    utility: pd.DataFrame
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise ReleaseError("synthetic_by_hand")

    def __repr__(self) -> str:
        return (
            f"Synthetic({len(self.records)} × {self.unit}, {len(self.variables)} variables, "
            f"epsilon={self.epsilon:g}, delta={self.delta:g})"
        )


def synthesise(register: Register, variables: Sequence[str], epsilon: float, *, delta: float = 1e-5) -> Synthetic:
    """Invented records that imitate the counts of up to three variables at once.

    Parameters
    ----------
    register : people, one record each or more
    variables : what the records are to have; codes and years, at most eight
    epsilon : the privacy budget, 0.01 or more; half of it is twice the noise. There is no synthesis without one
    delta : the chance, between 0 and 1, that the promise does not hold

    Returns
    -------
    Synthetic
        The number of records is noisy too. Values that the noise swallowed are ``SIN_DATO``.

    Raises
    ------
    InputError
        Where pac-synth is not installed, for variables that cannot leave, and for values out of place.

    Notes
    -----
    The mechanism is that of pac-synth (aggregate seeded synthesis, Gaussian noise): (epsilon, delta)-differential
    privacy of each **record**. Its noise comes from the operating system and has no seed, so that two runs differ:
    noise that can be repeated can be taken away. Each run spends its budget anew.

    Examples
    --------
    >>> from tipanalysis.register.synthetic import make_synthetic
    >>> synthesise(make_synthetic(seed=1), ["sexo", "mayoria_edad"], epsilon=0)
    Traceback (most recent call last):
    ...
    tipanalysis.words.errors.InputError: El valor de epsilon debe ser un número de al menos 0.01; llegó «0».
    """
    _check(epsilon, delta)
    people = people_of(register, variables, ())
    if find_spec("pacsynth") is None:
        raise InputError("synthetic_no_package")
    invented = _invented(people.quasi, float(epsilon), float(delta))
    columns = {
        str(name): columns_of(str(name), invented[name], str(name) in people.multi, invented[name] == OPEN, OPEN)
        for name in people.quasi
    }
    whole = pd.concat(columns.values(), axis=1)
    return Synthetic(
        records=whole.sort_values(list(whole.columns), ignore_index=True).assign(**{MARK: MARKED}),
        variables={name: tuple(frame.columns) for name, frame in columns.items()},
        epsilon=float(epsilon),
        delta=float(delta),
        most_records=int(np.bincount(people.persons).max(initial=1)),
        unit=register.unit,
        provenance=register.provenance,
        utility=_utility(people, invented),
        seal=_SEAL,
    )


def _check(epsilon: object, delta: object) -> None:
    if not _is_number(epsilon) or not LEAST_EPSILON <= epsilon < np.inf:  # type: ignore[operator]
        raise InputError("synthetic_no_epsilon", given=epsilon, least=LEAST_EPSILON)
    if not _is_number(delta) or not 0 < delta < 1:  # type: ignore[operator]
        raise InputError("synthetic_no_delta", given=delta)


def _is_number(given: object) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)


def _invented(real: pd.DataFrame, epsilon: float, delta: float) -> pd.DataFrame:
    """Records drawn by pac-synth, which takes an empty text for «no value» and rewrites some signs: it gets numbers."""
    from pacsynth import Dataset, DpAggregateSeededParametersBuilder, DpAggregateSeededSynthesizer

    builder = DpAggregateSeededParametersBuilder().reporting_length(ORDER).epsilon(epsilon).delta(delta)
    synthesizer = DpAggregateSeededSynthesizer(builder.number_of_records_epsilon_proportion(_RECORDS_SHARE).build())
    levels = {name: {f"v{place}": text for place, text in enumerate(column.unique())} for name, column in real.items()}
    places = {name: {text: place for place, text in of.items()} for name, of in levels.items()}
    with _noise_alone_refused(epsilon):
        synthesizer.fit(Dataset.from_data_frame(real.apply(lambda column: column.map(places[column.name]))))
        names, *rows = synthesizer.sample(synthesizer.get_dp_number_of_records())
    drawn = pd.DataFrame(rows, columns=names, dtype="str")[list(real.columns)]
    return drawn.apply(lambda column: column.map(levels[column.name]).fillna(OPEN).astype("str"))


@contextmanager
def _noise_alone_refused(epsilon: float) -> Iterator[None]:
    """pac-synth panics, with what is no ``Exception``, where the noise leaves fewer records than none."""
    try:
        yield
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        raise InputError("synthetic_only_noise", epsilon=f"{epsilon:g}") from None


def _utility(people: People, invented: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(_compared(people.quasi, invented))


def _compared(real: pd.DataFrame, invented: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Everybody, then each sex and origin among the variables: both kinds of records, order by order."""
    yield from _orders(TOTAL, TOTAL, real, invented)
    for name in real.columns.intersection(GROUPS):
        for code in sorted(real[name].unique()):
            yield from _orders(str(name), code, real[real[name] == code], invented[invented[name] == code])


def _orders(variable: str, code: str, real: pd.DataFrame, invented: pd.DataFrame) -> Iterator[dict[str, object]]:
    both = pd.concat({"real": _cells(real), "invented": _cells(invented)}, axis=1).fillna(0)
    size = (both.index.to_frame() != TOTAL).sum(axis=1)
    for order in range(1, min(ORDER, real.shape[1]) + 1):
        cells = both[size == order]
        known = cells["real"] > 0
        yield {
            "variable": variable,
            "code": code,
            "order": order,
            "real": int(known.sum()),
            "kept": float((cells["invented"][known] > 0).mean()),
            "made_up": int((~known).sum()),
            "error": float((cells["real"] - cells["invented"]).abs().mean()),
        }


def _cells(records: pd.DataFrame) -> pd.Series:
    """The counts of all combinations of up to three variables that are not zero, those left open aside."""
    names = {name: f"variable_{place}" for place, name in enumerate(records.columns)}
    if records.empty:
        empty = pd.MultiIndex.from_frame(pd.DataFrame(columns=list(names.values()), dtype="str"))
        return pd.Series([], index=empty, dtype="int64")
    counted = cube(records.rename(columns=names), list(names.values()), ORDER).to_frame()
    counted = counted.astype(dict.fromkeys(names.values(), "str"))
    told = counted[~counted.isin([OPEN]).any(axis=1)]
    return told.set_index(list(names.values()))["n"]
