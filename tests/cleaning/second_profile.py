"""A second institution's dirty sheet: other layout, other seed, other misspellings than those the rules were made with.

Written before any of its spellings had been tried; no spelling was added to the package for it afterwards. One rule was
added when it had run: a date that says only the month is asked about, as one that says only the year was already. An
error is ``ambiguous`` where its words allow more than one reading without knowing the office.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd

from tipanalysis.register.cleaning.decide import held_codes
from tipanalysis.register.cleaning.score import KEY_COLUMNS
from tipanalysis.register.register import Register
from tipanalysis.standard.codebook import load_codebook

SEED = 909
SHEET = "atenciones"
HEADERS = {
    "id": "Consecutivo",
    "fecha_solicitud": "Ingreso",
    "condicion_victima": "Calidad",
    "sexo": "Sexo de la persona",
    "edad": "Edad cumplida",
    "nacionalidad": "País o nacionalidad",
    "provincia_residencia": "Provincia donde vive",
    "nivel_educativo": "Último nivel",
    "ocupacion": "A qué se dedicaba",
    "estado_conyugal": "Estado",
    "embarazo": "¿Embarazada?",
    "finalidad_detalle": "Tipo de explotación",
    "forma_captacion": "Cómo la engancharon",
    "vinculo_tratante": "Quién es para la víctima",
    "lugar_explotacion": "Sitio",
}
MAP = """
id = "atenciones"
unit = "solicitud"
country = "CRI"
synthetic = true
titles = { es = "Atenciones. DATOS SINTÉTICOS", en = "Attentions. SYNTHETIC DATA" }

[file]
kind = "csv"
delimiter = ";"

[[sheets]]
header_row = 4

