"""Numbers as people type them, and small sums."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tipanalysis.course.typed import numbers_typed
from tipanalysis.words.numbers import format_number
from tipanalysis.words.settings import COUNTRIES, using


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("73", (73.0,)),
        (" 73 ", (73.0,)),
        ("-4", (-4.0,)),
        ("45,3", (45.3,)),
        ("45.3", (45.3,)),
        ("45,3 %", (45.3,)),
        ("1 234", (1234.0,)),
        ("1.234", (1234.0, 1.234)),
        ("1,234", (1.234, 1234.0)),
        ("100 * 12 / 40", (30.0,)),
        ("100×12÷40", (30.0,)),
        ("562-547", (15.0,)),
        ("100 * (84 + 12) / 130,0", (100 * 96 / 130,)),
        ("", ()),
        ("doce", ()),
        ("12 o 13", ()),
        ("1/0", ()),
        ("9**9**9**9", ()),
        ("(" * 300 + "1", ()),
        ("__import__('os')", ()),
        ("1, 2", ()),
    ],
)
def test_what_a_text_can_mean(text: str, numbers: tuple[float, ...]) -> None:
    assert numbers_typed(text) == pytest.approx(numbers)


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    assert all(isinstance(number, float) for number in numbers_typed(text))


@pytest.mark.parametrize("country", COUNTRIES)
@given(value=st.integers(-(10**7), 10**7), decimals=st.integers(0, 2))
def test_what_a_country_writes_is_read_back(country: str, value: int, decimals: int) -> None:
    number = value / 10**decimals
    with using(country=country):
        assert number in [pytest.approx(each) for each in numbers_typed(format_number(number, decimals))]
