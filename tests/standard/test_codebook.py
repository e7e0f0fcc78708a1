"""The codebook holds what the standard names, and hangs together."""

import pandas as pd
import pytest

from tipanalysis.standard.codebook import SUPPRESSED, TOTAL, load_codebook
from tipanalysis.standard.rows import read_rows
from tipanalysis.words.errors import CodebookError
from tipanalysis.words.settings import using

NAMED = """
id_notificacion id_caso id_persona id_entidad fecha_registro anio_registro tipo_entidad etapa condicion_victima
estado_solicitud fecha_solicitud fecha_resolucion unidad_conteo peso sexo identidad_genero orientacion_sexual edad
edad_captacion grupo_edad grupo_edad_amplio mayoria_edad nacionalidad origen pais_nacimiento condicion_migratoria
nivel_educativo ocupacion provincia_residencia canton_residencia lengua_materna etnia discapacidad estado_conyugal
num_hijas_hijos embarazo vulnerabilidad acto medio metodo_control finalidad finalidad_detalle sector forma_captacion
medio_captacion plataforma lugar_captacion lugar_explotacion pais_captacion pais_transito pais_explotacion
provincia_captacion provincia_transito provincia_explotacion ambito duracion_meses banda_duracion vinculo_tratante
anio_acreditacion delito tratante_sexo tratante_edad tratante_nacionalidad tipo rol etapa_penal
servicio_requerido servicio_recibido
"""

DASHBOARD = """
fecha_solicitud fecha_resolucion estado_solicitud edad mayoria_edad sexo identidad_genero nacionalidad
condicion_migratoria ocupacion nivel_educativo provincia_residencia lengua_materna forma_captacion medio_captacion
lugar_captacion medio finalidad lugar_explotacion pais_explotacion
"""

MINIMUM = {
    "anio_registro", "tipo_entidad", "condicion_victima", "sexo", "grupo_edad", "nacionalidad", "finalidad",
    "pais_explotacion",
}  # fmt: skip

BINDING_CODES = {
    "condicion_victima": "PRESUNTA IDENTIFICADA ACREDITADA NO_VICTIMA DEPENDIENTE",
    "estado_solicitud": "RECIBIDA EN_ESTUDIO ACREDITADA DENEGADA ARCHIVADA DESISTIDA",
    "sexo": "MUJER HOMBRE INTERSEX",
    "identidad_genero": "MUJER_CIS HOMBRE_CIS MUJER_TRANS HOMBRE_TRANS NO_BINARIA OTRA",
    "grupo_edad": "00-05 06-11 12-14 15-17 18-24 25-29 30-39 40-49 50-59 60+",
    "grupo_edad_amplio": "00-11 12-17 18-29 30-59 60+",
    "mayoria_edad": "00-17 18+",
    "origen": "NACIONAL EXTRANJERA",
    "provincia_residencia": "SJ A C H G P L EXTERIOR",
    "finalidad": "SEXUAL LABORAL ESCLAVITUD_SERVIDUMBRE ORGANOS OTRAS",
    "medio_captacion": "EN_PERSONA TELEFONO REDES_SOCIALES MENSAJERIA ANUNCIO TERCERO OTRO",
    "ambito": "INTERNA TRANSFRONTERIZA",
    "banda_duracion": "0-12 13-24 25+",
    "delito": "TRATA TRAFICO_MIGRANTES OTRO",
    "medio": "AMENAZA FUERZA OTRA_COACCION RAPTO FRAUDE ENGANO ABUSO_PODER ABUSO_VULNERABILIDAD PAGOS_BENEFICIOS "
    "TECNOLOGIA OTRO",
    "etapa_penal": "INVESTIGADA IMPUTADA ACUSADA SENTENCIADA_CONDENADA ABSUELTA",
}
MULTI = {
    "nacionalidad", "vulnerabilidad", "acto", "medio", "metodo_control", "finalidad", "finalidad_detalle",
    "forma_captacion", "medio_captacion", "plataforma", "lugar_explotacion", "pais_transito", "provincia_transito",
    "tratante_nacionalidad", "rol", "servicio_requerido", "servicio_recibido",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED.split())
