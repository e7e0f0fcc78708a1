"""Truths planted in the synthetic register, and the key that holds their numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .people import SEX_OF, SEXUAL_FORMS, load_truths
from .process import slow_group

ASKED_SINCE = 2018
"""Identity and ethnic self-identification stand on the forms from this year on."""


def plant_identities(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """Ngäbe persons in farm work, and trans women whom the file calls men. Adds the column ``plantada``."""
    people = people.assign(plantada="")
    asked = (people["anio"] >= ASKED_SINCE) & (people["resultado"] != "DEPENDIENTE")
    farm = asked & (people["forma"] == "LAB") & people["nacionalidad"].isin([("PAN",), ("CRI",)])
    rows = _chosen(rng, people.index[farm], load_truths()["personas_ngabe"])
    people.loc[rows, ["etnia", "lengua_materna", "pueblo_indigena", "plantada"]] = ["INDIGENA", "gym", "NGABE", "ngabe"]
    men = asked & (people["quien"] == "HOMBRE") & (people["plantada"] == "")
    rows = _chosen(rng, people.index[men], load_truths()["mujeres_trans"])
    people.loc[rows, ["identidad_genero", "plantada"]] = ["MUJER_TRANS", "trans"]
    return people


def _chosen(rng: np.random.Generator, index: pd.Index, size: int) -> Any:
    return np.sort(rng.choice(index.to_numpy(), size=size, replace=False))


def plant_refusals(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """Children refused because no means were recorded, although no means are required under 18."""
    child = people["quien"].isin(["NINA", "NINO"]) & (people["estado_solicitud"] == "DENEGADA")
    rows = _chosen(rng, people.index[child & (people["plantada"] == "")], load_truths()["ninez_denegada_por_medios"])
    people.loc[rows, ["plantada", "condicion_victima"]] = ["sin_medios", "NO_VICTIMA"]
    people["medio"] = [("NA_",) if i in set(rows) else value for i, value in people["medio"].items()]
    return people


def planted_records(people: pd.DataFrame) -> dict[str, list[str]]:
    """By variable, the records whose planted value no missingness may cover."""
    ids = {kind: list(people.loc[people["plantada"] == kind, "id"]) for kind in ("ngabe", "trans", "sin_medios")}
    ngabe = dict.fromkeys(("etnia", "lengua_materna", "pueblo_indigena"), ids["ngabe"])
    return {**ngabe, "identidad_genero": ids["trans"], "medio": ids["sin_medios"]}


def make_key(people: pd.DataFrame) -> dict[str, Any]:
    """The planted truths with their numbers, as they came out in these records."""
    applicants = people[people["resultado"] != "DEPENDIENTE"]
    accredited = applicants[applicants["resultado"] == "ACREDITADA"]
    return {
        "solicitudes": len(applicants),
        "acreditadas": len(accredited),
        "dependientes": int((people["resultado"] == "DEPENDIENTE").sum()),
        "1_poblacion_latente": _latent(accredited),
        "3_edad_de_las_ninas": _girls(accredited),
        "4_ninez_mendicidad_y_sexual": _children(accredited),
        "7_identidad_completa_por_defecto": "MUJER",
        "8_personas_con_varias_finalidades": int((accredited["finalidad_detalle"].map(len) > 1).sum()),
        "9_nuevas_solicitudes": _returned(people),
        "10_eventos": _events(applicants),
        "11_simpson": _simpson(applicants),
        "12_quiebres": {
            "2018": "reforma: medios exigidos a personas adultas",
            "2024": "Ley 10506: acogimiento prenatal",
        },
        "16_dependientes_2018": int(((people["resultado"] == "DEPENDIENTE") & (people["anio"] == 2018)).sum()),
        "17_trabajo_de_cuidado_no_remunerado": int((applicants["ocupacion"] == "TRABAJO_DOMESTICO_NO_REM").sum()),
        "18_captacion_familiar": _family(applicants),
        "19_mujeres_trans_registradas_hombre": sorted(people.loc[people["plantada"] == "trans", "id"]),
        "20_personas_ngabe": sorted(people.loc[people["plantada"] == "ngabe", "id"]),
        "21_dias_habiles": _waits(applicants),
        "25_ninez_denegada_sin_medios": sorted(people.loc[people["plantada"] == "sin_medios", "id"]),
    }


def _latent(accredited: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Detected persons, the planted probability of detection and the latent number that follows."""
    key = accredited["quien"] + ":" + accredited["forma"]
    return {
        name: {"detectadas": n, "probabilidad": p, "latente": round(n / p)}
        for name, p in load_truths()["deteccion"].items()
        for n in [int((key == name).sum())]
    }


def _girls(accredited: pd.DataFrame) -> dict[str, int]:
    ages = accredited.loc[accredited["quien"] == "NINA", "edad"]
    return {"conocidas": int(ages.notna().sum()), "de_14_a_16": int(ages.between(14, 16).sum())}


def _children(accredited: pd.DataFrame) -> dict[str, int]:
    begging, sexual = accredited["forma"] == "MEND", accredited["forma"].isin(SEXUAL_FORMS)
    young, older = accredited["edad"] < 12, accredited["edad"].between(13, 17)
    boy, girl = accredited["quien"] == "NINO", accredited["quien"] == "NINA"
    return {
        "ninos_menores_de_12_mendicidad": int((boy & young & begging).sum()),
        "ninas_de_13_a_17_sexual": int((girl & older & sexual).sum()),
    }


def _returned(people: pd.DataFrame) -> list[list[str]]:
    """File numbers of persons with more than one application."""
    files = people.groupby("id_persona")["id"].apply(list)
    return [sorted(group) for group in files if len(group) > 1]


def _events(applicants: pd.DataFrame) -> dict[str, Any]:
    sizes = applicants.groupby("id_caso").size()
    return {
        "eventos": len(sizes),
        "de_1": int((sizes == 1).sum()),
        "de_2_a_5": int(sizes.between(2, 5).sum()),
        "de_6_a_12": int(sizes.between(6, 12).sum()),
        "mayor": str(sizes.idxmax()),
        "personas_en_el_mayor": int(sizes.max()),
    }


def _simpson(applicants: pd.DataFrame) -> dict[str, dict[str, list[int]]]:
    """Accredited and applications by sex, overall and by form: the overall order turns around in each form."""
    sexual = applicants["forma"].isin(SEXUAL_FORMS)
    strata = {"todas": sexual | ~sexual, "con_finalidad_sexual": sexual, "sin_finalidad_sexual": ~sexual}
    sex = applicants["quien"].map(SEX_OF)
    return {
        name: {who: _accredited_of(applicants[inside & (sex == who)]) for who in ("MUJER", "HOMBRE")}
        for name, inside in strata.items()
    }


def _accredited_of(group: pd.DataFrame) -> list[int]:
    return [int((group["resultado"] == "ACREDITADA").sum()), len(group)]


def _family(applicants: pd.DataFrame) -> dict[str, list[int]]:
    family = applicants["vinculo_tratante"] == "FAMILIAR"
    return {
        str(who): [int(family[group.index].sum()), len(group)] for who, group in applicants.groupby("quien", sort=True)
    }


def _waits(applicants: pd.DataFrame) -> dict[str, float]:
    decided = applicants[applicants["fecha_resolucion"].notna()]
    slow = slow_group(decided)
    return {
        "n_lentas": int(slow.sum()),
        "mediana_lentas": float(decided.loc[slow, "dias_habiles"].median()),
        "mediana_demas": float(decided.loc[~slow, "dias_habiles"].median()),
    }
