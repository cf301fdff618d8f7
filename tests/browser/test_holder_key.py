"""A key made in the page: this project, the stock `age` and the page itself read it, from its file and from paper."""

import re
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pyrage.x25519 import Identity

from campaign.lib.refusal import Refusal
from campaign.vault import actions as vault
from campaign.vault import queries as vault_queries
from campaign.vault.identities import read_identities
from campaign.vault.recipients import read_recipient
from tests.browser.holders import TOKEN, WORDS, Desk, Holder
from tests.vault.test_stock_age import at_a_terminal

FILES = ("site.css", "holder.css", "holder.js", "holder-floor.js")
SHORT = "The passphrase is too short: at least 12 characters. Nothing was made."
ONE_WORD = "A holder’s name is one word here: letters, digits, hyphens, 40 at most."
OVER = "This invitation has been used or has expired. Ask for a new one; what you made here is still good."
AWAY = "The desk can’t be reached. What you made here is still good: try again, or hand it over yourself."
INVITED = f"&invitation={TOKEN}&name=maya"


def test_both_halves_are_files_that_the_commands_and_the_stock_program_read(
    visit: Callable[..., Page], desk: Desk, tmp_path: Path
) -> None:
    holder = Holder(visit(locale="en"), desk, tmp_path, address=f"{desk.strong}/holder.html")
    asked: list[str] = []
    holder.page.on("request", lambda request: asked.append(request.url))
    holder.opens("make").makes()
    key, public = holder.saves("[data-save-key]"), holder.saves("[data-save-public]")
    assert (key.name, public.name) == ("maya.key", "maya.pub")
    (identity,) = read_identities(key, passphrase=lambda: WORDS)
    assert read_recipient(public.read_bytes()) == ("maya", str(identity.to_public()))
    header = b64decode("".join(key.read_text().splitlines()[1:-1])).splitlines()[1].decode()
    assert re.fullmatch(r"-> scrypt \S{22} 18", header)  # every guess takes 256 MB and a second
    expect(holder.page.locator("pre [data-recipient]")).to_have_text(str(identity.to_public()))
    out = holder.folder / "out"
    at_a_terminal(["age", "-d", str(key)], out=out, answers=[WORDS])
    assert out.read_text() == f"# public key: {identity.to_public()}\n{identity}\n"
    # `data:` and `blob:` are of the page itself.
    assert {re.sub(r"\?.*", "", url) for url in asked if url.startswith("http")} == {
        f"{desk.strong}{path}" for path in ("/holder.html", *(f"/static/{name}" for name in FILES))
    }


def test_another_passphrase_does_not_open_it(holder: Holder) -> None:
    holder.opens("make").makes()
    with pytest.raises(Refusal) as refused:
        read_identities(holder.saves("[data-save-key]"), passphrase=lambda: WORDS + "s")
    assert refused.value.reason == "vault/passphrase-wrong"


def test_the_groups_on_paper_are_the_key(holder: Holder) -> None:
    holder.opens("make").makes()
    (identity,) = read_identities(holder.saves("[data-save-key]"), passphrase=lambda: WORDS)
    groups = holder.printed().split()
    assert [len(group) for group in groups] == [5] * 14 + [3]
    # As the page tells whoever has neither the page nor this project.
    assert "AGE-SECRET-KEY-1" + "".join(group[:-1] for group in groups) == str(identity)
    shown = holder.page.locator("[data-made] [data-paper]")
    expect(shown).not_to_be_visible()
    holder.page.click("[data-made] summary")
    expect(shown).to_be_visible()
    assert shown.locator("li").all_text_contents() == groups


def test_printed_there_is_that_page_alone(holder: Holder) -> None:
    holder.opens("make").makes()
    paper = holder.page.locator(".paper")
    expect(paper).not_to_be_visible()
    holder.page.emulate_media(media="print")
    expect(paper).to_be_visible()
    expect(paper).to_contain_text("A key, to keep safe: maya")
    expect(paper).to_contain_text(f"The holders’ page: {holder.desk.base}/holder.html")
    for hidden in ("h1", "[data-made]", ".sky", ".languages", ".source"):
        expect(holder.page.locator(hidden)).not_to_be_visible()


@pytest.mark.parametrize(
    ("name", "words", "again", "said"),
    [
        ("maya k", WORDS, WORDS, ONE_WORD),
        ("../maya", WORDS, WORDS, ONE_WORD),
        ("m" * 41, WORDS, WORDS, ONE_WORD),
        ("maya", "elevenchars", "elevenchars", SHORT),
        ("maya", WORDS, WORDS.upper(), "The two passphrases differ. Nothing was made."),
    ],
)  # fmt: skip
def test_no_key_is_made(holder: Holder, name: str, words: str, again: str, said: str) -> None:
    holder.opens("make").fills(name, words, again)
    assert holder.refused("make") == said
    expect(holder.page.locator("[name=passphrase]")).to_have_value(words)


def test_an_arabic_name(holder: Holder) -> None:
    holder.opens("make").makes("مايا")
    assert read_recipient(holder.saves("[data-save-public]").read_bytes())[0] == "مايا"


def test_each_proposal_is_another_one_of_six_groups(holder: Holder) -> None:
    proposal = holder.opens("make").page.locator("[data-proposal]")
    seen = {proposal.inner_text()}
    for number in range(2, 7):
        last = proposal.inner_text()
        holder.page.click("[data-another]")
        expect(proposal).not_to_have_text(last)
        seen.add(proposal.inner_text())
        assert len(seen) == number
    syllables = r"(?:[bdfghklmnprstvz][aeiou]){2}"
    assert [text for text in seen if not re.fullmatch(rf"{syllables}(?: {syllables}){{5}}", text)] == []