def test_every_variable_of_the_standard_is_there(book, name):
    assert name in book


@pytest.mark.parametrize("name", DASHBOARD.split())
def test_the_variables_of_the_dashboard_are_marked(book, name):
    assert book[name].on_dashboard


def test_the_minimum_set_is_the_eight_variables(book):
    assert {variable.name for variable in book.values() if variable.in_minimum_set} == MINIMUM


@pytest.mark.parametrize(("name", "codes"), BINDING_CODES.items())
def test_codes_that_others_rely_on_stay_in_their_order(book, name, codes):
    assert book[name].codes() == tuple(codes.split())


def test_multi_valued_variables_are_those_of_the_standard(book):
    assert {variable.name for variable in book.values() if variable.multi} == MULTI


def test_kinds_are_known_and_coded_variables_have_codes(book):
    assert {variable.kind for variable in book.values()} == {"code", "integer", "date", "text", "derived"}
    assert [variable.name for variable in book.values() if variable.kind == "code" and not variable.is_coded] == []


def test_labels_and_descriptions_stand_in_both_languages(book):
    for variable in book.values():
        texts = [variable.label("es"), variable.label("en"), variable.description("es"), variable.description("en")]
        for code in variable.codes():
            texts += [variable.label_of(code, "es"), variable.label_of(code, "en")]
        assert all(text.strip() == text and text for text in texts), variable.name


def test_labels_of_one_list_differ_from_each_other(book):
    for variable in book.values():
        for lang in ("es", "en"):
            labels = [variable.label_of(code, lang) for code in variable.codes()]
            assert len(set(labels)) == len(labels), (variable.name, lang)


def test_codes_are_ascii_and_never_a_missing_code_or_the_total(book):
    for variable in book.values():
        for code in variable.codes():
            assert code.isascii()
            assert code not in {*book.missing, TOTAL}, (variable.name, code)


def test_no_list_gives_the_same_code_twice():
    for name in ("codes", "age_bands", "duration_bands", "missing", "countries/CRI_divisions"):
        keys = [(row.get("list") or row.get("scheme") or row.get("level"), row["code"]) for row in read_rows(name)]
        assert len(set(keys)) == len(keys), name


def test_codes_follow_the_order_column():
    for name in ("codes", "age_bands", "duration_bands"):
        frame = pd.DataFrame(read_rows(name))
        frame["order"] = frame["order"].astype(int)
        column = "list" if "list" in frame else "scheme"
        assert frame.groupby(column)["order"].apply(lambda order: order.is_monotonic_increasing).all(), name


def test_every_list_belongs_to_a_variable():
    used = {row["list"] for row in read_rows("variables")} - {""}
    assert {row["list"] for row in read_rows("codes")} <= used


def test_missing_codes_are_kept_apart_and_suppressed_never_stands_in_a_record(book):
    assert book.missing_codes == ("NP", "PNR", "NS", "ND", "NA_", "IGN", "ERR")
    assert SUPPRESSED in book.missing
    labels = {book.label("sexo", code, lang="es") for code in (*book.missing_codes, SUPPRESSED)}
    assert len(labels) == 8


def test_order_puts_the_reasons_after_the_codes(book):
    assert book.order("sexo") == ("MUJER", "HOMBRE", "INTERSEX", "NP", "PNR", "NS", "ND", "NA_", "IGN", "ERR")
    assert book.order("edad") == book.missing_codes


def test_label_speaks_the_language_set_and_the_language_given(book):
    with using(lang="en"):
        assert book.label("sexo", "MUJER") == "Woman"
        assert book.label("sexo", "MUJER", lang="es") == "Mujer"
        assert book["sexo"].label() == "Recorded sex"
    assert book.label("sexo", "PNR") == "Prefiere no responder"
    assert book.label("sexo", TOTAL) == "Total"
    assert book.label("edad", "17") == "17"


