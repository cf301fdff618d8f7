"""What the form of the page that checks lacks is said above its button, and what it can't judge it doesn't."""

from pathlib import Path

from playwright.sync_api import expect

from campaign.tally.note import SignerKey
from tests.browser.checks import Clerk
from tests.browser.test_verifier_page import PUBLIC, WORDS, mirrored
from tests.tally.logs import KEY, honest


def test_what_the_form_lacks_is_said_above_the_button(
    clerk: Clerk, at_home: Clerk, letter_file: Path
) -> None:
    assert clerk.opens().gives().reads() == [WORDS["no_letter"]]
    assert clerk.gives(letter=letter_file).reads() == [WORDS["key_missing"]]
    assert clerk.gives(PUBLIC[:-1]).reads() == [WORDS["key_incomplete"]]
    assert clerk.gives(PUBLIC.replace("clear", "cleer")).reads() == [WORDS["key_slip"]]
    assert clerk.opens("count").gives().reads() == [WORDS["no_address"]]
    assert at_home.opens("count").gives(PUBLIC).reads() == [WORDS["no_log"]]


def test_a_key_is_shown_as_digits_while_it_is_typed(clerk: Clerk) -> None:
    digits = clerk.opens().page.locator("[data-digits] .code")
    clerk.gives(f" {PUBLIC[:20]}\n{PUBLIC[20:]}\u200b ")
    expect(digits).to_have_text("01788 74528 97827 48346 83669 59556 74358 15248")
    clerk.gives(PUBLIC.replace("clear", "cleer"))
    expect(digits).not_to_be_visible()
    expect(clerk.page.locator("[data-slip]")).to_have_text(WORDS["key_slip"])


def test_a_foreign_key_and_an_address_of_a_page(clerk: Clerk, log_folder: Path, letter_file: Path) -> None:
    mirrored(clerk.page, log_folder)
    other = str(SignerKey(KEY.name, b"o" * 32).verifier)
    assert clerk.opens().gives(other, letter=letter_file).reads() == [
        "Nobody knows who signed the log",
        WORDS["key_foreign"].format(log="example.org/clear-skies/log"),
    ]
    clerk.opens("count").gives(PUBLIC).types(address="example.org/en/clear-skies/verify")
    assert clerk.reads() == [
        "Can’t be read",
        "This is the address of a page. Perhaps the log is at https://example.org/clear-skies",
        WORDS["missing_says"],
    ]
    clerk.page.route("https://example.org/**", lambda route: route.fulfill(
        body="<!doctype html><title>Hello</title>", headers={"Access-Control-Allow-Origin": "*"}))  # fmt: skip
    assert clerk.opens().gives(PUBLIC, letter=letter_file).verdict() == "missing"


def test_without_a_key_it_says_that_nobody_knows_who_signed(at_home: Clerk, log_folder: Path) -> None:
    at_home.opens("count").gives()
    at_home.page.set_input_files("[name=folder]", log_folder)
    assert at_home.reads()[:2] == [WORDS["unverified"], WORDS["unverified_says"]]


def test_a_log_of_a_newer_version_is_not_judged(at_home: Clerk, tmp_path: Path) -> None:
    log, _, _ = honest()
    log.lines[0] = "rules 2"
    at_home.opens("count").gives(PUBLIC)
    at_home.page.set_input_files("[name=folder]", log.write(tmp_path / "newer"))
    assert at_home.reads() == [WORDS["newer"], WORDS["newer_says"]]


def test_what_is_pasted_with_the_key_and_the_address_is_left_out(
    clerk: Clerk, log_folder: Path, letter_file: Path
) -> None:
    mirrored(clerk.page, log_folder)
    for pasted in (
        f"“{PUBLIC}”",
        f"{PUBLIC},",
        f"Clé :\n{PUBLIC}.",
        f"密钥：{PUBLIC}",
        f"({PUBLIC[:30]}\n{PUBLIC[30:]})",
    ):
        assert clerk.opens().gives(pasted, letter=letter_file).reads()[0] == WORDS["ok"]
    place = "https://example.org/clear-skies"
    for pasted in (
        f"<{place}>",
        f"\u200e{place}.",
        f"“{place}/log/checkpoint”",
        f"{place}?a=1",
        f"{place}/#top",
    ):
        clerk.opens("count").gives(PUBLIC).types(address=pasted)
        assert clerk.reads()[0] == "The count holds"
    for wrong in (PUBLIC.upper(), f"{PUBLIC[:30]}, {PUBLIC[30:]}"):
        assert clerk.opens().gives(wrong, letter=letter_file).reads() == [WORDS["key_slip"]]
    clerk.opens("count").gives(PUBLIC).types(address="https://")
    assert clerk.reads() == [WORDS["no_address"]]


def test_another_file_in_the_place_of_a_checkpoint_is_no_forgery(
    at_home: Clerk, log_folder: Path, letter_file: Path
) -> None:
    at_home.opens("count").gives(PUBLIC, folder=log_folder, before=letter_file)
    assert at_home.reads() == ["Can’t be read", WORDS["no_checkpoint"], WORDS["missing_says"]]
    (log_folder / "log/checkpoint").write_text("<!doctype html>")
    at_home.opens("count").gives(PUBLIC, folder=log_folder)
    said = WORDS["page_not_log"].format(file="log/checkpoint")
    assert at_home.reads() == ["Can’t be read", said, WORDS["missing_says"]]


def test_a_text_that_is_missing_is_named(at_home: Clerk, log_folder: Path) -> None:
    text = next((log_folder / "texts").iterdir())
    text.unlink()
    at_home.opens("count").gives(PUBLIC, folder=log_folder)
    said = WORDS["missing"].format(file=f"texts/{text.name}")
    assert at_home.reads() == ["Can’t be read", said, WORDS["missing_says"]]
