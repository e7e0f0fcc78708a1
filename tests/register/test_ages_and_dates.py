from __future__ import annotations

import pytest

from tipanalysis.register.ages import parse_age
from tipanalysis.register.dates import parse_date


@pytest.mark.parametrize(
    ("text", "age", "rule"),
    [
        ("17", 17, ""),
        ("17 años", 17, "edad_con_texto"),
        ("17a", 17, "edad_con_texto"),
        ("17.0", 17, "edad_con_texto"),
        ("17,5", 17, "edad_truncada"),
        ("8 meses", 0, "edad_en_meses"),
        ("14 meses", 1, "edad_en_meses"),
        ("aprox. 20", 20, "edad_estimada"),
        ("20 aprox", 20, "edad_estimada"),
        ("±20", 20, "edad_estimada"),
        ("20 (estimada)", 20, "edad_estimada"),
        ("110", 110, ""),
    ],
)
def test_an_age_is_read_as_it_was_meant(text: str, age: int, rule: str) -> None:
    reading = parse_age(text)
    assert (reading.age, reading.low, reading.high, reading.rule, reading.fault) == (age, age, age, rule, "")


@pytest.mark.parametrize(
    ("text", "bounds", "reason", "fault"),
    [
        ("17-18", (17, 18), "ND", "edad_cruza_18"),
        ("15 a 16", (15, 16), "ND", ""),
        ("entre 20 y 25 años", (20, 25), "ND", ""),
        ("PME", (0, 17), "ND", ""),
        ("menor", (0, 17), "ND", ""),
        ("mayor de edad", (18, 110), "ND", ""),
        ("menor de 12", (0, 11), "ND", ""),
        ("99", (None, None), "IGN", ""),
        ("999", (None, None), "IGN", ""),
        ("0", (None, None), "IGN", "edad_cero"),
        ("1998", (None, None), "ERR", "edad_anio_nacimiento"),
        ("130", (None, None), "ERR", "edad_imposible"),
        ("veinte y pico", (None, None), "ERR", "edad_desconocida"),
    ],
)
def test_an_age_that_is_not_stated_is_not_invented(
    text: str, bounds: tuple[int | None, int | None], reason: str, fault: str
) -> None:
    reading = parse_age(text)
    assert (reading.age, (reading.low, reading.high), reading.reason, reading.fault) == (None, bounds, reason, fault)


def test_zero_is_a_baby_only_where_the_source_says_so() -> None:
    assert parse_age("0", zero=True).age == 0


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2019-04-03", "2019-04-03", "DIA"),
        ("2019-04-03 10:35", "2019-04-03", "DIA"),
        ("2019-04-03T10:35:00Z", "2019-04-03", "DIA"),
        ("03/04/2019", "2019-04-03", "DIA"),
        ("3.4.2019", "2019-04-03", "DIA"),
        ("43558", "2019-04-03", "DIA"),
        ("43558.75", "2019-04-03", "DIA"),
        ("2 set. 2019", "2019-09-02", "DIA"),
        ("2 de setiembre de 2019", "2019-09-02", "DIA"),
        ("lunes 2 de septiembre del 2019", "2019-09-02", "DIA"),
        ("15-ago-17", "2017-08-15", "DIA"),
        ("12/08/19 10:35 p. m.", "2019-08-12", "DIA"),
        ("2017", "2017-01-01", "ANIO"),
        ("setiembre 2019", "2019-09-01", "MES"),
        ("set-19", "2019-09-01", "MES"),
        ("04/2019", "2019-04-01", "MES"),
        ("mediados de 2016", "2016-06-01", "TRIMESTRE"),
    ],
)
def test_a_date_keeps_its_precision(text: str, day: str, precision: str) -> None:
    reading = parse_date(text)
    assert reading.day is not None
    assert (reading.day.isoformat(), reading.precision, reading.fault) == (day, precision, "")


@pytest.mark.parametrize(
    ("text", "reason", "fault"),
    [
        ("31/02/2018", "ERR", "fecha_imposible"),
        ("08/24/2004", "ERR", "fecha_imposible"),
        ("13/2019", "ERR", "fecha_imposible"),
        ("00/00/0000", "IGN", ""),
        ("01/01/1900", "IGN", ""),
        ("pronto", "ERR", "fecha_desconocida"),
        ("99999", "ERR", "fecha_desconocida"),
    ],
)
def test_a_date_that_is_none_is_never_turned_round(text: str, reason: str, fault: str) -> None:
    reading = parse_date(text)
    assert (reading.day, reading.reason, reading.fault) == (None, reason, fault)


def test_the_order_of_the_file_decides_and_a_doubtful_century_is_for_review() -> None:
    assert str(parse_date("08/24/2004 12:00:00 AM", order="mdy").day) == "2004-08-24"
    assert str(parse_date("43558", epoch=1904).day) == "2023-04-04"
    doubtful = parse_date("05/06/32")
    assert (str(doubtful.day), doubtful.fault) == ("2032-06-05", "fecha_siglo_dudoso")
