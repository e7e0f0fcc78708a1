"""All ways in which the product is made to write and to speak; a test compares them with what there is."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec

from tipanalysis.reports.spec import list_reports

NO_SYNTHESIS = find_spec("pacsynth") is None
"""Whether the optional package for invented records is missing here."""
ERI = ("--source", "eri")
ASKED = ("--quasi", "sexo,grupo_edad,nacionalidad", "--sensitive", "finalidad")

PUBLISHED: Mapping[str, tuple[str, ...]] = {
    "report perfil_anual": (
        *("report", "perfil_anual", "--data", "registro.xlsx", *ERI, "--periodo", "2021-2022", "--lang", "es"),
        *("--country", "CRI", "--policy", "publication", "--out", "informes", "--ledger", "interno/libro.jsonl"),
    ),
    **{
        f"report {spec.name}": (
            *("report", spec.name, "--data", "registro.xlsx", *ERI, "--out", "informes", "--ledger"),
            f"interno/{spec.name}.jsonl",
        )
        for spec in list_reports()
        if spec.name not in ("perfil_anual", "calidad")
    },
    "quality": (
        *("quality", "registro.xlsx", *ERI, "--periodo", "2021-2022", "--lang", "en", "--country", "CRI"),
        *("--policy", "publication", "--out", "informes", "--ledger", "interno/otro.duckdb"),
    ),
    "audit": (
        *("audit", "informes", "--before", "cuadro.csv", "--mark", "*", "--threshold", "5", "--unit", "persona"),
        "--no-hidden-zeros",
    ),
    "dashboard": (
        *("dashboard", "registro.xlsx", *ERI, "--policy", "publication", "--export", "informes/tablero"),
        *("--kept", "interno/tablero", "--ledger", "interno/tablero.jsonl", "--lang", "en", "--country", "GTM"),
    ),
    "sources": ("sources",),
    "template": ("template", "--out", "informes/plantilla.xlsx"),
    "map": ("map", "registro.xlsx", "--out", "informes/mapa.toml"),
    "evaluate": (
        *("evaluate", "respuestas", "--enrolled", "30", "--target", "75", "--indicator", "1.1c"),
        *("--not-started", "2.3c", "--out", "informes/evaluacion"),
    ),
    "forms": ("forms", "--out", "informes/formularios"),
}
"""What is made to be published, or handed on to another office; every report, the one on quality by its own command."""

SHARED: Mapping[str, tuple[str, ...]] = {
    "extract": (
        *("extract", "registro.xlsx", *ERI, *ASKED, "--k", "6", "--l", "2"),
        *("--out", "extracto", "--ledger", "interno/libro.jsonl"),
    ),
    "extract draft": ("extract", "interno/limpio/registro", *ASKED, "--out", "extracto_borrador"),
    **(
        {}
        if NO_SYNTHESIS
        else {"extract synthetic": ("extract", "registro.xlsx", *ERI, *ASKED, "--synthetic", "--epsilon", "5")}
    ),
}
"""What is shared under an agreement."""

KEPT: Mapping[str, tuple[str, ...]] = {
    "clean": ("clean", "registro.xlsx", *ERI, "--out", "interno/limpio", "--rules", "reglas.csv"),
    "explain": (
        *("explain", "registro.xlsx", *ERI, "--row", "3", "--field", "ocupacion", "--sheet", "2021-2022"),
        *("--rules", "reglas.csv"),
    ),
    "score": (*("score", "registro.xlsx", *ERI, "--key", "errores.csv", "--truth", "verdad", "--rules", "reglas.csv"),),
    "load": ("load", "registro.xlsx", *ERI, "--clean", "--store", "interno/registro.duckdb", "--rules", "reglas.csv"),
    "link": ("link", "eri.csv", "pani.csv", "--source", "listas", "--out", "interno/enlace", "--threshold", "0.9"),
}
"""What stays in the institution."""

REFUSED: Mapping[str, tuple[str, ...]] = {
    "a heading that is no variable": ("explain", "registro.xlsx", *ERI, "--row", "3", "--field", "Nombre"),
    "the map of another office": ("report", "perfil_anual", "--data", "registro.xlsx", "--source", "co_policia"),
    "a file of another map": ("link", "registro.xlsx", "eri.csv", "--source", "listas"),
    "no headings": ("clean", "sin_encabezado.xlsx", *ERI, "--out", "interno/mal"),
    "no headings to map": ("map", "sin_encabezado.xlsx", "--out", "interno/mal.toml"),
    "no headings in a text to map": ("map", "sin_encabezado.csv", "--out", "interno/mal.toml"),
    "no headings in a text": ("link", "sin_encabezado.csv", "--source", "listas"),
    "a file cut short": ("clean", "cortado.xlsx", *ERI),
    "a text in a workbook's name": ("clean", "falso.xlsx", *ERI),
    "a name where a code should be": ("extract", "codigo_malo", *ASKED),
    "a name where a code should be, to report": ("report", "perfil_anual", "--data", "codigo_malo"),
    "a name where a day should be": ("extract", "fecha_mala", *ASKED),
    "a table of a register that is cut short": ("extract", "tabla_mala", *ASKED),
    "rules that are none": ("clean", "registro.xlsx", *ERI, "--rules", "eri.csv"),
    "decisions that are none": ("link", "eri.csv", "--source", "listas", "--decisions", "registro.xlsx"),
    "a key that is none": ("score", "registro.xlsx", *ERI, "--key", "eri.csv"),
    "another key that is none": ("link", "eri.csv", "--source", "listas", "--key", "eri.csv"),
    "a store that is none": ("load", "registro.xlsx", *ERI, "--store", "registro.xlsx"),
    "a ledger that is none": ("extract", "registro.xlsx", *ERI, *ASKED, "--ledger", "eri.csv"),
    "a register in the place of answers": ("evaluate", "registro.xlsx"),
    "a name where a letter should be": ("evaluate", "respuesta_mala.csv"),
    "a register published as a table": ("audit", "registro.xlsx", "eri.csv", "sin_encabezado.csv"),
    "names that do not leave": ("extract", "registro.xlsx", *ERI, "--quasi", "id_persona", "--sensitive", "relato"),
    "another extract of the same people": (
        *("extract", "registro.xlsx", *ERI, "--quasi", "sexo", "--sensitive", "finalidad", "--ledger"),
        "interno/libro.jsonl",
    ),
}
"""What goes wrong, with her row in the file that is wrong."""

UNTRIED: Mapping[str, str] = {
    "report calidad": "the same report as quality, which makes it",
    "batch": "makes the same reports as report and quality; its log repeats the sheet of the batch and their messages",
    "lesson build": "makes the notebooks of the lessons from the invented register; reads no file that it is given",
    "lesson new": "copies a lesson of the project; reads no register",
    "lesson kit": "packs the project: lessons, guides and the data that have a card; what else lies there stays behind",
    "lesson minutes": "counts words and tasks of the lessons; reads no register",
    "lesson timetable": "writes the minute plans of the modules as timetables; reads no register",
    "lesson check": "reads the lessons of the project and no register",
}
TRIED_IN_ONE_REPORT = ("--periodo", "--lang", "--country", "--policy")
"""Parameters that all reports share; those of one report alone choose records or methods in the codebook's words."""
UNTRIED_OPTIONS: Mapping[str, str] = {
    **dict.fromkeys(
        ("dashboard --host", "dashboard --port", "dashboard --no-browser"), "shows the same views without writing them"
    ),
    "load --key-prompt": "asks at the terminal without showing what is typed; the key is one that she is not in",
    "link --key-prompt": "the same",
    "link --method": "the other method needs an optional package and writes the same files",
    "link --decisions": "a workbook that a person filled in; tried among what is refused",
    "link --key": "the truth of invented lists; tried among what is refused",
    "quality --institution": "a choice of records, in the file's own words",
    "quality --key": "the planted errors of the invented register",
    "quality --truth": "the invented register without them",
    **dict.fromkeys(("extract --synthetic", "extract --epsilon") if NO_SYNTHESIS else (), "needs pac-synth"),
}

INSIDE: Mapping[str, str] = {
    "limpio/registro/*": "the clean register: the records themselves; its description says so",
    "limpio/bitacora.csv": "the log of cleaning: every change with the row it was made in, so that it can be undone",
    "limpio/consistencia.csv": "contradictions with their row, so that somebody looks at the file",
    "limpio/revision.xlsx": "values that a person must decide, with sheet and row",
    "registro.duckdb": "the store: the records themselves, encrypted where a key is given",
    "enlace/*": "which entries are the same person: rows of lists, never names",
}
"""What may hold her row and stays in the institution, and why. Tables and workbooks of it say so themselves."""
