"""The sheet of a batch: read as people write it, checked whole before anything is made."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from tipanalysis.reports.batch import plan_batch, run_batch
from tipanalysis.reports.batch_rows import read_rows, rows_of
from tipanalysis.words.errors import ReportError
from tipanalysis.words.settings import using

CELLS = [["Informe", "PERÍODO", "carpeta"], ["breve", "2007", "Año 7"], ["", "", ""], ["breve", "2008", ""]]


def written(path: Path, encoding: str, delimiter: str) -> Path:
    path.write_bytes("\r\n".join(delimiter.join(row) for row in CELLS).encode(encoding))
    return path


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(CELLS):
            for column, cell in enumerate(row):
                sheet.write(number, column, int(cell) if cell.isdigit() else cell)
    return path


@pytest.mark.parametrize("form", [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t"), None])
def test_a_sheet_is_read_whatever_wrote_it(form: tuple[str, str] | None, reports: Path) -> None:
    path = written(Path("lote.csv"), *form) if form else workbook(Path("lote.xlsx"))
    first, second = plan_batch(path, out="salida").rows
    assert [(row.number, dict(row.given)) for row in (first, second)] == [
        (2, {"periodo": "2007"}),
        (4, {"periodo": "2008"}),
    ]
    assert first.plan.files["html"] == Path("salida/Año 7/breve_co_policia_2007_CRI_es.html")
    assert second.plan.files["html"] == Path("salida/breve_co_policia_2008_CRI_es.html")


def test_what_is_not_said_is_what_the_report_and_the_settings_say(reports: Path) -> None:
    with using(lang="en", country="GTM"):
        (row,) = plan_batch([{"report": "breve", "periodo": None, "lang": ""}]).rows
    assert (row.plan.values["periodo"], row.plan.stem) == ("2007", "breve_co_policia_2007_GTM_en")


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_written(reports: Path) -> None:
    given = [
        {"informe": "brebe"},
        {"informe": "breve", "perido": "2007", "lang": "fr"},
        {"informe": "breve", "data": "hoj.csv"},
        {"informe": ""},
        {"informe": "breve", "carpeta": "../fuera"},
        {"informe": "breve"},
        {"informe": "breve", "carpeta": "."},
        {"informe": "breve", "source": "eri"},
        {"informe": "breve", "": "2007"},
    ]
    with pytest.raises(ReportError) as refusal:
        run_batch(given, out="salida")
    lines = str(refusal.value).splitlines()
    assert lines[0] == "No se hizo ningún informe, porque hay filas por corregir:"
    assert lines[1:] == [
        "  - fila 1: No existe el informe «brebe». ¿Quiso decir «breve»? Hay: breve, roto. Véalos con: tipanalysis "
        "report --list",
        "  - fila 2: «perido» no es un parámetro de este informe. ¿Quiso decir «periodo»? Hay: lang, country, data, "
        "source, periodo.",
        "  - fila 2: --lang: «fr» no está entre los valores posibles. Hay: es, en.",
        "  - fila 3: --data: no existe el archivo «hoj.csv». ¿Quiso decir «hoja.csv»? Revise la carpeta y el nombre.",
        "  - fila 4: falta el nombre del informe. Hay: breve, roto.",
        "  - fila 5: la carpeta «../fuera» debe estar dentro de la carpeta de los informes. Escriba solo un nombre, "
        "por ejemplo «estricta».",
        "  - fila 8: El mapa «eri» lee archivos xlsx y «hoja.csv» es csv. Indique el archivo o el mapa que "
        "corresponda.",
        "  - fila 9: «2007» está en una columna sin nombre. Póngale nombre en la primera fila o borre la celda.",
        "  - las filas 6, 7 escribirían los mismos archivos (breve_co_policia_2007_CRI_es). Deje una, o póngalas en "
        "carpetas distintas con la columna «carpeta».",
    ]
    assert sorted(path.name for path in Path().iterdir()) == ["hoja.csv"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("periodo,lang\n2007,es\n", "no tiene la columna «informe», que dice qué informe hacer. Tiene: periodo, lang."),
        ("informe,report\nbreve,breve\n", "hay columnas repetidas: report. Deje una de cada una."),
        ("informe,periodo\n\n", "no tiene filas. Escriba los nombres de las columnas en la primera fila"),
    ],
)
def test_a_sheet_that_is_none(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "lote.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ReportError) as refusal:
        read_rows(path)
    assert message in str(refusal.value)


def test_mappings_are_numbered_from_one() -> None:
    assert [(row.number, dict(row.cells)) for row in rows_of([{"informe": "x"}, {"Report": "y", "key": None}])] == [
        (1, {"report": "x"}),
        (2, {"report": "y"}),
    ]
