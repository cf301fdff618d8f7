import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from campaign.letters.facts import Block, Mission, Stated
from campaign.letters.wording import wording
from campaign.lib.un_names import un_name
from campaign.missions.states import state
from tests.letters.sample import FACTS, STATED, as_read, letter, pages

ONE_PER_LANGUAGE = ["GB", "FR", "ES", "RU", "EG", "CN"]


@pytest.mark.parametrize("code", ONE_PER_LANGUAGE)
def test_the_letter_states_name_figure_total_and_demand(code: str, tmp_path: Path) -> None:
    language = state(code).language
    words = wording(language)
    first = pages(letter(tmp_path, code))[0]
    assert as_read(un_name(code, language)) in first
    assert as_read(words.number(STATED.countries[code])) in first
    assert as_read(words.number(STATED.total)) in first
    assert as_read(FACTS.demand.get(language, FACTS.demand["en"])) in first


@pytest.mark.parametrize("code", ONE_PER_LANGUAGE)
def test_below_ten_every_letter_says_fewer_than_ten(code: str, tmp_path: Path) -> None:
    stated = Stated(7, {}, 7, 9, STATED.as_of, STATED.root)
    first = pages(letter(tmp_path, code, stated=stated))[0]
    assert as_read(wording(state(code).language).say("fewer_than_ten")) in first


def test_fewer_than_ten_is_said_from_zero_on() -> None:
    assert {Stated(n, {}, n, n, STATED.as_of, STATED.root).figure("FR") for n in range(10)} == {
        "fewer than ten"
    }


@pytest.mark.parametrize("code", ONE_PER_LANGUAGE)
def test_a_withheld_country_reads_why_it_sees_no_figure(code: str, tmp_path: Path) -> None:
    stated = Stated(500, {}, 500, 9, STATED.as_of, STATED.root, withheld=frozenset({code}))
    words = wording(state(code).language)
    first = pages(letter(tmp_path, code, stated=stated))[0]
    assert as_read(words.say("withheld")) in first
    assert as_read(words.say("not_shown")) not in first
    assert as_read(words.say("fewer_than_ten")) not in first


def test_a_demand_without_translation_stands_in_its_own_language_marked_so(tmp_path: Path) -> None:
    first = pages(letter(tmp_path, "FR"))[0]
    assert "Lademande,reproduitedanssalangueoriginale(anglais)" in first
    assert as_read("احموا المدنيين") in pages(letter(tmp_path, "EG"))[0]


def test_an_english_copy_stands_behind_letters_in_other_languages_only(tmp_path: Path) -> None:
    french, english = pages(letter(tmp_path, "FR")), pages(letter(tmp_path, "DE"))
    assert len(french) == 4
    assert "Courtesytranslation" in french[3]
    assert "12,340France" in french[3]
    assert len(english) == 3
    assert "Courtesy" not in "".join(english)


def test_annex_one_lists_countries_and_adds_up(tmp_path: Path) -> None:
    annex = pages(letter(tmp_path, "DE"))[1]
    assert "Annex1" in annex
    assert "France12,340" in annex
    assert "UnitedKingdomofGreatBritainandNorthernIreland10" in annex
    assert "Notshownbycountry37Total25,197" in annex
    assert "implynoopinionon" in annex
    assert "Syrian" not in annex


def test_annex_two_is_the_release_in_its_own_language_marked_so(tmp_path: Path) -> None:
    blocks = (Block("First paragraph."), Block("an item", marker="–"))
    english, french = pages(letter(tmp_path, "DE", releases={"en": blocks})), pages(letter(tmp_path, "FR"))
    assert english[2].startswith("Annex2ThereleaseProtectthepeopleof")
    assert "Firstparagraph.–anitem" in english[2]
    assert french[2].startswith("Annexe2LecommuniquéTextedanssalangueoriginale(anglais)")


def test_pages_are_counted(tmp_path: Path) -> None:
    """The courtesy copy in its own language."""
    footers = [re.search(r"\d(sur|of)\d$", page)[0] for page in pages(letter(tmp_path, "FR"))]
    assert footers == ["1sur4", "2sur4", "3sur4", "4of4"]


def test_the_letter_names_its_reference_its_log_and_its_address(tmp_path: Path) -> None:
    first = pages(letter(tmp_path, "FR", fingerprint="a1b2c3", stated=replace(STATED, root="d4e5f6=")))[0]
    assert "Référence:aleppo/FR/25260" in first
    assert "au30septembre2016:25260inscriptions" in first
    assert "Empreinteracine:d4e5f6=Clé:a1b2c3" in first
    assert "https://sign.example.org/en/aleppo/letters/FR/25260" in first


@pytest.mark.parametrize("code", ONE_PER_LANGUAGE)
def test_every_language_prints_the_root_hash(code: str, tmp_path: Path) -> None:
    label = as_read(wording(state(code).language).say("root").rstrip(":： \u00a0"))
    first = pages(letter(tmp_path, code, stated=replace(STATED, root="d4e5f6=")))[0]
    assert label in first
    assert "d4e5f6=" in first


def test_the_page_behind_an_arabic_letter_is_in_arabic() -> None:
    assert FACTS.address("EG", "ar") == "https://sign.example.org/ar/aleppo/letters/EG/25260"


def test_what_organisers_know_of_a_mission_stands_in_its_address(tmp_path: Path) -> None:
    mission = Mission("DE", ("871 Example Plaza", "New York, NY 10017"), "X. Y", "H.E. Ms.", "fr")
    first = pages(letter(tmp_path, "DE", missions={"DE": mission}))[0]
    assert "H.E.Ms.X.YReprésentant(e)permanent(e)auprèsde" in first
    assert "Allemagne" in first
    assert "871ExamplePlazaNewYork,NY10017" in first


def test_observer_states_are_addressed_as_such(tmp_path: Path) -> None:
    first = pages(letter(tmp_path, "VA"))[0]
    assert "H.E.thePermanentObservertotheUnitedNationsHolySeePermanentObserverMission" in first


def test_signatories_stand_under_the_letter(tmp_path: Path) -> None:
    first = pages(letter(tmp_path, "DE"))[0]
    assert "A.SignerDirectorGroupOneB.Signer" in first


def test_an_observer_is_no_permanent_representative(tmp_path: Path) -> None:
    for code, title in (
        ("VA", "Letter to the Permanent Observer to the United Nations: Holy See"),
        ("PS", "رسالة إلى البعثة المراقبة الدائمة لدى الأمم المتحدة: دولة فلسطين"),
    ):
        found = PdfReader(io.BytesIO(letter(tmp_path, code))).metadata
        assert found is not None
        assert found.title == title


def test_a_chinese_address_has_the_state_in_the_names_of_mission_and_office(tmp_path: Path) -> None:
    first = pages(letter(tmp_path, "CN"))[0]
    assert "中国常驻联合国代表阁下中国常驻联合国代表团纽约" in first
