"""Where what readers already have leaves no safe way, the refusal names it."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.counts.count import count_by
from tipanalysis.release.ledger import Earlier
from tipanalysis.release.protect import protect, protect_together
from tipanalysis.words.errors import ReleaseError

PEOPLE = pd.DataFrame({"sexo": ["MUJER"] * 32, "region": ["A"] * 31 + ["B"]})
WHOLE = protect(count_by(PEOPLE, "sexo"))
PART = protect(count_by(PEOPLE, "sexo", where={"region": "A"}))


def refused(previous: object) -> str:
    with pytest.raises(ReleaseError) as caught:
        protect_together({"region": count_by(PEOPLE, "region")}, previous=previous)  # type: ignore[arg-type]
    return caught.value.both()


def test_the_earlier_tables_are_named() -> None:
    assert refused({"sexo de marzo": WHOLE, "sexo en A de abril": PART}) == (
        "No hay manera segura de mostrar lo nuevo (region) junto con lo que ya se publicó. Cuadros anteriores que lo "
        "impiden: 2; entre ellos: sexo de marzo; sexo en A de abril. Lo publicado no se puede retirar. Quite cuadros, "
        "use el mismo período que entonces o uno que no se cruce con aquel, o junte categorías.\n"
        "There is no safe way to show what is new (region) together with what was published before. Earlier tables "
        "that stand in the way: 2; among them: sexo de marzo; sexo en A de abril. What is published cannot be taken "
        "back. Take tables out, use the same period as then or one that does not overlap with it, or merge categories."
    )


def test_without_names_they_are_numbered() -> None:
    assert "previous 0; previous 1" in refused([WHOLE, PART])


def test_a_table_may_have_the_name_of_an_earlier_one() -> None:
    assert "region (1)" in refused({"sexo": WHOLE, "region": PART})


def test_of_two_earlier_tables_of_a_name_none_is_lost() -> None:
    assert list(Earlier(({"sexo": WHOLE}, {"sexo": PART})).tables.values()) == [WHOLE, PART]
