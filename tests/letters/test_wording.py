from datetime import date
from string import Formatter

import pytest

from campaign.letters.wording import FOLDER, text_direction, wording
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.missions.states import UN_LANGUAGES

ADDRESS = {f"{role}{what}" for role in ("", "observer_") for what in ("excellency", "office", "mission")}


def braces(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def test_letters_can_be_written_in_the_six_languages() -> None:
    files = sorted(file.stem for file in FOLDER.glob("*.toml"))
    assert (tuple(files), UN_LANGUAGES) == (LETTER_LANGUAGES, LETTER_LANGUAGES)


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_every_language_says_the_same_things_with_the_same_values(language: str) -> None:
    english, own = wording("en").texts, wording(language).texts
    # Chinese puts the State into the names of mission and office, where others give it a line.
    assert {key: braces(text) - ({"state"} if key in ADDRESS else set()) for key, text in own.items()} == {
        key: braces(text) for key, text in english.items()
    }
    assert all(own.values())


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh"])
def test_nothing_is_left_in_english(language: str) -> None:
    english, own = wording("en").texts, wording(language).texts
    same = {key for key in own if own[key] == english[key]}
    assert same <= {"locale", "dateline", "city", "signatures", "total", "removed_and", "mail_figure"}


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [
        ("en", "12,340", "24 September 2016"),
        ("fr", "12\u202f340", "24 septembre 2016"),
        ("es", "12.340", "24 de septiembre de 2016"),
        ("ru", "12\u00a0340", "24 сентября 2016\u202fг."),
        ("ar", "12,340", "24 أيلول/سبتمبر 2016"),
        ("zh", "12,340", "2016年9月24日"),
    ],
)
def test_numbers_and_days_are_written_as_their_readers_do(language: str, number: str, day: str) -> None:
    assert wording(language).number(12340) == number
    assert wording(language).day(date(2016, 9, 24)) == day


def test_languages_are_named_in_the_language_of_the_letter() -> None:
    assert wording("fr").language_name("ar") == "arabe"
    assert wording("en").language_name("xx-nonsense") == "xx-nonsense"


def test_arabic_and_hebrew_run_from_the_right() -> None:
    assert [text_direction(code) for code in ("ar", "he", "fr", "xx-nonsense")] == [
        "rtl",
        "rtl",
        "ltr",
        "ltr",
    ]


def test_arabic_wording_has_no_vowel_marks() -> None:
    """They merge with their neighbours in the font, and come out of the PDF as other letters."""
    marks = [key for key, text in wording("ar").texts.items() if any("\u064b" <= c <= "\u0652" for c in text)]
    assert marks == []
