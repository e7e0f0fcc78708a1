import copy
import dataclasses
import pickle

import pytest

from tipanalysis.release.policy import Policy, list_policies, load_policy, read_policies
from tipanalysis.words.errors import PolicyError
from tipanalysis.words.texts import has_text, say

PROFILE = """
[taller]
threshold = 5
zeros = "publish"
can_write = true
decided_by = "policy_decided_by_package"
decided_on = 2025-01-15
reason = "policy_reason_own"
"""


def test_profiles_hide_what_the_decision_says():
    assert list_policies() == ("publication", "strict", "internal")
    publication, strict, internal = map(load_policy, list_policies())
    assert (publication.threshold, strict.threshold) == (5, 11)
    assert not internal.protects and not internal.can_write


@pytest.mark.parametrize(
    ("variables", "threshold"),
    [
        (["sexo", "grupo_edad"], 5),
        (["sexo", "identidad_genero"], 10),
        (["canton_residencia"], 10),
        (["edad"], 10),
        ([], 5),
    ],
)
def test_the_strictest_variable_of_a_table_decides(variables, threshold):
    assert load_policy("publication").threshold_for(variables) == threshold


@pytest.mark.parametrize("name", ["publication", "strict", "internal"])
def test_every_policy_says_who_decided_when_and_why(name):
    policy = load_policy(name)
    assert has_text(policy.decided_by) and has_text(policy.reason) and policy.decided_on.year >= 2025
    assert say(policy.reason, lang="en") != say(policy.reason, lang="es")


def test_unknown_policy_is_an_error_with_a_guess():
    with pytest.raises(PolicyError) as caught:
        load_policy("publicacion")
    assert str(caught.value) == (
        "«publicacion» no es una política de protección. ¿Quiso decir «publication»? Hay: publication, strict, "
        "internal. Sin una política conocida no se muestra ninguna cifra."
    )


def faults():
    yield (
        PROFILE.replace("threshold", "treshold"),
        (
            "La política «taller» tiene una clave que no existe: «treshold». ¿Quiso decir «threshold»? "
            "Corríjala en tipanalysis/release/policies.toml."
        ),
    )
    yield (
        PROFILE.replace("decided_on = 2025-01-15\n", ""),
        ("A la política «taller» le falta: decided_on. Agréguelo en tipanalysis/release/policies.toml."),
    )
    yield (
        PROFILE.replace("= 5", "= 0"),
        (
            "En la política «taller», el umbral «threshold» es 0. Se espera un número entero de 1 o más: "
            "5 oculta los valores de 1 a 4."
        ),
    )
    yield (
        PROFILE.replace("= 5", "= true"),
        (
            "En la política «taller», el umbral «threshold» es True. Se espera un número entero de 1 o más: "
            "5 oculta los valores de 1 a 4."
        ),
    )
    yield (
        PROFILE.replace("= 5", "= 1"),
        (
            "La política «taller» no oculta nada y a la vez permite escribir archivos. "
            "Suba el umbral o ponga can_write = false."
        ),
    )
    yield (
        PROFILE.replace("publish", "hide"),
        (
            "En la política «taller», «zeros» es «hide». Se espera uno de: publish, protect, structural. «publish» "
            "muestra los ceros verdaderos."
        ),
    )
    yield (
        PROFILE + 'insider = "yes"\n',
        (
            "En la política «taller», «insider» es yes. Se espera true o false: si se protege también de quien es la "
            "única persona de una celda."
        ),
    )
    yield (
        PROFILE.replace("policy_reason_own", "policy_reason_lost"),
        (
            "La política «taller» remite al texto «policy_reason_lost», que no existe en "
            "tipanalysis/words/texts/release.csv. Agréguelo o corrija el nombre."
        ),
    )
    yield (
        PROFILE + "[taller.stricter]\netnai = 10\n",
        (
            "La política «taller» nombra una variable que no está en el libro de códigos: «etnai». ¿Quiso decir "
            "«etnia»? Corríjala en tipanalysis/release/policies.toml."
        ),
    )
    yield (
        PROFILE + "[taller.stricter]\netnia = 4\n",
        (
            "En la política «taller», el umbral propio de «etnia» (4) es menor que el general (5). "
            "Una variable delicada solo puede tener un umbral igual o mayor."
        ),
    )
    yield (
        "taller = 5\n",
        (
            "La política «policies.toml» tiene una clave que no existe: «taller». ¿Quiso decir «[publication]»? "
            "Corríjala en tipanalysis/release/policies.toml."
        ),
    )


@pytest.mark.parametrize(("text", "message"), list(faults()))
def test_a_faulty_policy_is_refused(text, message):
    with pytest.raises(PolicyError) as caught:
        read_policies(text)
    assert str(caught.value) == message


def test_a_file_that_is_not_toml_is_refused():
    with pytest.raises(PolicyError, match="No se pudo leer el archivo de políticas"):
        read_policies("[taller\n")


def test_a_sound_profile_is_read():
    assert read_policies(PROFILE)["taller"] == Policy("taller", threshold=5)


def test_policy_is_frozen_and_travels():
    policy = load_policy("publication")
    with pytest.raises(dataclasses.FrozenInstanceError):
        policy.threshold = 1
    assert pickle.loads(pickle.dumps(policy)) == policy == copy.deepcopy(policy)
    with pytest.raises(PolicyError):
        dataclasses.replace(policy, threshold=1)
