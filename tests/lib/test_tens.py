"""Complete tens."""

import pytest

from campaign.lib.tens import complete_tens


@pytest.mark.parametrize(("people", "tens"), [(0, 0), (1, 0), (9, 0), (10, 10), (19, 10), (1_234, 1_230)])
def test_how_many_is_said_in_complete_tens(people: int, tens: int) -> None:
    assert complete_tens(people) == tens
