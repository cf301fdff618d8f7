"""What the desk refuses is said with the digits, the commas and the quotes of its reader."""

import pytest
from flask import Flask
from flask_babel import force_locale

from campaign.desk.refusals import said
from campaign.lib.name_rows import in_line, quoted
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


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("en_GB", "“o'hara” is one of the site’s own addresses. Choose another."),
        ("ar_SY", "«\u2068o'hara\u2069» من عناوين الموقع نفسه. اختاروا عنواناً آخر."),
        (
            "fr_FR",
            "«\u00a0o'hara\u00a0» est l’une des adresses du site lui-même. Choisissez une autre adresse courte.",
        ),
        ("es_ES", "«o'hara» es una de las direcciones propias del sitio. Elija otra."),
    ],
)
def test_what_was_typed_stands_in_the_quotes_of_the_language(app: Flask, locale: str, sentence: str) -> None:
    with app.test_request_context("/desk/"), force_locale(locale):
        assert said(Refusal("releases/own-address", slug="o'hara")) == sentence


def test_nothing_that_is_quoted_turns_the_sentence() -> None:
    assert quoted("a\u202eb\x00c\ud800d\n", "en_GB") == "“a�b�c�d�”"
    assert quoted("می\u200cشود", "fa_IR") == "«می\u200cشود»"
    assert quoted("سماء", "en_GB") == "“\u2068سماء\u2069”"


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "\u2009", "\u3000"])
def test_a_blank_of_any_width_stays_in_what_is_quoted(blank: str) -> None:
    assert quoted(f"Paris{blank}: 1{blank}000", "en_GB") == f"“Paris{blank}: 1{blank}000”"


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u200b", "\u0085", "\t"])
def test_what_breaks_the_line_or_shows_nothing_is_no_blank(sign: str) -> None:
    assert quoted(f"a{sign}b", "en_GB") == "“a�b”"


def test_nothing_that_was_typed_runs_on_for_screens(app: Flask) -> None:
    with app.test_request_context("/desk/"), force_locale("en_GB"):
        sentence = said(Refusal("releases/own-address", slug="x" * 60_000))
    assert sentence == f"“{'x' * 200}…” is one of the site’s own addresses. Choose another."
