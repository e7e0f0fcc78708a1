"""Numbers printed by others, to their last digit. The documents show the same list as a table."""

import pytest

from published.case import Published, all_published
from published.document import BEGIN, PAGES, table_of


@pytest.mark.parametrize("number", [pytest.param(each, id=f"{each.case}: {each.quantity}") for each in all_published()])
def test_a_published_number(number: Published) -> None:
    assert number.agrees, f"printed {number.printed}, ours {number.compute()}"


@pytest.mark.parametrize("lang", PAGES)
def test_the_documents_show_them_all(lang: str) -> None:
    assert PAGES[lang].read_text("utf-8").partition(BEGIN)[2].strip() == table_of(lang).strip(), (
        "write the page anew: PYTHONPATH=tests:. python -m published.document"
    )
