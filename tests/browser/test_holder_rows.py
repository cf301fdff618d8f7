"""The rows of an opened list: shown some at a time, searched, chosen among, ticked, and saved for a purpose."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from pyrage.x25519 import Identity

from campaign.lists.files import LAST_LINE
from campaign.lists.sealed_format import write_sealed
from tests.browser.holders import Desk, Holder
from tests.browser.test_states import WIDTHS, axe_says, scroll_width
from tests.lists.lists import HEADER, person, sealed_line

NOUR = Identity.generate()
PEOPLE = 120
NAMES = {3: "Zoé Ünal", 4: '=HYPERLINK("http://x")', 5: "\x01_x0041_\r\n<b>&", 6: "\U0001f600" * 20_000}


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sealed") / "list.sealed"
    lines = [
        sealed_line(person(n, name=NAMES.get(n, f"Signer {n}")), NOUR, index=n + 10) for n in range(PEOPLE)
    ]
    write_sealed(path, header=HEADER, lines=[*lines[:-1], replace(lines[-1], index=None)])
    return path


@pytest.fixture
def opened(holder: Holder, sealed: Path, tmp_path: Path) -> Holder:
    return opens(holder, sealed, tmp_path)


def opens(holder: Holder, sealed: Path, folder: Path) -> Holder:
    (folder / "nour.key").write_text(f"{NOUR}\n")
    holder.opens("open").gives(folder / "nour.key").page.set_input_files("[name=list]", sealed)
    holder.page.click("form[data-open] button:not([type])")
    expect(holder.page.locator("[data-opened]")).to_be_visible(timeout=120_000)
    return holder


def names(holder: Holder) -> list[str]:
    return holder.page.locator("[data-rows] [data-name]").all_text_contents()


def lines(page: Page, row: int) -> list[str]:
    return [text for text in page.locator("[data-rows] li").nth(row).inner_text().splitlines() if text]


def ranged(holder: Holder, text: str) -> None:
    expect(holder.page.locator("[data-range]")).to_have_text(text, timeout=30_000)


def test_some_rows_at_a_time(opened: Holder) -> None:
    page = opened.page
    ranged(opened, "Rows 1 to 50 of 120")
    assert len(names(opened)) == 50
    expect(page.locator("[data-before]")).to_be_disabled()
    page.click("[data-after]")
    page.click("[data-after]")
    ranged(opened, "Rows 101 to 120 of 120")
    assert names(opened) == [f"Signer {n}" for n in range(100, 120)]
    expect(page.locator("[data-after]")).to_be_disabled()
    assert lines(page, 19) == [
        "Signer 119",
        "nour119@example.org",
        "no country given · 24 September 2016 · not in the log yet",
    ]
    assert lines(page, 18)[1:] == [
        "nour118@example.org",
        "France · 24 September 2016 · wants updates · number 128 in the log",
    ]
    page.click("[data-before]")
    ranged(opened, "Rows 51 to 100 of 120")


def test_search_and_choices_leave_rows(opened: Holder) -> None:
    page = opened.page
    page.fill("[name=search]", " zoe unal")
    ranged(opened, "Rows 1 to 1 of 1")
    assert names(opened) == ["Zoé Ünal"]
    page.fill("[name=search]", "NOUR11")
    ranged(opened, "Rows 1 to 11 of 11")
    page.select_option("[name=country]", label="France")
    ranged(opened, "Rows 1 to 3 of 3")
    assert names(opened) == ["Signer 112", "Signer 115", "Signer 118"]
    page.check("[name=updates]")
    ranged(opened, "Rows 1 to 2 of 2")
    saved = opened.keeps("csv", purpose="to tell France").read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in saved] == ["name", "Signer 112", "Signer 118"]
    page.fill("[name=search]", "nobody at all")
    ranged(opened, "Nobody here matches the search.")
    page.fill("[name=search]", "")
    page.uncheck("[name=updates]")
    page.select_option("[name=country]", "*")
    ranged(opened, "Rows 1 to 50 of 120")
    assert page.locator("[name=country] option").all_text_contents() == [
        "All countries", "France", "no country given", "Syria",
    ]  # fmt: skip


def test_ticked_rows_go_back_as_numbers(opened: Holder) -> None:
    page = opened.page
    weed = page.locator("[data-weed]")
    expect(weed).to_be_disabled()
    page.click("[data-after]")
    page.locator("[data-rows] input").nth(9).check()
    page.click("[data-before]")
    page.locator("[data-rows] input").nth(1).check()
    page.locator("[data-rows] input").nth(2).check()
    page.locator("[data-rows] input").nth(2).uncheck()
    page.fill("[name=search]", "signer 119")
    ranged(opened, "Rows 1 to 1 of 1")
    expect(page.locator("[data-rows] input")).to_be_disabled()
    expect(weed).to_have_text("Save the numbers of the ticked rows (2)")
    saved = opened.saves("[data-weed]")
    assert (saved.name, saved.read_text()) == ("skies-indexes.txt", "11\n69\n")


def test_a_workbook_has_what_it_is_for_and_texts_alone(opened: Holder) -> None:
    saved = opened.keeps("xlsx", purpose="Thanks by mail: all?", erase="2099-01-31")
    assert saved.name == "skies-2016-10-01-Thanks-by-mail-all-erase-by-2099-01-31.xlsx"
    book = openpyxl.load_workbook(saved)
    assert book.sheetnames == ["About this file", "Signatures"]
    assert [[cell.value for cell in row] for row in book["About this file"]] == [
        ["Campaign", "skies"],
        ["As of", "2016-10-01"],
        ["Signatures", "120 of 120"],
        ["What it is for", "Thanks by mail: all?"],
        ["The day by which it is erased", "2099-01-31"],
        [LAST_LINE, None],
    ]  # fmt: skip
    rows = list(book["Signatures"])
    assert [cell.value for cell in rows[0]] == [
        "name", "email", "country", "country_name", "day", "language", "wants_updates", "text", "consent", "index",
    ]  # fmt: skip
    assert len(rows) == PEOPLE + 1
    assert {cell.data_type for row in rows for cell in row} <= {"s", "inlineStr"}
    assert [cell.value for cell in rows[8 + 1]] == [
        "Signer 8", "nour8@example.org", "", "", "2016-09-24", "en", "yes", "ab" * 32, "1", "18",
    ]  # fmt: skip
    assert rows[4 + 1][0].value == '\'=HYPERLINK("http://x")'
    assert rows[5 + 1][0].value in {"\x01_x0041_\r\n<b>&", "_x0001__x005F_x0041__x000D_\n<b>&"}
    assert rows[6 + 1][0].value == "\U0001f600" * 16_383


@pytest.mark.long
@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"purpose": " - "}, "Say what the file is for, in a few words."),
        ({"erase": ""}, "Choose the day by which the file is erased."),
        ({"erase": "2020-01-01"}, "The day by which the file is erased is past. Choose a later one."),
    ],
)
def test_nothing_is_saved_without_purpose_and_day(opened: Holder, wish: dict[str, str], said: str) -> None:
    opened.wishes(**wish)
    downloads: list[Any] = []
    opened.page.on("download", lambda download: downloads.append(download))
    opened.page.click("form[data-keep] button:not([type])")
    expect(opened.page.locator("form[data-keep] [data-error]")).to_have_text(said)
    assert downloads == []


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_can_be_read_by_everyone(
    visit: Callable[..., Page], desk: Desk, sealed: Path, tmp_path: Path, language: str
) -> None:
    page = visit(locale=language)
    opens(Holder(page, desk, tmp_path), sealed, tmp_path)
    assert axe_says(page) == []
    assert [scroll_width(page, width) for width in WIDTHS] == list(WIDTHS)
