"""Arabic letters are in the digits of the State's readers, by CLDR: Latin ones in the Maghreb, else Arabic-Indic."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from campaign.letters.composition import editions
from campaign.letters.cover import body
from campaign.letters.wording import wording_to
from campaign.missions.states import member_states, observer_states, state
from tests.letters.sample import FACTS, letter, pages
from tests.letters.test_cover_mail import COVER

LATIN = {"DZ", "LY", "MA", "TN", "AE"}
DAY = date(2026, 3, 4)


def test_each_state_has_those_of_its_readers() -> None:
    arabic = [each.code for each in (*member_states(), *observer_states()) if each.language == "ar"]
    assert {code for code in arabic if wording_to(code, "ar").number(12_345) == "12,345"} == LATIN
    assert {wording_to(code, "ar").number(12_345) for code in set(arabic) - LATIN} == {"١٢٬٣٤٥"}


@pytest.mark.parametrize(
    ("code", "day", "least"),
    [("DZ", "4 آذار/مارس 2026", "ما لا يقل عن 120"), ("IQ", "٤ آذار/مارس ٢٠٢٦", "ما لا يقل عن ١٢٠")],
)
def test_days_and_figures_are_in_the_same(code: str, day: str, least: str) -> None:
    words = wording_to(code, "ar")
    assert (words.day(DAY), words.at_least(125)) == (day, least)


def test_other_languages_are_written_as_everywhere() -> None:
    assert wording_to("EG", "fr") == wording_to("FR", "fr")
    assert wording_to("DE", "ar").edition == "ar"


def test_what_letters_share_is_made_once_for_each() -> None:
    shared = editions(facts=FACTS, states=[state(code) for code in ("DZ", "EG", "JO", "MA", "FR")])
    assert {name: edition["annexes"]["signatures"]["total"][1] for name, edition in shared.items()} == {
        "ar": "25,197", "ar-arab": "٢٥٬١٩٧", "en": "25,197", "fr": "25\u202f197",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "own", "others"), [("DZ", "0123456789", "٠١٢٣٤٥٦٧٨٩"), ("EG", "٠١٢٣٤٥٦٧٨٩", "")]
)
def test_the_printed_letter_mixes_none(tmp_path: Path, code: str, own: str, others: str) -> None:
    first = pages(letter(tmp_path, code))[0]
    assert [digit for digit in others if digit in first] == []
    for said in (
        f"{own[1]}من{own[5]}",
        f"{own[5]}من{own[1]}",
    ):  # a PDF may have its words from the last to the first
        if said in first:
            break
    else:
        raise AssertionError(first)
    year = own[2] + own[0] + own[1] + own[6]
    assert year in first or year[::-1] in first


def test_so_does_the_mail_around_it() -> None:
    mails = {code: body(replace(COVER, country=code, language="ar")) for code in ("DZ", "EG")}
    assert "12,340" in mails["DZ"]
    assert "١٢٬٣٤٠" in mails["EG"]
    assert "57,210" not in mails["EG"]
