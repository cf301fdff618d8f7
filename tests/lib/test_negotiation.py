"""Nobody is given a language in a script that isn't hers."""

import pytest

from campaign.lib.languages import TABLE
from campaign.lib.negotiation import best_of

ALL = tuple(TABLE)


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        (["fr-CA", "en"], "fr"),
        (["pt-PT"], "pt"),
        (["sv", "de-CH", "en"], "de"),
        (["apc", "en"], "ar"),
        (["prs"], "fa"),
        (["fa-AF"], "fa"),
    ],
)
def test_a_variety_is_given_the_language_that_its_readers_write(tags: list[str], code: str) -> None:
    assert best_of(tags, ALL) == code


@pytest.mark.parametrize(
    "tag", ["zh", "zh-CN", "zh-SG", "zh-Hans", "zh-Hans-HK", "cmn-Hans-CN", "ZH-cn", "zh_CN"]
)
def test_simplified_characters_are_for_those_who_read_them(tag: str) -> None:
    assert best_of([tag], ALL) == "zh"


@pytest.mark.parametrize("tag", ["zh-TW", "zh-HK", "zh-MO", "zh-Hant", "zh-Hant-HK"])
def test_and_for_nobody_else(tag: str) -> None:
    assert best_of([tag, "zh", "en-US"], ALL) == "en"
    assert best_of([tag], ALL) is None


@pytest.mark.parametrize("tag", ["zh-yue", "zh-yue-HK", "zh-min-nan", "yue-HK"])
def test_a_language_of_china_that_is_named_behind_its_family_is_not_the_standard(tag: str) -> None:
    assert best_of([tag, "en"], ALL) == "en"


@pytest.mark.parametrize(("tag", "code"), [("zh-cmn", "zh"), ("zh-cmn-Hans-CN", "zh"), ("ar-apc", "ar")])
def test_and_one_of_ours_is_found_there(tag: str, code: str) -> None:
    assert best_of([tag], ALL) == code


def test_whoever_names_both_scripts_reads_both() -> None:
    assert best_of(["zh-TW", "zh-CN", "zh"], ALL) == "zh"


@pytest.mark.parametrize(
    ("tag", "code"),
    [("ku", "ku"), ("kmr", "ku"), ("ku-TR", "ku"), ("ku-Arab", "ckb"), ("ku-IQ", "ckb"), ("ckb-IR", "ckb")],
)
def test_kurdish_is_kurmanji_in_latin_letters_and_sorani_in_arabic_ones(tag: str, code: str) -> None:
    assert best_of([tag], ALL) == code


def test_kurdish_in_arabic_letters_is_not_given_latin_ones() -> None:
    assert best_of(["ku-Arab", "ku"], ("en", "ku")) is None


@pytest.mark.parametrize(
    "tag", ["sr", "uk-Latn", "ar-Latn", "fa-TJ", "fa-Cyrl", "*", "", "x", "tlh", "en-Arab"]
)
def test_what_we_have_not_is_nothing(tag: str) -> None:
    assert best_of([tag], ALL) is None


def test_only_what_is_offered_is_given() -> None:
    assert best_of(["fr", "ar-SY"], ("en", "ar")) == "ar"
