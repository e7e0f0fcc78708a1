"""The score of a cleaning against the log of the errors that were put in on purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from ...standard.codebook import load_codebook
from ...words.errors import InputError
from ...words.numbers import format_number, format_percent
from ...words.texts import say
from ..location import located
from ..register import Register
from .decide import find_reviews, held_codes
from .rules import Rule, load_catalogue

KEY_COLUMNS = ("hoja", "fila", "columna", "variable", "patron", "crudo", "verdadero", "id_solicitud", "ambiguo")
_NOT_HERE = ("<NA>", "NaT", "nan", "")
_OTHER_OFFENCE, _SAME_PERSON, _ONE_A_PURPOSE = "116", "120", "127"


@dataclass(frozen=True, repr=False)
class Score:
    """How a cleaning did against the key.

    ``plain`` errors have one right value, ``ambiguous`` ones have none that the sheet alone tells; ``private`` ones
    stand in columns that must not come through at all. ``wrong_in_silence`` lists values that differ from the truth
    and that nobody is asked about: ``id_solicitud``, ``variable``, ``patron``, ``valor``, ``verdadero``.
    """

    plain: int
    plain_right: int
    plain_waiting: int
    ambiguous: int
    ambiguous_waiting: int
    private: int
    private_kept_out: int
    records_true: int
    records_there: int
    rows_accounted: bool
    wrong_in_silence: pd.DataFrame
    not_right: pd.DataFrame

    @property
    def share_right(self) -> float:
        """Per cent of the plain errors that were set right."""
        return 100 * self.plain_right / self.plain if self.plain else 100.0

    def lines(self) -> Iterator[str]:
        """The score in words, one sentence a line."""
        share = format_percent(self.share_right)
        counts = {name: format_number(value) for name, value in vars(self).items() if type(value) is int}
        yield say("cleaning_score_plain", share=share, **counts)
        yield say("cleaning_score_ambiguous", **counts)
        yield say("cleaning_score_private", **counts)
        yield say("cleaning_score_silence", n=format_number(len(self.wrong_in_silence)))
        yield say("cleaning_score_records" if self.rows_accounted else "cleaning_score_rows_lost", **counts)

    def __str__(self) -> str:
        return "\n".join(self.lines())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line)}</p>" for line in self.lines())


def score_cleaning(
    register: Register, key: str | Path | pd.DataFrame, truth: Register | None = None, *, rules: Sequence[Rule] = ()
) -> Score:
    """Compare a cleaned register with the log of the errors put in, and, value by value, with the truth.

    Parameters
    ----------
    register : cleaned
    key : CSV with the columns ``hoja, fila, columna, variable, patron, crudo, verdadero, id_solicitud, ambiguo``
    truth : the register before the errors; with it every value is compared, not only those of the key
    rules : those given to ``clean``

    Raises
    ------
    InputError
        The key is not there or lacks columns.
    """
    errors = _read_key(key)
    placed = errors[errors["fila"] != ""]
    of_people = ~placed["variable"].isin(["id", *register.variables])
    private, cells = placed[of_people], placed[~of_people]
    waiting = _waiting(register, rules)
    judged = cells.assign(**_judged(register, cells, waiting))
    ambiguous = judged["ambiguo"].str.lower() == "true"
    plain, unclear = judged[~ambiguous], judged[ambiguous]
    ids = set(register.records["id"])
    true_ids = set(truth.records["id"]) if truth is not None else set(errors["id_solicitud"]) - {""}
    return Score(
        plain=len(plain),
        plain_right=int(plain["bien"].sum()),
        plain_waiting=int((plain["espera"] & ~plain["bien"]).sum()),
        ambiguous=len(unclear),
        ambiguous_waiting=int((unclear["espera"] | unclear["fuera"]).sum()),
        private=len(private),
        private_kept_out=_kept_out(register, private),
        records_true=len(true_ids),
        records_there=len(true_ids & ids),
        rows_accounted=sum(register.rows.values()) == register.provenance.rows_read,
        wrong_in_silence=_silent(register, judged, truth, waiting),
        not_right=plain[~plain["bien"]],
    )


def _read_key(key: str | Path | pd.DataFrame) -> pd.DataFrame:
    if isinstance(key, pd.DataFrame):
        errors, name = key.astype("str"), "DataFrame"
    else:
        path = located(key)
        name = path.name
        try:
            errors = pd.read_csv(path, dtype=str, keep_default_na=False)
        except (OSError, ValueError):
            raise InputError("cleaning_key_unreadable", file=name) from None
    missing = [column for column in KEY_COLUMNS if column not in errors]
    if missing:
        raise InputError("cleaning_key_columns", file=name, missing=", ".join(missing))
    return errors.assign(fila=errors["fila"].str.removesuffix(".0").replace({"<NA>": "", "nan": ""}))


def _waiting(register: Register, rules: Sequence[Rule]) -> set[tuple[str, str]]:
    """Records and variables that wait for a person."""
    cells = find_reviews(register, (*rules, *load_catalogue()))
    return set(zip(cells["id"], cells["variable"], strict=True))


def _judged(register: Register, cells: pd.DataFrame, waiting: set[tuple[str, str]]) -> dict[str, Any]:
    """For each error: whether the value is right, waits for a person, or its row is no record of this register."""
    values = {name: held_codes(register, name) for name in cells["variable"].unique() if name != "id"}
    places = register.places.drop_duplicates(["hoja", "fila"]).set_index(["hoja", "fila"])["id"].to_dict()
    heights = register.places["id"].value_counts().to_dict()
    right, waits, out, found = [], [], [], []
    for error in cells.to_dict("records"):
        record = places.get((error["hoja"], error["fila"]), "")
        now = (record,) if error["variable"] == "id" else values[error["variable"]].get(record, ())
        out.append(not record)
        found.append("|".join(now))
        waits.append((record, error["variable"]) in waiting or (record, "delito") in waiting)
        right.append(not record or _is_right(error, record, now, heights.get(record, 0)))
    return {"bien": right, "espera": waits, "fuera": out, "valor": found, "id": _ids(cells, places)}


def _ids(cells: pd.DataFrame, places: Mapping[tuple[str, str], str]) -> list[str]:
    return [places.get(place, "") for place in zip(cells["hoja"], cells["fila"], strict=True)]


def _is_right(error: Mapping[Any, str], record: str, now: Sequence[str], height: int) -> bool:
    """Whether a value is the true one; a repeated application and one in several rows are right as one record."""
    if error["patron"] == _SAME_PERSON:
        return record == error["crudo"]
    if error["patron"] == _ONE_A_PURPOSE:
        return height == int(error["crudo"])
    return _same(now, error["verdadero"].split(";"))


def _same(now: Sequence[str], true: Sequence[str]) -> bool:
    """Whether two sets of codes agree; a plain number or day without value agrees with any reason for missing."""
    nothing = (*_NOT_HERE, *load_codebook().missing_codes)
    if set(now) <= set(_NOT_HERE):
        return set(true) <= set(nothing)
    return set(now) == set(true)


def _kept_out(register: Register, private: pd.DataFrame) -> int:
    """How many raw texts of private columns left no trace in log and faults."""
    written = set(register.log["crudo"]) | set(register.log["estandar"]) | set(register.faults["valor"])
    return int((~private["crudo"].isin(written)).sum())


def _silent(
    register: Register, judged: pd.DataFrame, truth: Register | None, waiting: set[tuple[str, str]]
) -> pd.DataFrame:
    """Values that say something that is not so, about which nobody is asked. A reason for missing says nothing."""
    columns = ["id_solicitud", "variable", "patron", "valor", "verdadero"]
    nothing = (*_NOT_HERE, *load_codebook().missing_codes)
    states_something = ~judged["valor"].isin(nothing)
    wrong = judged[~judged["bien"] & ~judged["espera"] & states_something][columns]
    if truth is None:
        return wrong.reset_index(drop=True)
    return pd.concat([wrong, _silent_elsewhere(register, judged, truth, waiting)], ignore_index=True)


def _silent_elsewhere(
    register: Register, judged: pd.DataFrame, truth: Register, waiting: set[tuple[str, str]]
) -> pd.DataFrame:
    """Values outside the key that differ from the truth."""
    seen = set(zip(judged["id"], judged["variable"], strict=True)) | waiting
    nothing = (*_NOT_HERE, *load_codebook().missing_codes)
    rows = []
    for name in (name for name in truth.variables if name in register.variables):
        true, now = held_codes(truth, name), held_codes(register, name)
        for record, codes in true.items():
            value = now.get(record, ())
            if (record, name) not in seen and set(value) - set(nothing) and not _same(value, codes):
                rows.append((record, name, "", "|".join(value), "|".join(codes)))
    return pd.DataFrame(rows, columns=["id_solicitud", "variable", "patron", "valor", "verdadero"])
