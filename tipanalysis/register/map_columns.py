"""A proposed source map with the decisions of a person: what each column is, and what is left unread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..words.errors import SourceMapError
from ..words.suggest import nearest
from .propose import Proposal
from .signs import plain
from .source_map import check_source_map
from .source_parts import ColumnSpec, SourceMap

NOT_READ, PRIVATE = "no leer", "privada"
"""What a person may say of a column instead of the variable that it feeds."""


def map_columns(
    proposal: Proposal,
    columns: Mapping[str, str] | None = None,
    *,
    unit: str = "",
    title: str = "",
    words: Mapping[str, Mapping[str, str]] | None = None,
    synthetic: bool = False,
) -> SourceMap:
    """The source map of a proposal, with what a person decided instead of what was guessed.

    Parameters
    ----------
    proposal : of :func:`~tipanalysis.register.propose.propose_source_map`
    columns : for each heading to be decided the name of its variable, ``"no leer"`` to leave the column unread or
        ``"privada"`` for one that points to a person and is never read. Accents, case and marks of headings do not
        matter; all other columns stay as proposed
    unit : what one row is, e.g. ``"solicitud"``; by default as proposed
    title : what the source is called in tables; by default the name of the file
    words : the office's own words by variable, e.g. ``{"sexo": {"M": "MUJER"}}``
    synthetic : whether the records are invented

    Returns
    -------
    SourceMap
        To be given to :func:`~tipanalysis.register.read.read_register`, and written with
        :func:`~tipanalysis.register.source_write.write_map` for the next time.

    Raises
    ------
    SourceMapError
        For a heading that the file does not have, and for variables, codes or a unit that do not exist, all of the
        latter in one message.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from tipanalysis.register.propose import propose_source_map
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "hoja.csv"
    ...     _ = file.write_text("Sexo,Cuántos años,Turno\\nMujer,17,A\\nHombre,30,B\\n", encoding="utf-8")
    ...     source = map_columns(propose_source_map(file), {"cuantos años": "edad"}, unit="solicitud")
    >>> [(column.header, column.variable) for column in source.columns], source.unit
    ([('Sexo', 'sexo'), ('Cuántos años', 'edad')], 'solicitud')
    """
    decided = _headings(proposal, columns or {})
    first = proposal.source
    kept = [column for column in first.columns if column.header not in decided]
    named = [ColumnSpec(header=heading, variable=what, required=False) for heading, what in decided.items()]
    private = [heading for heading, what in decided.items() if what == PRIVATE]
    hidden = [heading for heading in first.identifiers.drop if heading not in decided]
    made = replace(
        first,
        columns=(*kept, *(column for column in named if column.variable not in (NOT_READ, PRIVATE))),
        identifiers=replace(first.identifiers, drop=(*hidden, *private)),
        unit=unit or first.unit,
        titles={"es": title, "en": title} if title else first.titles,
        words={**first.words, **(words or {})},
        synthetic=synthetic or first.synthetic,
    )
    return check_source_map(made)


def _headings(proposal: Proposal, columns: Mapping[str, str]) -> dict[str, str]:
    """The decisions under the headings as the file writes them."""
    known = {plain(item.header): item.header for item in proposal.suggestions}
    strangers = [heading for heading in columns if plain(heading) not in known]
    if strangers:
        raise SourceMapError(
            "register_heading_unknown",
            given=", ".join(strangers),
            near=nearest(strangers[0], known.values()),
            file=proposal.file,
        )
    return {known[plain(heading)]: what.strip() for heading, what in columns.items()}
