"""What the desk refuses is said with the digits and the commas of its reader."""

import pytest
from flask import Flask
from flask_babel import force_locale

from campaign.desk.refusals import said
from campaign.lib.name_rows import in_line
from campaign.lib.refusal import Refusal, message


@pytest.mark.parametrize(
    ("locale", "number", "languages"),
    [("en_GB", "1,234", "ar, fr"), ("ar_SY", "١٬٢٣٤", "ar، fr"), ("fr", "1\u202f234", "ar, fr")],
)
def test_numbers_and_lists(app: Flask, locale: str, number: str, languages: str) -> None:
    with app.test_request_context("/desk/"), force_locale(locale):
        undone = said(Refusal("moderation/undone", number=1234))
        several = said(Refusal("missions/no-letter-language", language="xx", languages=["ar", "fr"]))
    assert number in undone
    assert "1234" not in undone
    assert "xx" in several
    assert message(Refusal("moderation/undone", number=1)).sentence == "Removal {number} is undone."


@pytest.mark.parametrize(
    ("locale", "line"),
    [
        ("en_GB", "a, \u2068ب\u2069, c"),
        ("ar", "\u2068a\u2069، ب، \u2068c\u2069"),
        ("ckb_IQ", "\u2068a\u2069، ب، \u2068c\u2069"),
        ("zh_Hans", "a、\u2068ب\u2069、c"),
    ],
)
def test_a_line_of_several_has_the_comma_of_its_script(locale: str, line: str) -> None:
    assert in_line(["a", "ب", "c"], locale) == line
