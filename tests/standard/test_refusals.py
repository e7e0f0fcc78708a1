"""A country or language that does not exist is refused, wherever it is asked for."""

from __future__ import annotations

import pytest

from tipanalysis.standard.codebook import load_codebook
from tipanalysis.standard.country import load_country
from tipanalysis.standard.crosswalk import load_crosswalk
from tipanalysis.words.errors import CodebookError, SettingsError


def test_a_codebook_for_a_country_without_a_file_is_refused() -> None:
    with pytest.raises(CodebookError) as refused:
        load_codebook("XXX")
    assert refused.value.key == "standard_country_unknown"
    assert refused.value.values == {"given": "XXX", "known": "BLZ, CRI, DOM, GTM, HND, MEX, NIC, PAN, SLV"}


@pytest.mark.parametrize(
    "named",
    [
        load_codebook()["sexo"].label,
        load_codebook()["sexo"].description,
        lambda lang: load_codebook().label("sexo", "NP", lang),
        load_country().name,
        load_country().series_breaks[0].label,
        load_crosswalk("ic_tip").title,
    ],
)
def test_a_language_that_does_not_exist_is_refused_by_every_label(named) -> None:
    with pytest.raises(SettingsError) as refused:
        named("fr")
    assert refused.value.key == "settings_lang_unknown"
    assert refused.value.values == {"given": "fr", "known": "es, en"}