def test_codes_on_a_day_leave_out_those_not_yet_in_force(book):
    purposes = book["finalidad_detalle"]
    day = pd.Timestamp
    assert "ACOGIMIENTO_PRENATAL" not in purposes.codes(on=day("2024-09-05").date())
    assert "ACOGIMIENTO_PRENATAL" in purposes.codes(on=day("2024-09-06").date())
    assert "MENDICIDAD" not in purposes.codes(on=day("2012-12-31").date())
    assert book["finalidad"].codes(on=day("2000-01-01").date()) == book["finalidad"].codes()


def test_validity_runs_forwards(book):
    for variable in book.values():
        for code in variable.codes():
            entry = variable.entry(code)
            assert entry.valid_from is None or entry.valid_to is None or entry.valid_from <= entry.valid_to


def test_every_purpose_says_where_it_comes_from(book):
    assert [
        code for code in book["finalidad_detalle"].codes() if not book["finalidad_detalle"].entry(code).source
    ] == []


def test_country_codes_are_those_of_the_iso_and_statelessness_is_no_gap(book):
    codes = book["nacionalidad"].codes()
    assert len(codes) == 250
    assert codes[-1] == "APATRIDA"
    assert {"CRI", "NAM", "TWN", "PRI"} <= set(codes)
    assert not {"XKK", "ZZZ", "YUG", "DDR", "XXA"} & set(codes)


def test_the_country_decides_the_provinces():
    codes = load_codebook("GTM")["provincia_residencia"].codes()
    assert codes == (*(f"GT-{number:02d}" for number in range(1, 23)), "EXTERIOR")


def test_the_codebook_is_read_once_and_cannot_be_changed(book):
    assert load_codebook() is book
    with pytest.raises(TypeError):
        book.variables["sexo"] = None
    with pytest.raises(TypeError):
        book["sexo"].code_list.entries["X"] = None
    with pytest.raises(TypeError):
        book["sexo"].labels["es"] = ""


def test_headings_find_their_variable_unless_two_share_them(book):
    assert book.find_variable("PAIS DE NACIMIENTO") == "pais_nacimiento"
    assert book.find_variable("edad_identificacion") == "edad"
    assert book.find_variable("pais_nacionalidad") == "nacionalidad"
    assert book.find_variable("Género") is None
    assert {name for name, _ in book.suggest_variable("Género")} == {"sexo", "identidad_genero"}
    for name in book:
        assert book.find_variable(name) == name


UNKNOWN = {
    "sex": (
        "«sex» no es una variable del estándar. ¿Quiso decir «sexo»? La lista completa está en "
        "tipanalysis/standard/data/variables.csv.\n"
        "“sex” is not a variable of the standard. Did you mean “sexo”? The full list is in "
        "tipanalysis/standard/data/variables.csv."
    ),
}


@pytest.mark.parametrize(("given", "message"), UNKNOWN.items())
def test_an_unknown_variable_names_the_nearest(book, given, message):
    with pytest.raises(CodebookError) as caught:
        book[given]
    assert caught.value.both() == message


def test_an_unknown_variable_like_no_other_lists_them_all(book):
    with pytest.raises(CodebookError) as caught:
        book["qqqqqq"]
    assert str(caught.value) == (
        f"«qqqqqq» no es una variable del estándar ni se parece a ninguna. Hay: {', '.join(book)}. Elija una de ellas."
    )


def test_an_unknown_code_lists_the_codes(book):
    with pytest.raises(CodebookError) as caught:
        book.label("sexo", "Mujer")
    assert caught.value.both() == (
        "«Mujer» no es un código de «sexo». Hay: MUJER, HOMBRE, INTERSEX. Para textos de un registro use find(), "
        "que lee etiquetas y alias.\n“Mujer” is not a code of “sexo”. Available: MUJER, HOMBRE, INTERSEX. For texts "
        "of a register use find(), which reads labels and aliases."
    )


def test_nothing_of_the_codebook_shows_more_than_sizes(book):
    assert repr(book) == f"Codebook('CRI', {len(book)} variables)"
    assert repr(book["sexo"]) == "Variable('sexo', code, 3 codes)"
