import re
from dataclasses import replace
from pathlib import Path

import pytest

from campaign.letters.figures import Stated
from campaign.letters.wording import wording, wording_to
from campaign.lib.un_names import un_name
from campaign.missions.states import state
from campaign.tally.lots import LOT
from tests.letters.sample import FACTS, STATED, STATEMENT, as_read, letter, pages

ONE_PER_LANGUAGE = ["GB", "FR", "ES", "RU", "EG", "CN"]


@pytest.mark.parametrize("code", ONE_PER_LANGUAGE)
def test_the_first_page_has_the_state_one_pair_of_figures_and_the_demand(code: str, tmp_path: Path) -> None:
    language = state(code).language
    words = wording_to(code, language)
    first = pages(letter(tmp_path, code))[0]
    assert as_read(un_name(code, language)) in first
    assert first.count(as_read(words.number(STATEMENT.countries[code]))) == 1
    assert first.count(as_read(words.number(STATEMENT.taken_in))) == 1
    assert as_read(words.number(STATED.total)) not in first
    assert as_read(FACTS.demand.get(language, FACTS.demand["en"])) in first


def unstated(total: int) -> Stated:
    return replace(STATED, total=total, statement=None)


def stating(**countries: int) -> Stated:
    return replace(STATED, statement=replace(STATEMENT, taken_in=240, countries=countries))


SAID = [
    ("DE", stating(DE=120), "As at 30 September 2016, 240 people had signed, at least 120 of them living in "
     "Germany."),
    ("NL", stating(NL=10), "As at 30 September 2016, 240 people had signed, at least 10 of them living in the Kingdom "
     "of the Netherlands."),
    ("DE", stating(FR=120), "As at 30 September 2016, 240 people had signed, fewer than ten of them living in "
     "Germany."),
    ("SY", replace(stating(), withheld=frozenset({"SY"})),
     "حتى ٣٠ أيلول/سبتمبر ٢٠١٦، كان ٢٤٠ شخصا قد وقعوا على المطلب."),
    ("DE", unstated(15), "As at 2 October 2016, 15 people had signed."),
    ("DE", unstated(1), "As at 2 October 2016, 1 person had signed."),
    ("FR", stating(FR=120), "Au 30 septembre 2016, 240 personnes avaient signé, dont au moins 120 vivent dans l’État "
     "que vous représentez : France."),
    ("ES", stating(ES=120), "Al 30 de septiembre de 2016, 240 personas habían firmado; al menos 120 de ellas viven en "
     "el Estado que usted representa: España."),
    ("RU", stating(RU=120), "По состоянию на 30 сентября 2016 г. требование подписали 240 человек, не менее 120 из них "
     "проживают в представляемом Вами государстве: Российская Федерация."),
    ("CN", stating(CN=120), "截至2016年9月30日，已有240人签名，其中至少120人居住在中国。"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "stated", "said"), SAID)
def test_the_figures_stand_in_one_sentence(code: str, stated: Stated, said: str, tmp_path: Path) -> None:
    first = pages(letter(tmp_path, code, stated=stated))[0]
    words = wording_to(code, state(code).language)
    sentence = "".join(words.pair(stated.figures(code), state(code)))
    assert "".join(sentence.split()) == "".join(said.split())
    # Arabic comes out of a PDF line by line.
    assert words.language == "ar" or as_read(sentence) in first


@pytest.mark.parametrize("code", ONE_PER_LANGUAGE)
@pytest.mark.parametrize("stated", [unstated(15), replace(stating(), withheld=frozenset(ONE_PER_LANGUAGE))])
def test_without_a_figure_only_the_total_is_said(code: str, stated: Stated, tmp_path: Path) -> None:
    first = pages(letter(tmp_path, code, stated=stated))[0]
    words = wording_to(code, state(code).language)
    assert as_read(words.number(stated.figures(code).total)) in first
    assert as_read(words.say("fewer_than_ten")) not in first
    assert as_read(words.say("not_shown")) not in first
    assert as_read(words.say("at_least", number="").strip()) not in first


def test_of_fewer_than_ten_in_all_no_state_has_fewer_than_ten() -> None:
    few = replace(STATED, statement=replace(STATEMENT, taken_in=9, countries={}))
    said = "".join(wording("en").pair(few.figures("DE"), state("DE")))
    assert said == "As at 30\u00a0September\u00a02016, 9\u00a0people had signed."


def test_a_demand_without_translation_stands_in_its_own_language_marked_so(tmp_path: Path) -> None:
    first = pages(letter(tmp_path, "FR"))[0]
    assert "Lademande,reproduitedanssalangueoriginale(anglais)" in first
    assert as_read("احموا المدنيين") in pages(letter(tmp_path, "EG"))[0]


def test_an_english_copy_stands_behind_letters_in_other_languages_only(tmp_path: Path) -> None:
    french, english = pages(letter(tmp_path, "FR")), pages(letter(tmp_path, "DE"))
    assert len(french) == 5
    assert "Courtesytranslation" in french[4]
    assert "atleast12,340ofthemlivinginFrance." in french[4]
    assert len(english) == 4
    assert "Courtesy" not in "".join(english)


