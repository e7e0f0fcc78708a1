"""A register as a folder: what is written is read, and what does not fit is said whole."""

import json

import pytest

from tipanalysis.register.folder import read_folder, write_folder
from tipanalysis.words.errors import InputError
from tipanalysis.words.settings import using


def test_what_is_written_is_read(register, tmp_path):
    again = read_folder(write_folder(register, tmp_path / "registro"))
    assert again.records.equals(register.records)
    assert (again.records.dtypes == register.records.dtypes).all()
    assert all(again.children[name].equals(child) for name, child in register.children.items())
    assert (again.unit, again.provenance.synthetic, again.provenance.country) == (register.unit, True, "CRI")


def test_package_describes_every_table_code_and_licence(register, tmp_path):
    package = json.loads((write_folder(register, tmp_path) / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["description"].startswith("DATOS SINTÉTICOS")
    assert {resource["name"] for resource in package["resources"]} == {"solicitudes", *register.children}
    sexo = next(field for field in package["resources"][0]["schema"]["fields"] if field["name"] == "sexo")
    assert sexo["constraints"]["enum"] == ["MUJER", "HOMBRE"]
    assert sexo["categories"][0] == {"value": "MUJER", "label": "Mujer"}


def test_a_folder_that_is_not_there(tmp_path):
    with using(lang="es"), pytest.raises(InputError) as error:
        read_folder(tmp_path / "nada")
    assert error.value.key == "folder_missing"
    with using(lang="es"):
        expected = "No existe la carpeta «nada». Revise el nombre o escríbala con write_folder(registro, carpeta)."
        assert str(error.value) == expected


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"resources": 3}'])
def test_a_folder_that_is_not_ours(tmp_path, content):
    (tmp_path / "datapackage.json").write_text(content)
    with using(lang="en"), pytest.raises(InputError) as error:
        read_folder(tmp_path)
    with using(lang="en"):
        assert str(error.value) == (
            f"The folder “{tmp_path.name}” has no datapackage.json of a register of this package. Choose a folder "
            "written with write_folder, or read the file with read_register and its source map."
        )


def test_a_table_that_is_gone(register, tmp_path):
    (write_folder(register, tmp_path) / "medio.csv").unlink()
    with pytest.raises(InputError) as error:
        read_folder(tmp_path)
    assert (error.value.key, error.value.values["table"]) == ("folder_table_unreadable", "medio.csv")


def test_all_faults_are_told_together(register, tmp_path):
    folder = write_folder(register, tmp_path)
    main = (folder / "solicitudes.csv").read_text(encoding="utf-8")
    (folder / "solicitudes.csv").write_text(main.replace(",MUJER,", ",MUJR,").replace("tipo_entidad", "entidad"))
    with using(lang="es"), pytest.raises(InputError) as error:
        read_folder(folder)
    assert error.value.values["faults"] == (
        "solicitudes.csv no tiene la columna «tipo_entidad»; "
        "solicitudes.csv, columna «sexo», tiene códigos que el libro de códigos no conoce: MUJR"
    )
