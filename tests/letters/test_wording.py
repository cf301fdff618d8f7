from datetime import date
from string import Formatter

import pytest
from babel import Locale

from campaign.letters.figures import Figures, Unstated
from campaign.letters.wording import FOLDER, in_full, text_direction, wording
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.missions.states import UN_LANGUAGES, member_states, observer_states, state

ADDRESS = {f"{role}{what}" for role in ("", "observer_") for what in ("excellency", "office", "mission")}


def braces(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def test_letters_can_be_written_in_the_six_languages() -> None:
    files = sorted(file.stem for file in FOLDER.glob("*.toml"))
    assert (tuple(files), UN_LANGUAGES) == (LETTER_LANGUAGES, LETTER_LANGUAGES)


def said(language: str) -> dict[str, str]:
    """The texts of a language, without those for a man or a woman: these have to have one for nobody in particular."""
    texts = wording(language).texts
    assert {key[:-2] for key in texts if key[-2:] in ("_f", "_m")} <= texts.keys()
    return {key: text for key, text in texts.items() if key[-2:] not in ("_f", "_m")}


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_every_language_says_the_same_things_with_the_same_values(language: str) -> None:
    english, own = said("en"), said(language)
    # Chinese puts the State into the names of mission and office, where others give it a line.
    assert {key: braces(text) - ({"state"} if key in ADDRESS else set()) for key, text in own.items()} == {
        key: braces(text) for key, text in english.items()
    }
    assert all(own.values())


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh"])
def test_nothing_is_left_in_english(language: str) -> None:
    english, own = said("en"), said(language)
    same = {key for key in own if own[key] == english[key]}
    assert same <= {"locale", "dateline", "city", "signatures", "total"}


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


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_every_plural_of_the_language_has_its_form(language: str) -> None:
    words = wording(language)
    rule = Locale.parse(words.texts["locale"]).plural_form
    forms = {rule(number) for number in [*range(200), 1_000_000]}
    assert set(words.signed) >= forms
    assert all("|" not in text for text in words.signed.values())


@pytest.mark.parametrize(
    ("language", "total", "said"),
    [
        ("ru", 1, "требование подписал 1 человек"),
        ("ru", 21, "требование подписал 21 человек"),
        ("ru", 22, "требование подписали 22 человека"),
        ("ru", 240, "требование подписали 240 человек"),
        ("ar", 0, "لم يكن أحد قد وقع على المطلب"),
        ("ar", 2, "كان شخصان قد وقعا على المطلب"),
        ("ar", 103, "كان 103 أشخاص قد وقعوا على المطلب"),
        ("ar", 240, "كان 240 شخصا قد وقعوا على المطلب"),
        ("ar", 300, "كان 300 شخص قد وقعوا على المطلب"),
        ("fr", 0, "0 personne avait signé"),
        ("fr", 1_000_000, "1 000 000 de personnes avaient signé"),
        ("es", 1, "1 persona había firmado"),
    ],
)
def test_how_many_signed_is_said_as_grammar_has_it(language: str, total: int, said: str) -> None:
    figures = Figures(Unstated.NOT_SHOWN, total, date(2027, 3, 12), 1)
    _, large, _ = wording(language).pair(figures, state("FR"))
    assert " ".join(large.split()) == said


def test_names_that_lists_invert_are_turned_around() -> None:
    turned = {language: in_full(state("IR"), language) for language in LETTER_LANGUAGES}
    assert turned == {
        "ar": "جمهورية إيران الإسلامية",
        "en": "Islamic Republic of Iran",
        "es": "República Islámica del Irán",
        "fr": "République islamique d’Iran",
        "ru": "Иран (Исламская Республика)",
        "zh": "伊朗伊斯兰共和国",
    }
    left = {
        (one.code, language)
        for one in member_states() + observer_states()
        for language in LETTER_LANGUAGES
        if "(" in in_full(one, language) and language != "ru"
    }
    assert left == set()