"""
SPELLINGS: dict[tuple[str, str], list[tuple[str, bool]]] = {
    ("nacionalidad", "NIC"): [
        ("nicaraguence", False),
        ("Nicaraguense.", False),
        ("De Nicaragua", False),
        ("nicaragüenses", False),
        ("NICARAG\u00dcENSE (sin documentos)", False),
        ("Centroamericana", True),
    ],
    ("nacionalidad", "CRI"): [("costarisense", False), ("Costarrica", False), ("tico", False), ("nacional", True)],
    ("nacionalidad", "PAN"): [("panameña/o", False), ("Panama", False), ("PANAMENO", False), ("Guna", True)],
    ("nacionalidad", "COL"): [("colombianas", False), ("Republica de Colombia", False), ("COL.", False)],
    ("nacionalidad", "DOM"): [("Rep Dominicana", False), ("R.D", False), ("dominicano", False)],
    ("nacionalidad", "VEN"): [("venezolan@", False), ("Venezuela (Rep. Bolivariana)", False), ("VZLA", False)],
    ("nacionalidad", "HND"): [("honduras ", False), ("catracha", False), ("Hondureña\u00a0", False)],
    ("sexo", "MUJER"): [("Mujeres", False), ("fem", False), ("FEMENINA", False), ("muj.", False), ("M", True)],
    ("sexo", "HOMBRE"): [("Masculina", False), ("var\u00f3n", False), ("Hombres", False), ("m", True)],
    ("provincia_residencia", "SJ"): [("San Jos\u00e9, Costa Rica", False), ("sn jose", False), ("S. Jos\u00e9", False)],
    ("provincia_residencia", "P"): [("Puntarenas ", False), ("puntarena", False), ("Pacífico", True)],
    ("provincia_residencia", "L"): [("Limon", False), ("Pto. Limón", False), ("Caribe", True)],
    ("provincia_residencia", "G"): [("Guanacaste.", False), ("Gte", False), ("guanacste", False)],
    ("provincia_residencia", "A"): [("Alajuela centro", False), ("ALAJ.", False)],
    ("nivel_educativo", "PRIMARIA"): [
        ("escuela completa", False),
        ("6 grado", False),
        ("Primaria terminada", False),
        ("escuela", True),
    ],
    ("nivel_educativo", "SEC_III_CICLO"): [("9° año", False), ("hasta noveno", False), ("colegio", True)],
    ("nivel_educativo", "SEC_DIVERSIFICADA"): [("5to año", True), ("bachillerato", True), ("colegio completo", False)],
    ("nivel_educativo", "GRADO"): [("universidad completa", False), ("Universitaria", False), ("licenciatura", False)],
    ("nivel_educativo", "NINGUNO"): [("sin estudio", False), ("Ninguna", False), ("nunca fue a la escuela", False)],
    ("ocupacion", "9"): [("trabajo doméstico", False), ("peona agrícola", False), ("empleada domestica", False)],
    ("ocupacion", "5"): [("mesera/salonera", False), ("dependienta", False), ("cuido de niños", False)],
    ("ocupacion", "TRABAJO_DOMESTICO_NO_REM"): [("ama de hogar", False), ("oficios domésticos", True)],
    ("ocupacion", "ESTUDIANTE"): [("estudia", False), ("Estudiante.", False), ("colegiala", False)],
    ("ocupacion", "DESEMPLEADA"): [("sin empleo", False), ("cesante", False), ("no trabaja", True)],
    ("estado_conyugal", "SOLTERA"): [("soltero", False), ("solt.", False), ("SOLTERA(O)", False)],
    ("estado_conyugal", "UNION_LIBRE"): [("junta", False), ("unión de hecho", False), ("juntada", False)],
    ("estado_conyugal", "CASADA"): [("casado", False), ("matrimonio", False), ("C", True)],
    ("embarazo", "NO"): [("NO", False), ("negativo", False), ("n", False)],
    ("embarazo", "SI"): [("sí, 5 meses", False), ("SI", True), ("positivo", False)],
    ("finalidad_detalle", "PROSTITUCION_AJENA"): [("Prostitucion de terceros", False), ("sexual", True)],
    ("finalidad_detalle", "TRABAJO_FORZADO"): [
        ("trabajos forzados", False),
        ("laboral", True),
        ("Trabajo forzoso", False),
    ],
    ("finalidad_detalle", "DOMESTICO"): [("servidumbre en casa", False), ("doméstica", True)],
    ("finalidad_detalle", "MENDICIDAD"): [("mendigar", False), ("mendicidad ajena", False)],
    ("forma_captacion", "OFERTA_TRABAJO"): [
        ("oferta laboral", False),
        ("le ofrecieron trabajo", False),
        ("engaño", True),
    ],
    ("forma_captacion", "REDES_INTERNET"): [("por internet", False), ("instagram", False), ("redes", False)],
    ("forma_captacion", "RELACION_SENTIMENTAL"): [("enamoramiento", False), ("novio", False)],
    ("forma_captacion", "FAMILIA"): [("un familiar", False), ("la mamá", False)],
    ("vinculo_tratante", "CONYUGE_PAREJA"): [("pareja", False), ("ex novio", False), ("marido", False)],
    ("vinculo_tratante", "FAMILIAR"): [("tía", False), ("padrastro", False), ("pariente", False)],
    ("vinculo_tratante", "PATRONO"): [("patrona", False), ("jefe", False)],
    ("lugar_explotacion", "BAR_NIGHTCLUB"): [("night club", False), ("cantina", False), ("bar", False)],
    ("lugar_explotacion", "FINCA"): [("finca bananera", False), ("plantación", False)],
    ("lugar_explotacion", "HOGAR"): [("casa", True), ("casa de habitación", False)],
}
AGES = [
    ("{edad}a", False),
    ("{edad} a.", False),
    ("{edad} años cumplidos", False),
    ("{edad} y pico", True),
    ("aprox {edad} años", False),
    ("{palabra}", False),
    ("{nacio}", True),
]
DATES = [
    ("{d}-{romano}-{y}", False),
    ("{mes} {y}", True),
    ("{y}.{m:02d}.{d:02d}", False),
    ("{d:02d} de {mes} del {y}", False),
    ("{d}/{m}/{yy:02d}", False),
    ("{dia} {d} de {mes} de {y}", False),
]
MISSING = [("no se sabe", False), ("N.D.", False), ("s/inf", False), ("xxx", True), ("No contesta", False)]
TENS = {16: "dieciséis", 17: "diecisiete", 18: "dieciocho", 19: "diecinueve", 20: "veinte", 30: "treinta"}
MONTHS = [
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "setiembre", "octubre", "noviembre", "diciembre"),
]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
DAYS = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]


def write_second_profile(truth: Register, folder: Path) -> tuple[Path, str, pd.DataFrame]:
    """The sheet (a CSV with a title above the header), its source map and the key of its errors."""
    rng = np.random.default_rng(SEED)
    names = [name for name in HEADERS if name == "id" or name in truth.variables]
    held = {name: held_codes(truth, name) for name in names if name != "id"}
    lines, errors = [], []
    for place, record in enumerate(truth.records["id"]):
        row = {"id": record}
        for name in names[1:]:
            codes = held[name][record]
            row[name], error = written(rng, name, codes)
            if error is not None:
                true = ";".join(codes)
                values = [SHEET, str(place + 5), HEADERS[name], name, "143", row[name], true, record, str(error)]
                errors.append(dict(zip(KEY_COLUMNS, values, strict=True)))
        lines.append(row)
    path = folder / f"{SHEET}.csv"
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerows([["Registro de atenciones. DATOS SINTÉTICOS"], [], ["Uso interno"]])
        writer.writerow([HEADERS[name] for name in names])
        writer.writerows([line[name] for name in names] for line in lines)
    columns = "".join(f'[[columns]]\nheader = "{HEADERS[name]}"\nvariable = "{name}"\n\n' for name in names)
    return path, MAP + columns, pd.DataFrame(errors, columns=list(KEY_COLUMNS))


def written(rng: np.random.Generator, name: str, codes: tuple[str, ...]) -> tuple[str, bool | None]:
    """How a value is written, and whether that is an error: plain (False), ambiguous (True) or none."""
    clean_text = spelt(name, codes)
    options = choices(name, codes)
    if not options or rng.random() > 0.12:
        return clean_text, None
    raw, ambiguous = options[int(rng.integers(len(options)))]
    return raw, ambiguous


def spelt(name: str, codes: tuple[str, ...]) -> str:
    book = load_codebook()
    if name in ("edad",) and codes[0] in ("", "<NA>", "nan"):
        return ""
    if book[name].kind in ("integer", "date"):
        return codes[0]
    return "/".join(book.label(name, code, "es") for code in codes)


def choices(name: str, codes: tuple[str, ...]) -> list[tuple[str, bool]]:
    if len(codes) > 1:
        return []
    code = codes[0]
    if name == "edad":
        return (
            []
            if not code.isdigit()
            else [(fill_age(text, int(code)), doubt) for text, doubt in AGES if fill_age(text, int(code))]
        )
    if name == "fecha_solicitud":
        return [] if not code else [(fill_date(text, pd.Timestamp(code)), doubt) for text, doubt in DATES]
    if code == "ND":
        return MISSING
    return SPELLINGS.get((name, code), [])


def fill_age(text: str, age: int) -> str:
    if "palabra" in text:
        return TENS.get(age, "")
    return text.format(edad=age, nacio=2020 - age)


def fill_date(text: str, day: pd.Timestamp) -> str:
    facts = {"d": day.day, "m": day.month, "y": day.year, "yy": day.year % 100, "mes": MONTHS[day.month - 1]}
    return text.format(**facts, romano=ROMAN[day.month - 1], dia=DAYS[day.weekday()])
