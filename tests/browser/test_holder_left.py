"""A newer list beside an older one: who left in between, to be deleted from all copies."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pyrage.x25519 import Identity

from campaign.lists.sealed_format import SealedLine, write_sealed
from tests.browser.holders import Holder
from tests.lists.lists import HEADER, person, sealed_line

NOUR = Identity.generate()
OLDER = replace(HEADER, day="2016-09-20")
LINES = [sealed_line(person(n, name=f"Signer {n}"), NOUR, index=n) for n in range(250)]
CAME = [sealed_line(person(n, name=f"Signer {n}"), NOUR, index=n) for n in range(250, 260)]


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    """(newer, older): three left in between, and ten came."""
    older, newer = tmp_path / "older.sealed", tmp_path / "newer.sealed"
    write_sealed(older, header=OLDER, lines=LINES)
    stayed = [line for n, line in enumerate(LINES) if n not in {0, 7, 249}]
    write_sealed(newer, header=HEADER, lines=[*stayed, *CAME])
    return newer, older


def gives(holder: Holder, newer: Path, older: Path) -> Holder:
    key = newer.parent / "nour.key"
    key.write_text(f"{NOUR}\n")
    page = holder.opens("open").gives(key).page
    page.set_input_files("[name=list]", newer)
    page.set_input_files("[name=older]", older)
    return holder


def opens(holder: Holder, newer: Path, older: Path) -> Holder:
    gives(holder, newer, older).page.click("form[data-open] button:not([type])")
    expect(holder.page.locator("[data-opened]")).to_be_visible(timeout=120_000)
    return holder


def test_it_says_who_left(holder: Holder, lists: tuple[Path, Path]) -> None:
    page = opens(holder, *lists).page
    expect(page.locator("[data-left-sum]")).to_have_text("Left since 20 September 2016: 3")
    expect(page.locator("p[data-some-left]")).to_have_text(
        "Delete these 3 from your copies. They have withdrawn, or their signatures were taken out of the count."
    )
    assert page.locator("[data-left-rows] [data-name]").all_text_contents() == [
        "Signer 0", "Signer 7", "Signer 249",
    ]  # fmt: skip
    expect(page.locator("[data-left-more]")).not_to_be_visible()
    expect(page.locator("[data-sum]")).to_have_text("Signatures of skies as of 1 October 2016: 257")
    saved = holder.saves("[data-save-left]")
    assert saved.name == "skies-left-since-2016-09-20.csv"
    rows = saved.read_text("utf-8-sig").splitlines()
    assert [row.split(",")[1] for row in rows] == [
        "email", "nour0@example.org", "nour7@example.org", "nour249@example.org",
    ]  # fmt: skip


def test_nobody_left(holder: Holder, lists: tuple[Path, Path]) -> None:
    newer, _ = lists
    page = opens(holder, newer, newer).page
    expect(page.locator("[data-left-sum]")).to_have_text("Nobody has left since 1 October 2016.")
    for part in ("[data-left-rows]", "[data-save-left]", "p[data-some-left]"):
        expect(page.locator(part)).not_to_be_visible()


def test_where_many_left_the_file_has_them_all(holder: Holder, lists: tuple[Path, Path]) -> None:
    newer, older = lists
    write_sealed(newer, header=HEADER, lines=CAME)
    page = opens(holder, newer, older).page
    expect(page.locator("[data-left-sum]")).to_have_text("Left since 20 September 2016: 250")
    expect(page.locator("[data-left-rows] li")).to_have_count(200)
    expect(page.locator("[data-left-more]")).to_have_text("And 50 more, who are in the file.")
    assert holder.saves("[data-save-left]").read_text().count("@example.org") == 250


@pytest.mark.parametrize(
    ("header", "lines", "said"),
    [
        (replace(OLDER, slug="seas"), LINES, "older.sealed is not a list of skies. Nothing was opened."),
        (
            replace(OLDER, day="2016-10-02"),
            LINES,
            "older.sealed is newer than newer.sealed. Exchange the two.",
        ),
        (
            replace(OLDER, harm=True),
            LINES,
            "This page doesn’t open lists of skies: having signed could harm people. Use the saved file, "
            "holder-file.html.",
        ),
        (
            OLDER,
            [*LINES[:30], replace(LINES[30], record_id=b"x" * 16)],
            "Line 32 of older.sealed contains a different record from the one it names. Someone changed the file. "
            "Nothing was saved.",
        ),
    ],
    ids=["of another", "newer", "protected", "changed"],
)
def test_an_older_list_that_is_none(
    holder: Holder, lists: tuple[Path, Path], header: object, lines: list[SealedLine], said: str
) -> None:
    newer, older = lists
    write_sealed(older, header=header, lines=lines)  # type: ignore[arg-type]
    assert gives(holder, newer, older).refused("open") == said


def test_a_cut_older_list(holder: Holder, lists: tuple[Path, Path]) -> None:
    newer, older = lists
    older.write_bytes(older.read_bytes()[:-30])
    assert gives(holder, newer, older).refused("open") == (
        "older.sealed is incomplete: its last line is missing. Get another copy of it from the server."
    )
