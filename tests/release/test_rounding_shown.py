"""What readers, ledgers and findings make of rounded tables: nothing is told as exact, and it comes back as it was."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from tipanalysis.analysis.shares import share_within
from tipanalysis.charts.bars import draw_bars
from tipanalysis.counts.count import count_by
from tipanalysis.pages.notes import note_lines
from tipanalysis.pages.sentence import sentence
from tipanalysis.release.held import as_held, as_plain
from tipanalysis.release.ledger import open_ledger
from tipanalysis.release.protect import protect, protect_together
from tipanalysis.release.publication import Publication
from tipanalysis.reports.findings import share_finding, volume_finding

PEOPLE = pd.DataFrame({"sexo": ["MUJER"] * 41 + ["HOMBRE"] * 23 + ["INTERSEX"] * 2 + ["ND"] * 1})


@pytest.fixture(scope="module")
def release():
    return protect(share_within(count_by(PEOPLE, "sexo")), method="round")


def test_the_note_says_how_it_is_rounded(release):
    notes = note_lines(release, lang="es")
    assert (
        "Todas las cifras están redondeadas a múltiplos de 5 (política «publication»): cada una está a menos de 5 de "
        "la verdadera, y un 0 puede ser un número pequeño. Los totales suman; los porcentajes y las tasas se calculan "
        "con las cifras redondeadas."
    ) in notes
    assert "Unidad de conteo: registros; n ≈ 65." in notes
    assert not [line for line in notes if "oculta" in line or "ninguno" in line]
    assert "Sin dato en sexo registrado: menos de 5." in notes


def test_sentences_tell_no_number_as_exact(release):
    told = sentence(release, lang="es")
    assert "Mujer: ≈ 40 de ≈ 65 registros (" in told
    assert "Intersex: menos de 5 de ≈ 65 registros" in told
    assert "≈ 65 records" in sentence(release, lang="en")
    assert share_finding(release, ["MUJER"], "finding_women").count("≈") == 2
    assert "≈ 65" in volume_finding(release, "2018")


def test_the_words_of_a_picture_say_it_too(release):
    assert "Las cifras están redondeadas a múltiplos de 5." in draw_bars(release, lang="es").alt


def test_a_rounded_table_comes_back_as_it_was(release):
    back = as_held(as_plain(release))
    pd.testing.assert_frame_equal(back.frame, release.frame)
    pd.testing.assert_frame_equal(back.margins, release.margins)
    assert back.rounded and back.base == release.base and back.policy.method == "round"
    exact = protect(count_by(PEOPLE, "sexo"))
    assert "method" not in as_plain(exact) and not as_held(as_plain(exact)).rounded


@pytest.mark.parametrize("name", ["libro.jsonl", "libro.duckdb"])
def test_a_ledger_keeps_what_was_rounded_and_the_next_table_keeps_to_it(tmp_path, name):
    tables = {"sexo": count_by(PEOPLE, "sexo")}
    first = protect_together(tables, method="round")
    ledger = open_ledger(tmp_path / name)
    publication = Publication("perfil", datetime(2025, 2, 3, 4, 5, 6, tzinfo=UTC).replace(tzinfo=None), "0", first)
    with ledger.adding(publication, ledger.state()):
        pass
    held = open_ledger(tmp_path / name).publications()[0].tables["sexo"]
    assert held.rounded and held.base == 5
    assert held.frame["n"].tolist() == first["sexo"].frame["n"].tolist()
    assert held.frame["within"].tolist() == first["sexo"].frame["within"].tolist()
    again = protect_together(tables, method="round", previous=[held])["sexo"]
    pd.testing.assert_frame_equal(again.frame, first["sexo"].frame)
