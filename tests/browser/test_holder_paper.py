"""A list of those who signed on paper, opened in the page: the bytes that the command writes, said to be apart."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect
from pyrage.x25519 import Identity

from campaign.lists.sealed_format import SealedLine, write_sealed
from campaign.paper.consent import VERSION
from tests.browser.holders import Holder
from tests.browser.test_holder_list import opens, unsealed
from tests.lists.lists import HEADER, person, sealed_line

NOUR = Identity.generate()
PAPER = replace(HEADER, paper=True)
NAMES = ("نور الدين", '=HYPERLINK("http://x")', "Zoé Ünal, Dr", "Signer 3")


def slip(number: int, name: str) -> SealedLine:
    """As the server writes one: the country and whatever else she gave stand in the record alone."""
    record = person(number, name=name, address="", consent_version=VERSION)
    line = sealed_line(record, NOUR, index=number * 3)
    return replace(line, country="ZZ", hour=None, wants_updates=False)


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    """(list, key)"""
    write_sealed(
        tmp_path / "paper.sealed", header=PAPER, lines=[slip(n, name) for n, name in enumerate(NAMES)]
    )
    (tmp_path / "nour.key").write_text(f"{NOUR}\n")
    return tmp_path / "paper.sealed", tmp_path / "nour.key"


@pytest.fixture
def opened(holder: Holder, lists: tuple[Path, Path]) -> Holder:
    opens(holder, *lists)
    holder.page.click("form[data-open] button:not([type])")
    expect(holder.page.locator("[data-opened]")).to_be_visible(timeout=120_000)
    return holder


def test_it_says_that_it_is_of_paper_and_shows_each_row(opened: Holder) -> None:
    page = opened.page
    expect(page.locator("[data-sum]")).to_have_text("Signatures on paper of skies as of 1 October 2016: 4")
    assert page.locator("[data-rows] [data-name]").all_text_contents() == list(NAMES)
    facts = page.locator("[data-rows] [data-facts]")
    assert facts.all_inner_texts() == [
        "Syria · number 0 in the log",
        "France · number 3 in the log",
        "no country given · number 6 in the log",
        "Syria · number 9 in the log",
    ]
    page.fill("[name=search]", "zoe unal")
    expect(page.locator("[data-range]")).to_have_text("Rows 1 to 1 of 1")


def test_none_is_written_to_or_taken_out_by_a_place_in_the_log(opened: Holder) -> None:
    page = opened.page
    expect(page.locator("[data-rows] input")).to_have_count(0)
    expect(page.locator("[data-weeding]")).to_be_hidden()
    expect(page.locator("[name=updates]")).to_be_hidden()


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_the_same_bytes_as_the_command_writes(opened: Holder, lists: tuple[Path, Path], kind: str) -> None:
    saved = opened.keeps(kind)
    assert saved.name == f"skies-paper-2016-10-01-A-test-erase-by-2099-12-31.{kind}"
    assert saved.read_bytes() == unsealed(*lists, ending=kind)


def test_a_workbook_has_the_same_cells_and_says_what_they_are(
    opened: Holder, lists: tuple[Path, Path]
) -> None:
    book = openpyxl.load_workbook(opened.keeps("xlsx"))
    about = [[cell.value for cell in row] for row in book["About this file"]]
    assert about[:3] == [
        ["Campaign", "skies"],
        ["Signed on paper, stated apart from the count", None],
        ["As of", "2016-10-01"],
    ]
    unsealed(*lists, ending="xlsx")
    theirs = openpyxl.load_workbook(lists[0].parent / "by-command.xlsx").active
    ours = [[cell.value or "" for cell in row] for row in book["Signatures"]]
    assert theirs is not None
    assert ours == [[cell.value or "" for cell in row] for row in theirs]


def test_it_is_not_compared_with_a_list_of_another_kind(
    holder: Holder, lists: tuple[Path, Path], tmp_path: Path
) -> None:
    write_sealed(tmp_path / "older.sealed", header=HEADER, lines=[sealed_line(person(1), NOUR)])
    opens(holder, *lists)
    holder.page.set_input_files("[name=older]", tmp_path / "older.sealed")
    assert holder.refused("open") == (
        "older.sealed is another kind of list: one is of signatures on paper, the other isn’t. Nothing was opened."
    )
