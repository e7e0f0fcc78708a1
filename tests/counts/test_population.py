"""Population figures: their sources, and the rates that other houses publish with them."""

from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from tipanalysis.counts.population import load_population
from tipanalysis.words.errors import CountsError
from tipanalysis.words.settings import COUNTRIES, using

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
PUBLISHED = ROOT / "datasets" / "population" / "poblacion.csv"
BUNDLED = ROOT / "tipanalysis" / "counts" / "data" / "population.csv"
COLUMNS = ["anio", "pais", "provincia", "sexo", "grupo_edad", "n", "fuente", "nota"]
BANDS = {
    "25-29": ["25-29"],
    "30-39": ["30-34", "35-39"],
    "40-49": ["40-44", "45-49"],
    "50-59": ["50-54", "55-59"],
    "60+": ["60-64", "65-69", "70-74", "75-79", "80-84", "85-89", "90-94", "95-99", "100+"],
}
MINOR = ["0-4", "5-9", "10-14"]
EXACT = {
    "00-05": (0, 5),
    "06-11": (6, 11),
    "12-14": (12, 14),
    "15-17": (15, 17),
    "18-24": (18, 24),
    "25-29": (25, 29),
    "30-39": (30, 39),
    "40-49": (40, 49),
    "50-59": (50, 59),
    "60+": (60, 200),
    "00-17": (0, 17),
    "18+": (18, 200),
}
SEXES = {"MUJER": "F", "HOMBRE": "M"}
SPLIT = "15-19 repartido por igual: 3/5 a 15-17"
LINEAR = "interpolación lineal entre años quinquenales"
VERIFY = "por verificar con INEC"


@pytest.mark.parametrize(
    ("country", "year", "victims", "rate"),
    [("CRI", 2020, 51, 1.00), ("CRI", 2010, 83, 1.81), ("DOM", 2020, 195, 1.80), ("GTM", 2020, 439, 2.45)],
)
def test_published_rates_come_out(country, year, victims, rate):
    assert round(victims / load_population(country).find(year).n * 100_000, 2) == rate


def test_published_copy_is_the_bundled_file():
    assert PUBLISHED.read_bytes() == BUNDLED.read_bytes()


def test_every_figure_names_its_source_and_stands_once_per_source():
    frame = pd.read_csv(PUBLISHED, keep_default_na=False)
    assert list(frame) == COLUMNS
    assert (frame["fuente"] != "").all() and (frame["n"] > 0).all()
    assert not frame.duplicated([name for name in COLUMNS if name not in ("n", "nota")]).any()


@pytest.mark.parametrize("country", COUNTRIES)
def test_women_and_men_add_up_and_so_do_children_and_adults(country):
    population = load_population(country)
    for year in population.years:
        whole = population.find(year)
        if whole.n is None or whole.source.startswith("INEC"):
            continue
        sexes = [population.find(year, sexo=sexo).n for sexo in SEXES]
        assert abs(sum(sexes) - whole.n) <= 1, year
        ages = [population.find(year, grupo_edad=band).n for band in ("00-17", "18+")]
        assert None in ages or abs(sum(ages) - whole.n) <= 1, year


def test_provinces_add_up_to_the_country():
    population = load_population("CRI")
    for year, whole in ((2011, 4_301_712), (2022, 5_044_197)):
        provinces = [population.find(year, provincia=code).n for code in ("SJ", "A", "C", "H", "G", "P", "L")]
        assert sum(provinces) == whole


def test_a_figure_nobody_gives_is_not_estimable():
    with using(lang="es"):
        missing = load_population("CRI").find(2024, grupo_edad="15-17", sexo="MUJER")
    assert (missing.n, missing.status) == (None, "not_estimable")
    assert missing.note == (
        "Ninguna fuente da la población de CRI en 2024 para sexo MUJER, grupo_edad 15-17; sin ella no se puede "
        "calcular la tasa. Use otro año o un grupo más amplio."
    )


def test_a_chosen_source_wins():
    population = load_population("CRI")
    assert population.find(2010).source == "ONU WPP 2019"
    assert population.find(2010, source="INEC 1950-2015").source == "INEC 1950-2015"


def test_errors_say_what_there_is():
    with using(lang="en"), pytest.raises(CountsError) as wrong:
        load_population("USA")
    expected = (
        "There are no population figures for the country “USA”. Available: CRI, BLZ, DOM, SLV, GTM, HND, MEX, NIC, "
        "PAN. Use a code of that list."
    )
    assert wrong.value.values["given"] == "USA"
    with using(lang="en"):
        assert str(wrong.value) == expected
        with pytest.raises(CountsError) as level:
            load_population("PAN").find(2020, sexo="F")
        assert str(level.value) == (
            "The population figures of PAN have no “F” in “sexo”. Available: TOTAL, MUJER, HOMBRE. Use one of "
            "those values."
        )


