"""Numbers printed by others, to their last digit. The documents show the same list as a table."""

import pytest

from published.case import Published, all_published


@pytest.mark.parametrize("number", [pytest.param(each, id=f"{each.case}: {each.quantity}") for each in all_published()])
def test_a_published_number(number: Published) -> None:
    assert number.agrees, f"printed {number.printed}, ours {number.compute()}"