def test_annex_one_lists_states_and_adds_up(tmp_path: Path) -> None:
    annex = pages(letter(tmp_path, "DE"))[1]
    assert annex.startswith("Annex1SignaturesbyState")
    assert "France12,340" in annex
    assert "UnitedKingdomofGreatBritainandNorthernIreland10" in annex
    assert "Notshownbycountry37Total25,197" in annex
    assert "Theexacttotalasat2October2016is25,214.Itcandiffer" in annex
    assert "implynoopinionon" in annex
    assert "Syrian" not in annex
    assert "territories”" not in annex


def test_what_is_no_state_stands_together_or_by_name_behind_the_states(tmp_path: Path) -> None:
    stated = stating(DE=50, PS=40, XK=80, TW=20, HK=10)
    together = pages(letter(tmp_path, "DE", stated=stated))[1]
    named = pages(letter(tmp_path, "DE", stated=stated, territories=True))[1]
    assert "Germany50StateofPalestine40Otherterritories110Notshownbycountry40Total240" in together
    assert "Fulltensfromplacesthatarenot" in together
    rows = ["Germany50", "StateofPalestine40", *(as_read(un_name(code, "en")) for code in ("XK", "TW", "HK"))]
    assert [named.index(row) for row in rows] == sorted(named.index(row) for row in rows)
    assert "Otherterritories" not in named


def test_before_the_first_statement_annex_one_has_the_total_alone_and_says_why(tmp_path: Path) -> None:
    annex = pages(letter(tmp_path, "DE", stated=unstated(15)))[1]
    assert "Figuresby" in annex
    assert f"once{LOT}peoplehavesigned" in annex
    assert annex.endswith("StateSignaturesTotal152of4")


def test_annex_two_is_the_release_in_its_own_language_marked_so(tmp_path: Path) -> None:
    english, french = pages(letter(tmp_path, "DE")), pages(letter(tmp_path, "FR"))
    assert english[2].startswith("Annex2ThereleaseGaziantep·24September2016·Revision2Protectthepeopleof")
    assert "Firstparagraph.–anitem" in english[2]
    assert french[2].startswith(
        "Annexe2LecommuniquéTextedanssalangueoriginale(anglais)Gaziantep·24septembre2016·Révision2"
    )


def test_how_many_signed_a_revision_stands_beside_it_where_it_is_known(tmp_path: Path) -> None:
    text = replace(FACTS.releases["en"], signed={2: 120, 1: 0}, place="")
    annex = pages(letter(tmp_path, "DE", releases={"en": text}))[2]
    assert annex.startswith(
        "Annex2Therelease24September2016Revision2·signaturesunderthisrevision:atleast120"
        "Revision1·signaturesunderthisrevision:fewerthanten"
    )


def test_annex_three_says_how_it_was_counted_and_what_that_shows(tmp_path: Path) -> None:
    annex = pages(letter(tmp_path, "DE"))[3]
    assert annex.startswith("Annex3Howthecountwasmade")
    assert "asat3October2016Formssentatleast31,450Ofthese,confirmedatleast25,230" in annex
    assert "Itdoesnotprovewhoasigneris" in annex
    nothing = pages(letter(tmp_path, "DE", forms=None))[3]
    assert "Formssent" not in nothing
    assert "Sincethecampaign" not in nothing


def test_pages_are_counted(tmp_path: Path) -> None:
    """The courtesy copy in its own language."""
    footers = [re.search(r"\d(sur|of)\d$", page)[0] for page in pages(letter(tmp_path, "FR"))]
    assert footers == ["1sur5", "2sur5", "3sur5", "4sur5", "5of5"]


def test_the_first_page_ends_with_its_enclosures_a_short_address_and_a_person(tmp_path: Path) -> None:
    first = pages(letter(tmp_path, "DE"))[0]
    assert first.endswith(
        "Enclosures:1.SignaturesbyState.2.Therelease.3.Howthecountwasmade."
        "sign.example.org/en/aleppo/letters·Questions:A.Signer,post@example.org1of4"
    )
    nobody = pages(letter(tmp_path, "DE", person="", contact=""))[0]
    assert nobody.endswith("sign.example.org/en/aleppo/letters1of4")


def test_reference_on_page_one_log_key_and_address_in_annex_three(tmp_path: Path) -> None:
    sheets = pages(letter(tmp_path, "FR", fingerprint="a1b2c3", stated=replace(STATED, root="d4e5f6=")))
    assert "Référence:aleppo/FR/25260" in sheets[0]
    assert "https://sign.example.org/fr/aleppo/letters/FR/25260" in sheets[3]
    assert "au2octobre2016:25260inscriptions" in sheets[3]
    assert "Empreinteracine:d4e5f6=Clé:a1b2c3" in sheets[3]
    assert [what for what in ("d4e5f6=", "a1b2c3", "/FR/25260", "https:") if what in sheets[0]] == [
        "/FR/25260"
    ]


@pytest.mark.parametrize("code", ONE_PER_LANGUAGE)
def test_every_language_prints_the_root_hash(code: str, tmp_path: Path) -> None:
    label = as_read(wording(state(code).language).say("root").rstrip(":： \u00a0"))
    annex = pages(letter(tmp_path, code, stated=replace(STATED, root="d4e5f6=")))[3]
    assert label in annex
    assert "d4e5f6=" in annex
