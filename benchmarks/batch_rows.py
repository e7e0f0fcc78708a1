"""The hundred reports of the batch: all nine, by year, span, group, province and institution, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

Row = Mapping[str, str]
LANGUAGES = ("es", "en")
YEARS = ("2018", "2019", "2020", "2021", "2022")
FIVE, ALL = "2018-2022", "2010-2024"
PROVINCES = ("A", "L", "P", "SJ")
INSTITUTIONS = ("JUDICIAL", "NINEZ", "FISCALIA", "MIGRACION", "MUJER", "POLICIA", "SALUD")


def _periods(*periods: str) -> list[Row]:
    return [{"periodo": period} for period in periods]


def _groups(period: str, *groups: str) -> list[Row]:
    """The name of a report's files does not say its group: each has a folder."""
    return [{"periodo": period, "grupo": group, "folder": group.replace(":", "-")} for group in groups]


ASKED: Mapping[str, Sequence[Row]] = {
    "perfil_anual": _periods(FIVE, *YEARS, "2020-2022"),
    "perfil_interseccional": [
        *_groups(FIVE, "sexo:MUJER", "sexo:HOMBRE", "origen:EXTRANJERA"),
        *_groups(ALL, *(f"provincia_explotacion:{code}" for code in PROVINCES)),
    ],
    "captacion_explotacion": _periods(FIVE, ALL, "2018-2020", "2020-2022", "2015-2019"),
    "acreditacion": _periods(FIVE, *YEARS),
    "tendencia": _periods(ALL, "2012-2022", "2010-2018", "2013-2024"),
    "territorio": _periods(ALL, FIVE, "2010-2017", "2018-2024"),
    "quien_falta": _periods(FIVE, ALL, "2018-2020", "2019-2021", "2020-2022"),
    "fuentes": _periods(FIVE, ALL, "2018-2020", "2020-2022"),
    "calidad": [*_periods(FIVE), *({"periodo": FIVE, "institucion": code} for code in INSTITUTIONS)],
}


def first_rows(many: int) -> list[Row]:
    """The first rows of the hundred; ten of them or twenty hold every report too."""
    return list(_mixed())[:many]


def _mixed() -> Iterator[Row]:
    """A report of each kind, then another of each, every one in both languages."""
    by_kind = [[{"report": name, **row} for row in rows] for name, rows in ASKED.items()]
    for turn in zip_longest(*by_kind):
        yield from ({**row, "lang": lang} for row in turn if row for lang in LANGUAGES)


def spread(rows: Sequence[Row], many: int, offset: int = 0) -> list[int]:
    """Places of ``many`` rows: report after report, languages by turns, others of its rows each time round."""
    by_kind: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        by_kind.setdefault(row["report"], []).append(place)
    kinds = list(by_kind.values())
    chosen = (kinds[turn % len(kinds)] for turn in range(many))
    return [places[(turn + offset) % len(places)] for turn, places in enumerate(chosen)]
