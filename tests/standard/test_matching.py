"""Texts find their code by the tables only; what has two meanings is never decided."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.standard.codebook import load_codebook
from tipanalysis.standard.matching import normalise
from tipanalysis.standard.rows import read_rows

BOOK = load_codebook()
CODED = [variable for variable in BOOK.values() if variable.is_coded]
LIST_OF = {row["list"]: row["variable"] for row in read_rows("variables") if row["list"]}
ALIASES = read_rows("aliases")

EXACT = """
nacionalidad: NICARAGUENSE=NIC | nicaragüense =NIC | NicaragÃ¼ense=NIC | NIC=NIC | NI=NIC | Nica=NIC | nicas=NIC
nacionalidad: Nicaragua=NIC | CR=CRI | C.R.=CRI | costarricence=CRI | tica=CRI | CRC=CRI | Dominicana=DOM | RD=DOM
nacionalidad: Rep. Dom.=DOM | Colombina=COL | Hondureña=HND | Hondurena=HND | HON=HND | Salvadoreño=SLV | EEUU=USA
nacionalidad: USA=USA | norteamericana=USA | gringo=USA | venezolano (refugiado)=VEN | Apátrida=APATRIDA
nacionalidad: extranjera=IGN | NA=NAM | Haití=HTI | haytiano=HTI | Nacionalizada=CRI | Perú=PER | Peru=PER | 0=IGN
nacionalidad: PAISES BAJOS (HOLANDA)=NLD | INGLATERRA=GBR | ESPANA=ESP | Estados unidos de america=USA | 00=IGN
sexo: F=MUJER | Fem=MUJER | FEMENINO=MUJER | Fémina=MUJER | H=HOMBRE | Masc.=HOMBRE | varon=HOMBRE | niña=MUJER
sexo: Female=MUJER | Male=HOMBRE
mayoria_edad: PME=00-17 | menor=00-17 | Adult=18+ | Minor=00-17 | Menores de edad (0-17)=00-17
mayoria_edad: 18 years or over=18+ | 0 to 17 years=00-17
provincia_residencia: Limon=L | LIMÓN =L | San Jose=SJ | Paso Canoas=P | Jacó=P | Sixaola=L | Extranjero=EXTERIOR
provincia_residencia: 7=L | 1=SJ | CR-SJ=SJ | Los Chiles=A | En tránsito=NA_
canton_residencia: Valverde Vega=212 | Aguirre=606 | Alfaro Ruiz=211 | 101=101 | 0101=101 | Paso Canoas=610
ocupacion: ama de casa=TRABAJO_DOMESTICO_NO_REM | domestica=9 | salonera=5 | bartender=5 | cogedora de café=9
ocupacion: pescador=6 | peón de construcción=9 | albañil=7 | guarda=5 | niñera=5 | estilista=5 | 9=9
ocupacion: estudiante=ESTUDIANTE | desempleado=DESEMPLEADA | modelo=5 | oficios varios=9 | coligallero/orero=9
nivel_educativo: 6to grado=PRIMARIA | sexto=PRIMARIA | primaria incompleta=PREESCOLAR | noveno=SEC_III_CICLO
nivel_educativo: III ciclo=SEC_III_CICLO | técnico medio=SEC_DIVERSIFICADA | U incompleta=SEC_DIVERSIFICADA
nivel_educativo: diplomado/parauniversitario=PARAUNIV_TECNICA | ninguno=NINGUNO | S/E=NINGUNO
sexo: ND=ND | N/D=ND | S/D=ND | s.d.=ND | S/I=ND | IGN=IGN | Ignorado=IGN | Desconocido=IGN | NR=NP | No refiere=NP
sexo: 9=IGN | 99=IGN | 9999=IGN | -99=IGN | -=IGN | --=IGN | ?=IGN | .=IGN | Pendiente=ND | #REF!=ERR | null=ERR
sexo: No sabe, no recuerda=NS | NO IDENTIFICADO=IGN | Sin descripcion=ND | Unknown=IGN
medio: No aplica=NA_ | no requerido (menor de 18)=NA_ | uso de la fuerza=FUERZA
finalidad: ESC=SEXUAL | prostitución=SEXUAL | Otros: servidumbre domest.=LABORAL | Forced labour=LABORAL
finalidad_detalle: Otros: servidumbre domest.=DOMESTICO | mendicidad ajena=MENDICIDAD
forma_captacion: novio=RELACION_SENTIMENTAL | facebook=REDES_INTERNET
vinculo_tratante: novio=CONYUGE_PAREJA | Unaquainted=DESCONOCIDA
lengua_materna: bribri=bzd | Cabécar=cjp | LESCO=csr | español=spa | Spanish=spa | criollo limonense=jam
delito: tráfico ilícito de migrantes=TRAFICO_MIGRANTES | trata de personas=TRATA
embarazo: Sí=SI | Si=SI | SI=SI | X=SI | 1=SI | ✔=SI
grupo_edad: 0 a 5 años=00-05 | 60+=60+ | 60 y más=60+
"""
REVIEW = """
nacionalidad: ES | China Taiwan | Congo | Guinea | Ngäbe | San Carlos | SI | NP | americana | Nationals
nacionalidad: Ciudadanos de su país
sexo: M | 1 | 2 | Mujer trans | LGBTI | X | Transgender | travesti | SI | N/A | n.a. | Ns/Nc
provincia_residencia: San Carlos | GAM | Pto Viejo | Peñas Blancas
canton_residencia: Central | Monteverde | Puerto Jiménez | Río Cuarto | San Carlos | Pto Viejo
nivel_educativo: bachiller | secundaria inc. | analfabeta | sabe leer | 9
ocupacion: prostituta | vendedora ambulante
finalidad: mixta
delito: trafico
vinculo_tratante: desconocido
grupo_edad: menor | 17-18
forma_captacion: engaño trabajo
identidad_genero: travesti | M
"""


def _exact_cases():
    for line in EXACT.strip().splitlines():
        name, _, rest = line.partition(": ")
        for case in rest.split(" | "):
            text, _, code = case.rpartition("=")
            yield name, text, code


def _review_cases():
    for line in REVIEW.strip().splitlines():
        name, _, rest = line.partition(": ")
        for text in rest.split(" | "):
            yield name, text


@pytest.mark.parametrize(("name", "text", "code"), list(_exact_cases()))
def test_texts_of_real_registers_find_their_code(name, text, code):
    assert BOOK[name].find(text) == code
    assert not BOOK[name].ambiguous(text)


@pytest.mark.parametrize(("name", "text"), list(_review_cases()))
def test_texts_with_two_meanings_are_left_to_a_person(name, text):
    assert BOOK[name].find(text) is None
    assert BOOK[name].ambiguous(text)


def test_a_text_to_review_suggests_its_candidates():
    assert BOOK["nacionalidad"].suggest("Congo") == [("COG", 100.0), ("COD", 100.0)]
    assert BOOK["sexo"].suggest("M") == [("MUJER", 100.0), ("HOMBRE", 100.0)]
    assert BOOK["ocupacion"].suggest("prostituta") == []


@pytest.mark.parametrize("variable", CODED, ids=lambda variable: variable.name)
def test_labels_and_codes_find_their_code_in_both_languages(variable):
    for code in variable.codes():
        for text in (code, variable.label_of(code, "es"), variable.label_of(code, "en")):
            assert variable.find(text) == code or variable.ambiguous(text), (variable.name, code, text)
            assert variable.find(text) in (code, None)


def test_few_labels_are_left_open():
    open_labels = {
        (variable.name, variable.label_of(code, lang))
        for variable in CODED
        if variable.code_list.name not in ("pais", "canton", "provincia")
        for code in variable.codes()
        for lang in ("es", "en")
        if variable.ambiguous(variable.label_of(code, lang))
    }
    assert open_labels == set()


def test_only_these_country_names_are_left_open():
    countries = BOOK["nacionalidad"]
    names = {countries.label_of(code, lang) for code in countries.codes() for lang in ("es", "en")}
    assert {name for name in names if countries.ambiguous(name)} == {"Congo", "Guinea"}


@pytest.mark.parametrize("variable", CODED, ids=lambda variable: variable.name)
def test_the_reasons_for_a_missing_value_are_found_in_every_variable(variable):
    for code in BOOK.missing_codes:
        for lang in ("es", "en"):
            label = BOOK.label(variable.name, code, lang)
            assert variable.find(label) == code or variable.ambiguous(label), (variable.name, label)


def test_aliases_belong_to_a_list_and_point_to_its_codes():
    for row in ALIASES:
        known = set(BOOK.missing)
        if row["list"] != "faltante":
            known |= set(BOOK[LIST_OF[row["list"]]].codes())
        assert row["status"] in ("exact", "review"), row
        assert set(row["code"].split()) <= known, row
        assert row["status"] == "review" or len(row["code"].split()) == 1, row


def test_an_alias_stands_once_in_its_list():
    seen: dict[tuple[str, str], str] = {}
    for row in ALIASES:
        key = (row["list"], normalise(row["alias"]))
        decided = (row["status"], row["code"])
        assert seen.setdefault(key, decided) == decided, row


def test_every_alias_to_review_is_never_decided():
    for row in ALIASES:
        variable = BOOK["sexo" if row["list"] == "faltante" else LIST_OF[row["list"]]]
        if row["status"] == "review":
            assert variable.find(row["alias"]) is None, row
            assert variable.ambiguous(row["alias"]), row


def test_every_exact_alias_finds_its_code():
    for row in ALIASES:
        if row["list"] != "faltante" and row["status"] == "exact":
            assert BOOK[LIST_OF[row["list"]]].find(row["alias"]) == row["code"], row


def test_patterns_of_the_catalogue_are_numbered():
    assert {row["pattern"] for row in ALIASES if row["pattern"]} <= {str(number) for number in range(1, 143)}


def test_a_likely_spelling_is_suggested_and_never_taken():
    provinces = BOOK["provincia_residencia"]
    assert provinces.find("Alajuelita") is None
    assert provinces.suggest("Alajuelita") == [("A", 88.9)]
    assert provinces.suggest("Tegucigalpa") == []
    assert "L" not in dict(provinces.suggest("Desconocido"))


def test_lost_letters_are_suggested_and_never_taken():
    countries, provinces = BOOK["nacionalidad"], BOOK["provincia_residencia"]
    assert (provinces.find("Lim�n"), provinces.suggest("Lim�n")) == (None, [("L", 99.0)])
    assert (provinces.find("Limï¿½n"), provinces.suggest("Limï¿½n")) == (None, [("L", 99.0)])
    assert (countries.find("Rep�blica Dominicana"), countries.suggest("Rep�blica Dominicana")) == (
        None,
        [("DOM", 99.0)],
    )
    assert (countries.find("HONDURE�A"), countries.suggest("HONDURE�A")) == (None, [("HND", 99.0)])
    assert (countries.find("Espa?a"), countries.suggest("Espa?a")) == (None, [("ESP", 99.0)])


def test_an_empty_text_says_nothing():
    assert BOOK["sexo"].find("") is None
    assert not BOOK["sexo"].ambiguous("")
    assert BOOK["sexo"].find("\u00a0") == "IGN"


def test_a_line_break_in_a_cell_is_a_space():
    assert BOOK["provincia_residencia"].find("San\nJosé") == "SJ"
    assert BOOK["provincia_residencia"].find("San\tJosé\x00") == "SJ"


def test_a_hidden_cell_is_not_a_number():
    assert BOOK["grupo_edad"].find("<5") is None


def _disguised(text):
    return (
        text.upper(), text.lower(), f"  {text} ", f"\u00a0{text}\u200b", unicodedata.normalize("NFD", text),
        text.replace(" ", "  "), f"«{text}»", f"{text};",
    )  # fmt: skip


@given(st.sampled_from([variable.name for variable in CODED]), st.data())
def test_accents_case_and_spaces_do_not_matter(name, data):
    variable = BOOK[name]
    code = data.draw(st.sampled_from(variable.codes()))
    text = variable.label_of(code, "es")
    for disguise in _disguised(text):
        assert variable.find(disguise) == variable.find(text), disguise


@given(st.text(max_size=30))
def test_normalising_twice_is_normalising_once(text):
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text):
    variable = BOOK["nacionalidad"]
    found = variable.find(text)
    assert found is None or found in BOOK.order("nacionalidad")
    assert all(0 <= score <= 100 for _, score in variable.suggest(text))
