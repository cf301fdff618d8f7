"""The verifier's views with witnesses: who has seen the log, in English and Arabic, and too few of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import Clerk
from tests.browser.holders import Desk
from tests.tally.logs import KEY, honest
from tests.tally.test_verifier_witnesses import ONE, THREE, TWO, see

PUBLIC = str(KEY.verifier)
SEEN = "Up to entry 299 by w1.example, w2.example. Newer entries, not seen yet: 29."
WEAK = "Two histories could both pass. Ask for more than half of the witnesses."


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    folder = honest()[0].write(tmp_path / "copy")
    see(folder, ONE, TWO, size=300)
    return folder


def asked(
    page: Page,
    desk: Desk,
    folder: Path,
    *witnesses: str,
    quorum: str = "",
    view: str = "count",
    **files: Path,
) -> Clerk:
    """What a view checks, with these keys of witnesses."""
    clerk = Clerk(page, f"{desk.base}/verify.html").opens(view)
    clerk.gives(PUBLIC, **files)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.fill("[name=witnesses]", "\n".join(witnesses))
    page.fill("[name=quorum]", quorum)
    page.set_input_files("[name=folder]", folder)
    return clerk


def keys(*witnesses: object) -> list[str]:
    """As they are pasted."""
    return [str(each.verifier) for each in witnesses]  # type: ignore[attr-defined]


def test_who_has_seen_it_is_told(visit: Callable[..., Page], desk: Desk, seen: Path) -> None:
    page = visit(locale="en")
    clerk = asked(page, desk, seen, *keys(ONE, TWO, THREE))
    assert clerk.verdict() == "ok"
    expect(page.locator("[data-result] h2")).to_have_text("The count holds")
    rows = page.locator("[data-result] dl").inner_text().splitlines()
    assert rows[rows.index("Seen by witnesses") + 1] == SEEN
    assert WEAK not in rows


def test_of_a_letter_too(visit: Callable[..., Page], desk: Desk, seen: Path, letter_file: Path) -> None:
    page = visit(locale="en")
    assert asked(page, desk, seen, *keys(ONE, TWO), view="letter", letter=letter_file).verdict() == "ok"
    rows = page.locator("[data-result] dl").inner_text().splitlines()
    assert rows[rows.index("Seen by witnesses") + 1] == SEEN
    assert (
        asked(page, desk, seen, *keys(ONE, THREE), view="letter", letter=letter_file).verdict() == "witness"
    )


def test_of_a_receipt_too(visit: Callable[..., Page], desk: Desk, seen: Path, tmp_path: Path) -> None:
    page, receipt = visit(locale="en"), tmp_path / "receipt.txt"
    log, stays, _ = honest()
    receipt.write_bytes(log.receipt(stays, b"s" * 32))

    def verdict(*witnesses: str) -> str:
        clerk = asked(page, desk, seen, *witnesses, view="receipt", receipt=receipt)
        return clerk.types(name=stays.name, email=stays.address, country=stays.country).verdict()

    assert verdict(*keys(ONE, TWO)) == "ok"
    assert verdict(*keys(ONE, THREE)) == "witness"


def test_half_of_them_says_that_two_histories_could_both_pass(
    visit: Callable[..., Page], desk: Desk, seen: Path
) -> None:
    page = visit(locale="en")
    assert asked(page, desk, seen, *keys(ONE, THREE), quorum="1").verdict() == "ok"
    assert WEAK in page.locator("[data-result] dl").inner_text().splitlines()


def test_too_few_of_them(visit: Callable[..., Page], desk: Desk, seen: Path) -> None:
    page = visit(locale="en")
    assert asked(page, desk, seen, *keys(ONE, THREE)).verdict() == "witness"
    expect(page.locator("[data-result] h2")).to_have_text("Not seen by as many witnesses as you asked for")
    expect(page.locator("[data-says]")).to_have_text(
        "Witnesses that have seen this log, up to entry 299: 1 of the 2 that you asked for. Somebody else may be "
        "shown another history."
    )


def test_in_arabic_its_words_are_arabic(visit: Callable[..., Page], desk: Desk, seen: Path) -> None:
    page = visit(locale="ar")
    assert asked(page, desk, seen, *keys(ONE, THREE)).verdict() == "witness"
    expect(page.locator("[data-result] h2")).to_have_text("لم يطّلع عليه العدد المطلوب من الشهود")


def test_a_key_with_a_slip_is_said_so(visit: Callable[..., Page], desk: Desk, seen: Path) -> None:
    page = visit(locale="en")
    asked(page, desk, seen, keys(ONE)[0].replace("w1", "w2"))
    page.click("form[data-check] button:not([type=button])")
    expect(page.locator("[data-error]")).to_have_text("There is a typing mistake in the key.")


@pytest.mark.long
@pytest.mark.parametrize("quorum", ["3", "0", "x"])
def test_more_than_there_are_is_said_so(
    visit: Callable[..., Page], desk: Desk, seen: Path, quorum: str
) -> None:
    page = visit(locale="en")
    asked(page, desk, seen, *keys(ONE, TWO), quorum=quorum)
    page.click("form[data-check] button:not([type=button])")
    expect(page.locator("body")).to_contain_text(
        "At least one witness has to be asked for, and at most as many as there are different keys: 2."
    )
