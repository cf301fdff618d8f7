"""Which way a language is written."""

import pytest

from campaign.lib.languages import direction


@pytest.mark.parametrize(
    ("language", "turned"),
    [("ar", "rtl"), ("ar-SY", "rtl"), ("ckb", "rtl"), ("en", "ltr"), ("zh_Hans", "ltr"), ("arn", "ltr")],
)
def test_direction_of_a_language(language: str, turned: str) -> None:
    assert direction(language) == turned
