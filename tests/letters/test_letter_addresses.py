"""Whom a letter addresses, how, and who stands under it."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from campaign.letters import composition
from campaign.letters.facts import Mission, Naming, Signatory
from campaign.missions.states import state
from tests.letters.sample import FACTS, as_read, letter, pages


@pytest.mark.parametrize(
    ("code", "gender", "salutation", "address"),
    [
        (
            "FR",
            "",
            "Excellence,",
            "S.E. M. le Représentant permanent ou S.E. Mme la Représentante permanente",
        ),
        ("FR", "f", "Madame la Représentante permanente,", "S.E. Mme la Représentante permanente auprès"),
        ("FR", "m", "Monsieur le Représentant permanent,", "S.E. M. le Représentant permanent auprès"),
        ("RU", "", "Ваше Превосходительство!", "Постоянному представителю при"),
        ("RU", "f", "Ваше Превосходительство!", "Ее Превосходительству Постоянному представителю при"),
        ("ES", "", "Excelencia:", "Excmo. Sr. / Excma. Sra. Representante Permanente"),
        ("ES", "f", "Excelentísima Señora:", "Excma. Sra. Representante Permanente"),
        ("EG", "", "تحية طيبة وبعد،", "سعادة الممثل الدائم/الممثلة الدائمة لدى الأمم المتحدة"),
        ("EG", "m", "صاحب السعادة، تحية طيبة وبعد،", "سعادة الممثل الدائم لدى الأمم المتحدة"),
        ("CN", "f", "阁下：", "中国常驻联合国代表阁下"),
        ("DE", "f", "Excellency,", "H.E. the Permanent Representative"),
        ("VA", "m", "Excellency,", "H.E. the Permanent Observer"),
    ],
)
def test_nobody_is_addressed_as_man_or_woman_unless_it_is_known(
    code: str, gender: str, salutation: str, address: str
) -> None:
    facts = replace(FACTS, missions={code: Mission(code, gender=gender)})
    own = composition.letter(facts=facts, state=state(code))
    assert own["salutation"] == salutation
    assert own["addressee"][0].startswith(address)


def test_the_page_behind_an_arabic_letter_is_in_arabic() -> None:
    assert FACTS.address("EG", "ar") == "https://sign.example.org/ar/aleppo/letters/EG/25260"


def test_what_organisers_know_of_a_mission_stands_in_its_address(tmp_path: Path) -> None:
    mission = Mission("DE", ("871 Example Plaza", "New York, NY 10017"), "X. Y", "H.E. Ms.", "", "fr")
    first = pages(letter(tmp_path, "DE", missions={"DE": mission}))[0]
    assert "H.E.Ms.X.YReprésentantpermanentouReprésentantepermanenteauprèsde" in first
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


def test_a_language_has_names_a_place_and_signatories_of_its_own(tmp_path: Path) -> None:
    own = Naming(("السماء", "المطر"), "غازي عنتاب", (Signatory("أمل", "المديرة"),))
    arabic = pages(letter(tmp_path, "EG", namings={"ar": own}))[0]
    for words in ("السماء", "المطر", "غازي عنتاب", "أمل", "المديرة"):
        assert as_read(words) in arabic
    for words in ("GroupOne", "Gaziantep", "Director"):
        assert words not in arabic
    french = pages(letter(tmp_path, "FR", namings={"ar": own}))[0]
    for words in ("GroupOne", "Gaziantep", "Director"):
        assert words in french
    half = pages(letter(tmp_path, "EG", namings={"ar": Naming(organisers=("السماء",))}))[0]
    assert as_read("السماء") in half
    assert "Gaziantep" in half
    assert "Director" in half


@pytest.mark.parametrize(("code", "rightward"), [("FR", True), ("EG", False)])
def test_names_in_a_row_keep_the_rows_order_whatever_their_scripts(
    code: str, rightward: bool, tmp_path: Path
) -> None:
    names = ("Clear", "Rooftop", "سماء", "Rain")
    across: dict[str, float] = {}

    def place(text: str, matrix: list[float], *_: object) -> None:
        across.setdefault(text.strip(), matrix[4])

    pdf = letter(tmp_path, code, organisers=names)
    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=place)
    in_order = [across[name] for name in names]
    assert in_order == sorted(in_order, reverse=not rightward)
