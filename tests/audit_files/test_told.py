"""What came of an attack on files, told in a notebook: the same words as on the command line, and no paths."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import tipanalysis as tip
from tipanalysis.published.told import audit_files
from tipanalysis.words.errors import InputError
from tipanalysis.words.settings import using

Attack = Callable[..., tuple[int, str, str]]
DATASETS = Path(__file__).resolve().parents[2] / "datasets"
MARCH, JUNE = "Sexo,n\nMujeres,30\nHombres,27\nTotal,57\n", "Sexo,n\nMujeres,31\nHombres,28\nTotal,59\n"


def test_a_notebook_says_what_the_command_says(attack: Attack) -> None:
    Path("cuadro.csv").write_text("Sexo,Nacional,Extranjera,Total\nMujer,12,20,32\nHombre,*,7,*\nTotal,15,27,42\n")
    found = audit_files("cuadro.csv")
    assert (1, f"{found}\n", "") == attack("cuadro.csv")
    assert (found.broken, found.unsure) == (True, False)
    with using(lang="en"):
        assert str(audit_files("cuadro.csv")).startswith("cuadro.csv: does NOT protect. Findings: 1.")


def test_what_was_published_before_is_known(tmp_path: Path) -> None:
    for month, text in (("marzo", MARCH), ("junio", JUNE)):
        (tmp_path / f"{month}.csv").write_text(text)
    march, june = (tmp_path / f"{month}.csv" for month in ("marzo", "junio"))
    assert not audit_files([march]).broken
    found = audit_files(june, before=march)
    assert found.broken
    assert "marzo.csv (publicación anterior 1)" in str(found)
    assert str(tmp_path) not in str(found) + found._repr_html_()


def test_files_of_one_name_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for month, text in (("marzo", MARCH), ("junio", JUNE)):
        Path(month).mkdir()
        (Path(month) / "c.csv").write_text(text)
    found = audit_files("junio/c.csv", before="marzo/c.csv")
    assert "junio/c.csv: NO protege" in str(found)
    assert "«marzo/c.csv (publicación anterior 1)»" in str(found)


def test_what_is_left_to_a_person_is_unsure(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("Sexo,n\nMujer,80\nHombre,reserva\nTotal,86\n")
    found = audit_files(tmp_path / "c.csv")
    assert (found.broken, found.unsure) == (False, True)
    assert not audit_files(tmp_path / "c.csv", marks=["reserva"]).unsure
    assert audit_files(tmp_path / "c.csv", marks=["reserva"], threshold=11).broken


def test_a_page_escapes_what_a_file_holds(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("Sexo,n\n<b>Mujer</b>,80\nHombre,*\nTotal,82\n")
    found = audit_files(tmp_path / "c.csv")
    assert "<b>Mujer" not in found._repr_html_()
    assert found._repr_html_().count("<li>") == 1


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        audit_files(tmp_path / "nada.csv")


def test_the_practice_table_holds_the_counts_of_the_register() -> None:
    """Its small figures are covered by hand, and only those."""
    accredited = tip.read_register(DATASETS / "registro_limpio").where(condicion_victima="ACREDITADA")
    counts = tip.count_by(accredited, ["provincia_residencia", "sexo"], unit="persona").frame
    printed = pd.read_csv(DATASETS / "cuadros" / "colega.csv", index_col=0, dtype=str)
    book = tip.load_codebook()
    abroad = {"EXTERIOR": "Fuera del país", "ND": "Sin dato"}
    for code, rows in counts.groupby("provincia_residencia", observed=True):
        line = printed.loc[abroad.get(str(code)) or book.label("provincia_residencia", str(code))]
        sexes = rows.set_index("sexo")["n"].astype(int)
        assert (int(line["Mujeres"]), int(line["Total"])) == (sexes["MUJER"], sexes.sum())
        assert line["Hombres"] == (str(sexes["HOMBRE"]) if sexes["HOMBRE"] > 4 else "*")
    assert len(printed) == counts["provincia_residencia"].nunique() + 1


def test_the_package_offers_it() -> None:
    assert tip.audit_files is audit_files
