"""The lines under every table and chart."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.pages.notes import note_lines
from tipanalysis.register.provenance import Provenance
from tipanalysis.release.policy import Policy
from tipanalysis.release.protect import protect
from tipanalysis.release.release import Release, seal_release
from tipanalysis.words.errors import ReleaseError

Make = Callable[..., Release]
REAL = Provenance("eri", "Registro de solicitudes del ERI", "registro.xlsx", "ab12cd34")


def test_the_lines_of_a_table_of_counts(release_by: Make) -> None:
    assert note_lines(release_by("sexo")) == (
        "DATOS SINTÉTICOS: inventados para practicar; no describen a ninguna persona real.",
        "Unidad de conteo: personas; n = 61.",
        "Sin dato en sexo registrado: 5 (8,2\xa0% del total).",
        "Se ocultan las cifras de 1 a 4 y las que permitirían deducirlas (política de protección «publication»). "
        "En este cuadro no hizo falta ocultar ninguna celda.",
        "Fuente: Registro de solicitudes del ERI.",
    )


def test_the_lines_in_english_with_a_denominator(release_by: Make) -> None:
    assert note_lines(release_by("sexo", "finalidad", "provincia_explotacion"), "en", "GTM", among=["sexo"]) == (
        "SYNTHETIC DATA: invented for practice; they describe no real person.",
        "Counting unit: persons; n = 61.",
        "No data in recorded sex: 5 (8.2% of the total); in purpose of exploitation: 5 (8.2% of the total); "
        "in province of exploitation: 6 (9.8% of the total).",
        "Denominator of the percentages: all persons in each group of recorded sex, including records with no data.",
        "Figures from 1 to 4 are hidden, and so are those that would give them away (protection policy “publication”). "
        "Hidden cells: 1 (mark •).",
        "Source: Registro de solicitudes del ERI.",
    )


def test_estimates_name_denominator_and_interval(shares_by: Make) -> None:
    lines = note_lines(shares_by("finalidad"))
    assert lines[3:5] == (
        "Denominador de los porcentajes: total de personas, incluidos los registros sin dato.",
        "Intervalo de confianza de 95 %: indica cuánto pudo influir el azar, no cuántas personas quedaron sin "
        "detectar.",
    )


def test_a_rate_names_its_population(shares_by: Make) -> None:
    rate = changed(shares_by("finalidad"), measure="rate", per=100_000)
    assert note_lines(rate)[3] == (
        "Tasa por cada 100 000 habitantes; el denominador es la población del grupo. No mide el riesgo de una persona."
    )


def changed(release: Release, **parts: Any) -> Release:
    kept = {name: getattr(release, name) for name in release.__dataclass_fields__ if name != "seal"}
    return seal_release(**{**kept, **parts})


def test_real_data_carry_no_banner_and_selections_are_told(release_by: Make) -> None:
    narrowed = REAL.narrowed("condicion_victima", ("ACREDITADA",)).narrowed("anio_registro", ("2018", "2019"))
    lines = note_lines(release_by("sexo", provenance=narrowed))
    assert lines[0] == "Unidad de conteo: personas; n = 61."
    assert lines[-2] == (
        "Solo se cuentan registros con condición de víctima: Víctima acreditada; año de registro: 2018 y 2019."
    )


def test_no_unknowns_is_said_too() -> None:
    counts = count_by(pd.DataFrame({"sexo": ["MUJER"] * 9}), "sexo")
    assert note_lines(protect(counts))[1] == "Sin dato: ninguno; todos los registros tienen dato en sexo registrado."


def test_a_hidden_number_of_unknowns_stays_hidden(release_by: Make) -> None:
    release = release_by("sexo", policy=Policy("publication", threshold=6))
    assert note_lines(release)[2] == "Sin dato en sexo registrado: • (oculto)."


def test_a_hidden_total_stays_hidden_and_gives_no_share(release_by: Make) -> None:
    release = release_by("sexo")
    margins = release.margins.assign(n=pd.array([pd.NA], "Int64"), status="hidden")
    lines = note_lines(changed(release, margins=margins))
    assert lines[1] == "Unidad de conteo: personas; n = • (oculto)."
    assert lines[2] == "Sin dato en sexo registrado: 5."


def test_several_answers_are_explained(release_by: Make) -> None:
    assert note_lines(release_by("finalidad", multi=("finalidad",)))[3] == (
        "Respuesta múltiple en finalidad de explotación: puede haber personas en más de una fila; por eso las "
        "filas pueden sumar más que el total."
    )


def test_unprotected_says_so(release_by: Make) -> None:
    internal = Policy("internal", threshold=1, can_write=False, decided_on=datetime.date(2025, 1, 15))
    assert note_lines(release_by("sexo", policy=internal))[3] == (
        "SIN PROTEGER (política «internal»): solo para uso interno; no publicar ni guardar."
    )


def test_what_does_not_apply_is_not_unknown() -> None:
    counts = count_by(pd.DataFrame({"medio": ["ENGANO"] * 9 + ["NA_"] * 7}), "medio")
    assert note_lines(protect(counts))[1].startswith("Sin dato: ninguno;")


@pytest.mark.parametrize("thing", [pd.DataFrame(), None, "tabla"])
def test_anything_but_a_release_is_refused(thing: Any) -> None:
    with pytest.raises(ReleaseError) as caught:
        note_lines(thing)
    given = type(thing).__name__
    assert caught.value.both() == (
        f"Solo se puede mostrar un cuadro protegido (Release); llegó un valor de tipo «{given}». Protéjalo antes: "
        f"protect(conteo).\nOnly a protected table (Release) can be shown; a value of type “{given}” was given. "
        "Protect it "
        "first: protect(counts)."
    )


def test_the_provenance_is_left_as_it_was(release_by: Make) -> None:
    release = release_by("sexo")
    before = replace(release.provenance)
    note_lines(release)
    assert release.provenance == before
