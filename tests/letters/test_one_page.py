import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from campaign.letters.facts import Signatory
from tests.letters.sample import STATED, letter, pages

LONG_DEMAND = (
    "Member States must protect civilians, and must say in public what they will do and by when. " * 7
)
SIX = tuple(
    Signatory(f"Signer {n}", "Director of the board", "An organisation of long standing") for n in range(6)
)
ROOT = "W9MCcVr0Jzq2gXx0q8mY5l4b0e7a6c3f1d2PQRSTUVw="
KEY = "sign.example.org/aleppo/log+5d1c0f2e+AW3kQq8uWmY5l4b0e7a6c3f1d2PQRSTUVwXyZ0123456"
BOUND = {"stated": replace(STATED, root=ROOT), "fingerprint": KEY}


@pytest.mark.parametrize("code", ["GB", "FR", "BO", "RU", "EG", "CN"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_long_name_and_a_long_demand_keep_to_one_page(code: str, paper: str, tmp_path: Path) -> None:
    sheets = pages(letter(tmp_path, code, paper=paper, demand={"en": LONG_DEMAND}, **BOUND))
    assert "".join(LONG_DEMAND.split()) in sheets[0]
    assert "/aleppo/letters" in sheets[0]


@pytest.mark.parametrize("code", ["GB", "RU", "EG"])
def test_six_signatories_keep_to_one_page(code: str, tmp_path: Path) -> None:
    first = pages(letter(tmp_path, code, signatories=SIX, **BOUND))[0]
    assert [f"Signer{n}" for n in range(6) if f"Signer{n}" not in first] == []
    assert "/aleppo/letters" in first


@pytest.mark.parametrize("code", ["GB", "RU", "EG", "CN"])
def test_key_and_root_keep_to_one_line_each(code: str, tmp_path: Path) -> None:
    """As a clerk copies them: what a line break cuts is no key."""
    long = KEY.replace("aleppo", "aleppo-" + "x" * 50)
    pdf = letter(tmp_path, code, **{**BOUND, "fingerprint": long})
    lines = PdfReader(io.BytesIO(pdf)).pages[3].extract_text().split("\n")
    assert [sum(what in line for line in lines) for what in (ROOT, long)] == [1, 1]


def test_without_signatories_there_is_room_for_one_over_the_organisers(tmp_path: Path) -> None:
    first = pages(letter(tmp_path, "GB", signatories=()))[0]
    assert "consideration.GroupOneGroupTwoEnclosures:" in first


def test_a_demand_too_long_for_any_page_runs_on_without_losing_a_word(tmp_path: Path) -> None:
    demand = " ".join(f"word{n}" for n in range(1500))
    sheets = pages(letter(tmp_path, "GB", demand={"en": demand}))
    text = "".join(sheets)
    assert [n for n in range(1500) if f"word{n}" not in text] == []
    annex = next(i for i, sheet in enumerate(sheets) if sheet.startswith("Annex1"))
    assert annex > 1
    assert sheets[0].endswith(f"1of{len(sheets)}")