def test_what_is_typed_can_be_shown(holder: Holder) -> None:
    page = holder.opens("make").page
    for shown in ("text", "password"):
        page.click("text=Show what I type")
        for name in ("passphrase", "again"):
            expect(page.locator(f"[name={name}]")).to_have_attribute("type", shown)


def test_an_invited_one_hands_it_in_and_proves_it_by_buttons(holder: Holder, desk: Desk) -> None:
    page = holder.opens("make", INVITED).page
    assert page.url == f"{desk.base}/holder.html#make"
    expect(page.locator("[data-make] [name=name]")).to_have_value("maya")
    key = holder.makes().saves("[data-save-key]")
    (identity,) = read_identities(key, passphrase=lambda: WORDS)
    page.click("form[data-offer] button")
    expect(page.locator("form[data-offer] [data-sent]")).to_have_text(
        "It has arrived. Now prove that the key works."
    )
    assert desk.posts == [
        ("offered", {"invitation": TOKEN, "name": "maya", "recipient": str(identity.to_public())})
    ]
    groups = holder.printed()
    page.click("[data-made] >> text=Answer a drill")
    expect(page.locator("[name=drill]")).not_to_be_visible()
    for by in ("file", "paper"):
        (holder.gives(key, WORDS) if by == "file" else holder.types(groups)).page.click(
            "text=Prove that the key works"
        )
        expect(page.locator("[data-proved]")).to_be_visible(timeout=120_000)
        expect(page.locator("[data-proved]")).to_have_text("The desk has received it: your key is proved.")
        expect(page.locator("[data-tell]")).not_to_be_visible()
        assert [door for door, _ in desk.posts[-2:]] == ["drill", "proved"]
        word = page.locator("[data-drilled]").inner_text()
        assert desk.posts[-1][1] == {"invitation": TOKEN, "word": word, "by": by}
    assert vault_queries.holder("maya").proved_at is not None


def test_an_invitation_that_is_over(holder: Holder, desk: Desk) -> None:
    holder.opens("make", INVITED).makes("nour")
    desk.refuses = 410
    holder.page.click("form[data-offer] button")
    expect(holder.page.locator("form[data-offer] [data-error]")).to_have_text(OVER)
    expect(holder.page.locator("[data-save-key]")).to_be_visible()
    assert desk.posts == []


def test_a_desk_that_is_away(holder: Holder, desk: Desk) -> None:
    holder.opens("make", INVITED).makes("nour")
    holder.page.context.set_offline(True)
    holder.page.click("form[data-offer] button")
    expect(holder.page.locator("form[data-offer] [data-error]")).to_have_text(AWAY)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, OVER),
        (410, OVER),
        (409, "The desk has a different key under this name. Ask whoever runs the campaign."),
        (422, "The desk didn’t accept this. Ask whoever runs the campaign."),
        (429, "Many requests are coming from your network. Try again in a few minutes."),
        (403, AWAY),
        (500, AWAY),
        (503, AWAY),
    ],
)
def test_what_the_desk_says(holder: Holder, desk: Desk, tmp_path: Path, status: int, said: str) -> None:
    (tmp_path / "nour.key").write_text(str(Identity.generate()))
    holder.opens("drill", INVITED).gives(tmp_path / "nour.key")
    desk.refuses = status
    assert holder.refused("drill") == said
    assert desk.posts == []


def test_a_drill_for_another_key(holder: Holder, desk: Desk, tmp_path: Path) -> None:
    desk.invited = vault.add(name="sara", recipient=str(Identity.generate().to_public())).name
    (tmp_path / "sara.key").write_text(str(Identity.generate()))
    holder.opens("drill", INVITED).gives(tmp_path / "sara.key")
    assert holder.refused("drill") == "This key opens nothing in this drill. Was its public half handed in?"
    assert [door for door, _ in desk.posts] == ["drill"]


@pytest.mark.parametrize("token", ["short", "x" * 129, "x" * 15 + "'\"<" + "x" * 15])
def test_what_is_no_invitation_opens_no_door(holder: Holder, token: str) -> None:
    holder.opens("make", f"&invitation={token}").makes("nour")
    expect(holder.page.locator("form[data-offer]")).not_to_be_visible()


def test_a_key_that_was_not_saved_is_not_left_without_a_question(holder: Holder) -> None:
    holder.opens("make").makes()
    asked: list[str] = []

    def stays(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    holder.page.on("dialog", stays)
    holder.page.reload()
    assert asked == ["beforeunload"]
    holder.opens("make").makes().saves("[data-save-key]")
    holder.page.reload()
    assert asked == ["beforeunload"]


def test_a_change_of_language_loses_no_key(holder: Holder) -> None:
    holder.opens("make").makes()
    groups = holder.printed()
    holder.page.click("[data-language=ar]")
    expect(holder.page.locator("h1")).to_have_text("صنع مفتاح")
    assert holder.printed() == groups
    (identity,) = read_identities(holder.saves("[data-save-key]"), passphrase=lambda: WORDS)
    assert str(identity).startswith("AGE-SECRET-KEY-1")


def test_nobody_gets_the_same_key(holder: Holder) -> None:
    keys = set()
    for _ in range(2):
        holder.opens("make").makes()
        keys.add(holder.printed())
    assert len(keys) == 2
    assert str(Identity.generate()) not in keys
