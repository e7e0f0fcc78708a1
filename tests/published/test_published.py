"""Numbers printed by others, to their last digit. The documents show the same list as a table."""

import pytest

from published.case import Published, all_published
from published.document import BEGIN, PAGES, table_of, witnessed
from published.witnesses import WITNESSES


@pytest.mark.parametrize("number", [pytest.param(each, id=f"{each.case}: {each.quantity}") for each in all_published()])
def test_a_published_number(number: Published) -> None:
    assert number.agrees, f"printed {number.printed}, ours {number.compute()}"


@pytest.mark.parametrize("case", WITNESSES)
def test_another_route_comes_to_the_same_value(case: str) -> None:
    """Up to rounding, not only up to the printed digits."""
    ours = {number.quantity: number.compute() for number in all_published() if number.case == case}
    others = {name: value for name, value in witnessed(case).items() if name in ours}
    assert others == pytest.approx({name: ours[name] for name in others}, rel=1e-6, abs=1e-9)
    assert len(others) >= len(ours) - 1


@pytest.mark.parametrize("lang", PAGES)
def test_the_documents_show_them_all(lang: str) -> None:
    assert PAGES[lang].read_text("utf-8").partition(BEGIN)[2].strip() == table_of(lang).strip(), (
        "write the page anew: PYTHONPATH=tests:. python -m published.document"
    )
