"""One answer to a question as a variable of yes and no: to select by it, or to compare within it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ..standard.codebook import load_codebook
from ..standard.fixed_codes import NOT_AVAILABLE
from ..words.errors import InputError
from .register import Register

YES, NO = "SI", "NO"


def with_answer(register: Register, variable: str, code: str) -> Register:
    """The register with a column that says whether a record has ``code`` in ``variable``.

    Parameters
    ----------
    register : records of any source
    variable : a coded one, with several answers (``finalidad``) or with one (``condicion_victima``)
    code : one of its codes

    Returns
    -------
    Register
        The column is called by both, ``finalidad_SEXUAL``, and holds ``SI``, ``NO`` or, where nothing was recorded,
        the reason why: nobody is taken for a ``NO`` because nobody asked. Nothing else changes.

    Raises
    ------
    InputError
        For a variable that the register does not have.
    CodebookError
        For a variable or a code that the codebook does not know.

    Examples
    --------
    >>> from tipanalysis.register.synthetic import make_synthetic
    >>> register = with_answer(make_synthetic(), "finalidad", "LABORAL")
    >>> len(register.where(finalidad_LABORAL="SI", condicion_victima="ACREDITADA"))
    151
    """
    if variable not in register.variables:
        raise InputError("counts_variable_missing", given=str(variable), known=", ".join(register.variables))
    book = load_codebook()
    book[variable].entry(code)
    if variable in register.children:
        held = register.children[variable].groupby("id", observed=True)[variable].agg(_codes)
        answers = register.records["id"].map(held)
    else:
        answers = register.records[variable].astype("str").map(lambda one: frozenset([one]))
    column = pd.Categorical([said(codes, code) for codes in answers], categories=[YES, NO, *book.missing_codes])
    return replace(register, records=register.records.assign(**{f"{variable}_{code}": column}))


def _codes(values: pd.Series) -> frozenset[str]:
    return frozenset(map(str, values))


def said(codes: frozenset[str], wanted: str) -> str:
    """Whether ``wanted`` is among the answers ``codes``: yes, no, or the reason why nothing is recorded.

    Examples
    --------
    >>> said(frozenset(["SEXUAL"]), "LABORAL"), said(frozenset(["NP"]), "LABORAL"), said(frozenset(), "LABORAL")
    ('NO', 'NP', 'ND')
    """
    reasons = [reason for reason in load_codebook().missing_codes if reason in codes]
    if codes.difference(reasons):
        return YES if wanted in codes else NO
    return reasons[0] if reasons else NOT_AVAILABLE
