"""What the desk refuses is said with the digits and the commas of its reader."""

import pytest
from flask import Flask
from flask_babel import force_locale

from campaign.desk.refusals import said
from campaign.lib.name_rows import in_line
from campaign.lib.refusal import Refusal


@pytest.mark.parametrize(
    ("locale", "plain", "grouped"),
    [("en_GB", "1234", "1,234"), ("ar_SY", "١٢٣٤", "١٬٢٣٤"), ("fr", "1234", "1\u202f234")],
)
def test_numbers(app: Flask, locale: str, plain: str, grouped: str) -> None:
    with app.test_request_context("/desk/"), force_locale(locale):
        undone = said(Refusal("moderation/undone", number=1234))
        too_many = said(Refusal("moderation/too-many-indexes", most=1234))
    assert plain in undone
    assert grouped in too_many


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
