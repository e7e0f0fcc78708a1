"""The 24 charts with a picture of each, from the synthetic register: ``PYTHONPATH=tests:. python -m charts.gallery``.

The pages ``docs/referencia/graficos(.en).md`` list them; a test compares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pandas as pd

import tipanalysis as tip
from charts.indexed_png import in_few_colors
from tipanalysis.charts.accreditation import draw_accreditation
from tipanalysis.charts.combinations import draw_combinations
from tipanalysis.charts.comparators import draw_comparators
from tipanalysis.charts.composition import draw_composition
from tipanalysis.charts.control import draw_control
from tipanalysis.charts.denominators import draw_denominators
from tipanalysis.charts.dependants import draw_dependants
from tipanalysis.charts.events import draw_event_sizes
from tipanalysis.charts.flows import draw_flows
from tipanalysis.charts.mentions import draw_mentions
from tipanalysis.charts.mosaic import draw_mosaic
from tipanalysis.charts.not_known import draw_not_known
from tipanalysis.charts.picture import Picture
from tipanalysis.charts.ranking import draw_ranking
from tipanalysis.charts.services import draw_services
from tipanalysis.charts.tiles import draw_tiles
from tipanalysis.charts.waiting import draw_waiting
from tipanalysis.counts.counts import Counts
from tipanalysis.reports.scope import band_of

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "imagenes" / "graficos"
DPI = 84
DECISIONS = ("RECIBIDA", "EN_ESTUDIO", "ACREDITADA", "DENEGADA", "ARCHIVADA", "DESISTIDA")
PURPOSES = ("SEXUAL", "LABORAL", "ESCLAVITUD_SERVIDUMBRE", "OTRAS")
REFERRED = ["tipo_entidad", "finalidad"]
BY_PURPOSE = ["sexo", "mayoria_edad", "finalidad"]
BY_YEAR = ["anio_registro", "finalidad"]
BY_RECRUITER = ["sexo", "mayoria_edad", "vinculo_tratante"]
NOT_KNOWN = (
    "sexo",
    "mayoria_edad",
    "nivel_educativo",
    "lengua_materna",
    "ambito",
    "medio",
    "forma_captacion",
    "embarazo",
)


@dataclass(frozen=True)
class Entry:
    """One chart of the list: what it answers, its function, the views it belongs to, how its picture is made."""

    es: str
    en: str
    function: str
    views: str
    draw: Callable[[], Picture]
    report: str = ""


@cache
def register() -> Any:
    return tip.make_synthetic()


@cache
def accredited() -> Any:
    return register().where(condicion_victima="ACREDITADA")


@cache
def applications() -> Any:
    return register().where(estado_solicitud=DECISIONS)


def synthetic(frame: pd.DataFrame, by: list[str], unit: str) -> Counts:
    """Counts of a frame made from the synthetic register, with the origin of that."""
    counts = tip.count_by(frame, by, unit=unit)
    origin = register().provenance
    return replace(counts, provenance=replace(origin, checksum=f"{origin.checksum}-{unit}-{len(frame)}"))


def together(tables: Mapping[str, Any]) -> Any:
    return tip.protect_together(tables).values()


def volume() -> Picture:
    received, accepted = together(
        {"a": tip.count_by(applications(), "anio_registro"), "b": tip.count_by(accredited(), "anio_acreditacion")}
    )
    lines = {"Solicitudes recibidas": received, "Víctimas acreditadas": accepted}
    return tip.draw_series(lines, breaks=tip.load_country("CRI").series_breaks)


def mentions() -> Picture:
    units = {"solicitud": "solicitud", "mencion": "mencion"}
    return draw_mentions(*together({u: tip.count_by(accredited(), "finalidad", unit=u) for u in units}))


def ranking() -> Picture:
    return draw_ranking(tip.protect(tip.count_by(accredited(), "nacionalidad")))


def waiting() -> Picture:
    records = register().where(estado_solicitud=DECISIONS[:4]).records
    days = tip.load_country("CRI").working_days(records["fecha_solicitud"], records["fecha_resolucion"])
    bands = [band(day) for day in days]
    frame = pd.DataFrame({"origen": records["origen"].astype(str).to_numpy(), "dias_habiles_resolucion": bands})
    return draw_waiting(tip.protect(synthetic(frame, ["origen", "dias_habiles_resolucion"], "solicitud")))


def band(day: Any) -> str:
    if pd.isna(day):
        return "PENDIENTE"
    return band_of(day, (3, 5, 7, 15))


def missing_by_year() -> Picture:
    names = ("mayoria_edad", "lengua_materna", "forma_captacion", "ambito", "nivel_educativo")
    tables = {name: tip.count_by(register(), ["anio_registro", name]) for name in names}
    return tip.draw_missingness(tip.protect_together(tables))


def missing_by_sex() -> Picture:
    names = ("forma_captacion", "medio", "lugar_captacion", "ambito")
    tables = {name: tip.count_by(applications(), ["sexo", name]) for name in names}
    return tip.draw_missingness(tip.protect_together(tables), across="sexo")


def combinations() -> Picture:
    purposes = accredited().children["finalidad"]
    held = purposes.groupby("id")["finalidad"].agg(lambda codes: frozenset(map(str, codes)))
    rows = [answers(held.get(record, frozenset())) for record in accredited().records["id"]]
    frame = pd.DataFrame(rows, columns=[f"finalidad_{code}" for code in PURPOSES])
    return draw_combinations(tip.protect(synthetic(frame, list(frame), "solicitud")))


def answers(held: frozenset[str]) -> list[str]:
    if not held.intersection(PURPOSES):
        return ["ND"] * len(PURPOSES)
    return ["SI" if code in held else "NO" for code in PURPOSES]


def event_sizes() -> Picture:
    events = accredited().records.drop_duplicates("id_persona")["id_caso"]
    size = events.groupby(events).transform("size")
    people = pd.DataFrame({"tamano_evento": ["1" if n == 1 else "2-4" if n < 5 else "5+" for n in size]})
    alone = people[~events.duplicated().to_numpy()].reset_index(drop=True)
    tables = [synthetic(alone, ["tamano_evento"], "evento"), synthetic(people, ["tamano_evento"], "persona")]
    return draw_event_sizes(*map(tip.protect, tables))


def dependants() -> Picture:
    return draw_dependants(tip.protect(tip.count_by(register(), ["mayoria_edad", "condicion_victima"])))


def services() -> Picture:
    assisted = tip.read_register(ROOT / "datasets" / "servicios.csv", "servicios")
    names = ("servicio_requerido", "servicio_recibido")
    return draw_services(*together({name: tip.count_by(assisted, name, levels="all") for name in names}))


def denominators() -> Picture:
    measures = tip.three_denominators(tip.count_by(accredited(), ["sexo", "ambito"]), "sexo")
    return draw_denominators(tip.protect_together(measures))


def comparators() -> Picture:
    tables = {
        "Solicitudes recibidas": tip.count_by(applications(), "anio_registro"),
        "Víctimas acreditadas": tip.count_by(accredited(), "anio_acreditacion"),
        "Casos (varias personas en cada uno)": tip.count_by(applications(), "anio_registro", unit="caso"),
    }
    return draw_comparators(tip.protect_together(tables))


def not_known() -> Picture:
    tables = {name: tip.count_by(accredited(), name) for name in NOT_KNOWN}
    return draw_not_known(tip.protect_together(tables))


def one(draw: Callable[..., Picture], by: str | list[str], people: Callable[[], Any] = accredited, **more: Any) -> Any:
    """How a chart of one table is made."""
    unit = more.pop("unit", None)
    return lambda: draw(tip.protect(tip.count_by(people(), by, unit=unit)), **more)


GALLERY: tuple[Entry, ...] = (
    Entry(
        "¿Cuántas solicitudes llegaron y cuántas víctimas se acreditaron cada año, y cuándo cambió la definición?",
        "How many applications came, how many victims were accredited each year, and when did the definition change?",
        "draw_series",
        "A, H",
        volume,
        "perfil_anual",
    ),
    Entry(
        "¿Qué parte de las solicitudes se resuelve y se acredita, según el sexo?",
        "Which part of the applications is decided and accredited, by sex?",
        "draw_accreditation",
        "A",
        one(draw_accreditation, ["sexo", "estado_solicitud"], applications),
        "acreditacion",
    ),
    Entry(
        "¿Qué edad y qué sexo tienen?",
        "How old are they, and of which sex?",
        "draw_pyramid",
        "B",
        one(tip.draw_pyramid, ["grupo_edad", "sexo"]),
        "perfil_anual",
    ),
    Entry(
        "¿Cómo se combinan sexo, edad y finalidad?",
        "How do sex, age and purpose combine?",
        "draw_mosaic",
        "C",
        one(draw_mosaic, BY_PURPOSE, applications, unit="mencion"),
        "captacion_explotacion",
    ),
    Entry(
        "¿Para qué fueron explotadas cada año, con lo que no se especificó?",
        "What were they exploited for each year, with what was not specified?",
        "draw_composition",
        "E, H",
        one(draw_composition, BY_YEAR, applications, unit="mencion", shares=False),
        "tendencia",
    ),
    Entry(
        "¿Cambia el porcentaje si se cuentan personas o menciones?",
        "Does the percentage change when persons or mentions are counted?",
        "draw_mentions",
        "E",
        mentions,
        "fuentes",
    ),
    Entry(
        "¿Qué nacionalidades se registran más, y cuántas por habitante?",
        "Which nationalities are recorded most, and how many per inhabitant?",
        "draw_ranking",
        "B",
        ranking,
        "territorio",
    ),
    Entry(
        "¿En qué provincias?",
        "In which provinces?",
        "draw_tiles",
        "G",
        one(draw_tiles, "provincia_residencia"),
        "territorio",
    ),
    Entry(
        "¿Con qué medios se captó en cada forma de captación?",
        "Which means went with each form of recruitment?",
        "draw_heatmap",
        "D, F",
        one(tip.draw_heatmap, ["forma_captacion", "medio"]),
        "captacion_explotacion",
    ),
    Entry(
        "¿De qué lugar de captación a qué país de explotación?",
        "From which place of recruitment to which country of exploitation?",
        "draw_flows",
        "F",
        one(draw_flows, ["lugar_captacion", "pais_explotacion"], applications),
        "captacion_explotacion",
    ),
    Entry(
        "¿Es interna o transfronteriza, según el sexo?",
        "Is it domestic or cross-border, by sex?",
        "draw_composition",
        "C, E",
        one(draw_composition, ["sexo", "ambito"]),
        "territorio",
    ),
    Entry(
        "¿Quién las captó, según sexo y edad?",
        "Who recruited them, by sex and age?",
        "draw_mosaic",
        "C, D",
        one(draw_mosaic, BY_RECRUITER, applications),
        "captacion_explotacion",
    ),
    Entry(
        "¿Cuántos días tarda la resolución, frente al plazo legal, y para quién más?",
        "How many days does the decision take, against the legal limit, and for whom more?",
        "draw_waiting",
        "A",
        waiting,
        "acreditacion",
    ),
    Entry(
        "¿Quién refiere cada finalidad?",
        "Who refers each purpose?",
        "draw_composition",
        "D, E",
        one(draw_composition, REFERRED, applications, unit="mencion"),
        "quien_falta",
    ),
    Entry(
        "¿Qué variables quedaron sin dato cada año (o en cada institución)?",
        "Which variables went unrecorded each year (or in each institution)?",
        "draw_missingness",
        "H",
        missing_by_year,
        "quien_falta",
    ),
    Entry(
        "¿A quiénes les falta más el dato, según el sexo?",
        "For whom are data missing more, by sex?",
        "draw_missingness",
        "C, E",
        missing_by_sex,
        "quien_falta",
    ),
    Entry(
        "¿Qué finalidades se dan juntas?",
        "Which purposes come together?",
        "draw_combinations",
        "E",
        combinations,
        "captacion_explotacion",
    ),
    Entry(
        "¿Cuántas víctimas hay en cada evento?",
        "How many victims are there in each event?",
        "draw_event_sizes",
        "A",
        event_sizes,
        "captacion_explotacion",
    ),
    Entry(
        "¿Cuántas personas dependientes llegaron junto a las víctimas?",
        "How many dependants came with the victims?",
        "draw_dependants",
        "A, B",
        dependants,
        "acreditacion",
    ),
    Entry(
        "¿Quiénes recibieron los servicios que necesitaban?",
        "Who received the services they needed?",
        "draw_services",
        "–",
        services,
        "acreditacion",
    ),
    Entry(
        "¿Qué cambia al cambiar el denominador?",
        "What changes with the denominator?",
        "draw_denominators",
        "B, C",
        denominators,
        "perfil_interseccional",
    ),
    Entry(
        "¿Qué muestran otros países u otras fuentes, que cuentan otra cosa?",
        "What do other countries or sources show, which count something else?",
        "draw_comparators",
        "H",
        comparators,
        "fuentes",
    ),
    Entry(
        "¿Qué años se apartan de la media más de lo que explica el azar?",
        "Which years differ from the mean by more than chance explains?",
        "draw_control",
        "A, H",
        one(draw_control, "anio_acreditacion"),
        "tendencia",
    ),
    Entry(
        "¿Qué no sabemos?",
        "What do we not know?",
        "draw_not_known",
        "B",
        not_known,
        "quien_falta",
    ),
)
"""The list, in its order."""


def file_of(number: int) -> str:
    return f"{number:02d}_{GALLERY[number - 1].function.removeprefix('draw_')}.png"


OTHERS = ("draw_bars", "draw_intervals", "draw_gaps", "draw_reasons", "draw_slopes")
"""Charts that exist beside the list."""
PAGES = {lang: ROOT / "docs" / "referencia" / name for lang, name in (("es", "graficos.md"), ("en", "graficos.en.md"))}
MARK = "<!-- galería: PYTHONPATH=tests:. .venv/bin/python -m charts.gallery -->\n"
HEADS = {
    "es": "| N.º | Pregunta | Función | Vistas | Informe |",
    "en": "| No. | Question | Function | Views | Report |",
}


VIEWS = {
    "A": ("Volumen: solicitudes y acreditaciones por año", "Volume: applications and accreditations a year", "volumen"),
    "B": ("Perfil de las personas acreditadas", "Profile of the accredited persons", "perfil"),
    "C": ("Intersecciones: cruces de hasta tres variables", "Intersections: up to three variables crossed", "perfil"),
    "D": ("Captación: formas, medios y lugares", "Recruitment: forms, means and places", "captacion"),
    "E": ("Explotación: finalidades, lugares y países", "Exploitation: purposes, places and countries", "explotacion"),
    "F": ("Relaciones entre captación y explotación", "Relations of recruitment and exploitation", "relaciones"),
    "G": ("Territorio", "Territory", "territorio"),
    "H": ("Series de indicadores", "Series of indicators", "volumen"),
}
"""The views of the national dashboard, and the group of views of ours that answers each."""
VIEW_HEADS = {
    "es": "| Vista | Qué responde | Gráficos | Informes | En el tablero |",
    "en": "| View | What it answers | Charts | Reports | In the dashboard |",
}
ALSO = {"C": ("perfil_interseccional",), "H": ("calidad",)}
"""Reports that answer a view with tables rather than with a chart of the list."""


def views_table(lang: str) -> str:
    """The views, the charts of each as links to their pictures, and the reports that show them."""
    lines = [VIEW_HEADS[lang], "|---|---|---|---|---|"]
    for letter, (es, en, group) in VIEWS.items():
        mine = [(at, entry) for at, entry in enumerate(GALLERY, start=1) if letter in entry.views.split(", ")]
        charts = ", ".join(f"[{at}](../imagenes/graficos/{file_of(at)})" for at, _ in mine)
        reports = sorted({entry.report for _, entry in mine if entry.report} | set(ALSO.get(letter, ())))
        named = ", ".join(f"`{report}`" for report in reports)
        lines.append(f"| {letter} | {es if lang == 'es' else en} | {charts} | {named} | `{group}` |")
    return "\n".join(lines) + "\n"


def table(lang: str) -> str:
    """The list as a table, each question a link to its picture."""
    lines = [HEADS[lang], "|---|---|---|---|---|"]
    for number, entry in enumerate(GALLERY, start=1):
        question = getattr(entry, lang)
        report = f"`{entry.report}`" if entry.report else ""
        cells = (str(number), f"[{question}](../imagenes/graficos/{file_of(number)})", f"`{entry.function}`")
        lines.append(f"| {' | '.join(cells)} | {entry.views} | {report} |")
    return "\n".join(lines) + "\n"


def draw_all() -> None:
    """Write every picture, in Spanish, at the resolution of a page, and both pages from the mark on."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    shown: dict[str, list[str]] = {lang: [] for lang in PAGES}
    for number, entry in enumerate(GALLERY, start=1):
        with tip.using(lang="es", country="CRI"), patch("tipanalysis.charts.picture.DPI", DPI):
            picture = entry.draw()
            (PICTURES / file_of(number)).write_bytes(in_few_colors(picture.png))
        with tip.using(lang="en", country="CRI"):
            alts = {"es": picture.alt, "en": entry.draw().alt}
        for lang, alt in alts.items():
            title = f"### {number}. {getattr(entry, lang)}"
            shown[lang].append(f"{title}\n\n![{alt}](../imagenes/graficos/{file_of(number)})\n")
    for lang, page in PAGES.items():
        head = page.read_text("utf-8").partition(MARK)[0]
        page.write_text("\n".join([f"{head}{MARK}", views_table(lang), table(lang), *shown[lang]]), "utf-8")


if __name__ == "__main__":
    draw_all()