@pytest.mark.real_data
def test_file_is_rebuilt_from_the_carried_figures():
    if not (SHARED / "pop-un-wpp").is_dir():
        pytest.skip("the public population files are not beside the project")
    rebuilt = pd.DataFrame(build_figures(SHARED), columns=COLUMNS)
    assert rebuilt.to_csv(index=False, lineterminator="\n") == PUBLISHED.read_text(encoding="utf-8")


def build_figures(shared: Path) -> list[tuple]:
    """All rows, in the order of preference of their sources."""
    by_country = {code: [*_wpp_2019(shared, code), *_wpp_2024(shared, code)] for code in COUNTRIES}
    return [*(row for code in COUNTRIES for row in by_country[code]), *_inec_ages(shared), *_inec_counts(shared)]


def _wpp_2019(shared: Path, code: str):
    table = pd.read_csv(shared / "pop-un-wpp" / "wpp2019_pop_age5_sex_1950_2050_corett.csv", keep_default_na=False)
    table = table[table["iso3"] == code]
    points = {(y, s, a): n for y, s, a, n in table[["year", "sex", "age", "pop_thousands"]].itertuples(index=False)}
    ages = list(dict.fromkeys(table["age"]))
    for year, sexo in product(range(2010, 2024), ("TOTAL", *SEXES)):
        signs = [SEXES[sexo]] if sexo in SEXES else list(SEXES.values())
        at = {age: sum(_between(points, year, sign, age) for sign in signs) for age in ages}
        linear = "" if year % 5 == 0 else LINEAR
        linear += " (proyección media)" if year > 2020 else ""
        minor = sum(at[age] for age in MINOR) + at["15-19"] * 3 / 5
        groups = {"TOTAL": sum(at.values()), "00-17": minor, "18+": sum(at.values()) - minor}
        groups |= {band: sum(at[age] for age in parts) for band, parts in BANDS.items()}
        for group, thousands in groups.items():
            note = "; ".join(part for part in (linear, SPLIT if group in ("00-17", "18+") else "") if part)
            yield year, code, "TOTAL", sexo, group, round(thousands * 1000), "ONU WPP 2019", note


def _between(points: dict, year: int, sign: str, age: str) -> float:
    before = year - year % 5
    share = (year - before) / 5
    later = points[before + 5, sign, age] if share else 0.0
    return points[before, sign, age] * (1 - share) + later * share


def _wpp_2024(shared: Path, code: str):
    file = shared / "pop-un-wpp" / "wpp2024_total_pop_sex_2024_2050_corett_thousands.csv"
    table = pd.read_csv(file, keep_default_na=False).set_index(["iso3", "year"])
    for year, (sexo, column) in product((2024, 2025), {"TOTAL": "pop", "MUJER": "popF", "HOMBRE": "popM"}.items()):
        n = round(float(table.loc[(code, year), column]) * 1000)
        yield year, code, "TOTAL", sexo, "TOTAL", n, "ONU WPP 2024", "proyección media"


def _inec_ages(shared: Path):
    table = pd.read_csv(shared / "pop-cr-inec" / "cr_inec_pop_single_age_sex_1950_2015.csv")
    for year, sexo in product(range(2010, 2016), ("TOTAL", *SEXES)):
        ages = table[table["Year"] == year].set_index("Age")
        people = {"MUJER": ages["Female"], "HOMBRE": ages["Male"], "TOTAL": ages["Female"] + ages["Male"]}[sexo]
        yield year, "CRI", "TOTAL", sexo, "TOTAL", round(people.sum()), "INEC 1950-2015", "edades simples"
        for band, (low, high) in EXACT.items():
            n = round(people.loc[low:high].sum())
            yield year, "CRI", "TOTAL", sexo, band, n, "INEC 1950-2015", "edades simples"


def _inec_counts(shared: Path):
    table = pd.read_csv(shared / "pop-cr-inec" / "cr_provincia_totales.csv")
    for year, column, source in (
        (2011, "censo_2011", "INEC censo 2011"),
        (2022, "estimacion_censal_2022", "INEC estimación censal 2022"),
    ):
        yield year, "CRI", "TOTAL", "TOTAL", "TOTAL", int(table[column].sum()), source, ""
        for iso, n in zip(table["iso3166_2"], table[column], strict=True):
            code = iso.removeprefix("CR-")
            note = "" if code in ("SJ", "A", "G") else VERIFY
            yield year, "CRI", code, "TOTAL", "TOTAL", int(n), source, note
    for sexo, n in (("MUJER", 2_532_353), ("HOMBRE", 2_511_844)):
        yield 2022, "CRI", "TOTAL", sexo, "TOTAL", n, "INEC estimación censal 2022", ""
