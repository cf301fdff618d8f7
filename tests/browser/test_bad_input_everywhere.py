"""What is wrong gets the same sentence from the served page and from the saved file, whose network is cut."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pyrage.x25519 import Identity

from campaign.letters.wording import wording
from campaign.lists.sealed_format import write_sealed
from campaign.vault.identities import write_identity
from tests.browser.checks import Clerk, with_a_bomb, zipped
from tests.browser.holders import WORDS, Desk, Holder
from tests.browser.test_holder_large import HEAD, ending, sparse
from tests.lists.lists import HEADER, person, sealed_line
from tests.tally.logs import KEY, PDF, honest

NOUR = Identity.generate()
CHECK = wording("en").check
PUBLIC = str(KEY.verifier)
CUT = "{} is incomplete: its last line is missing. Get another copy of it from the server."


@pytest.fixture(params=["served", "from disk"])
def at_page(request: pytest.FixtureRequest, visit: Callable[..., Page], desk: Desk, tmp_path: Path) -> Holder:
    """The same person at either page."""
    if request.param == "served":
        return Holder(visit(locale="en"), desk, tmp_path)
    file = tmp_path / "holder-file.html"
    file.write_bytes(desk.app.test_client().get("/holder-file.html", base_url=desk.base).data)
    return Holder(visit(locale="en", offline=True), desk, tmp_path, address=file.as_uri())


def said(holder: Holder, file: Path, key: Path, words: str = "") -> str:
    holder.opens("open").gives(key, words).page.set_input_files("[name=list]", file)
    return holder.refused("open")


@pytest.mark.long
def test_a_list_or_a_key_that_is_not_right(at_page: Holder, tmp_path: Path) -> None:
    lines = [sealed_line(person(number), NOUR, index=number) for number in range(6)]
    file, bare = tmp_path / "list.sealed", tmp_path / "nour.key"
    write_sealed(file, header=HEADER, lines=lines)
    bare.write_text(f"{NOUR}\n")

    locked = tmp_path / "locked.key"
    write_identity(locked, NOUR, passphrase=WORDS)
    assert said(at_page, file, locked, "not these words") == "This is not the passphrase for locked.key."
    assert said(at_page, file, locked) == "locked.key is protected. Type its passphrase."

    foreign = tmp_path / "foreign.key"
    foreign.write_text(f"{Identity.generate()}\n")
    assert said(at_page, file, foreign) == (
        "This key doesn’t open list.sealed: it was sealed to others, or its first record was changed. Nothing "
        "was saved."
    )

    cut = tmp_path / "cut.sealed"
    cut.write_bytes(file.read_bytes()[:-40])
    assert said(at_page, cut, bare) == CUT.format("cut.sealed")

    swapped = tmp_path / "swapped.sealed"
    mixed = [lines[0], replace(lines[1], sealed=lines[2].sealed), *lines[2:]]
    write_sealed(swapped, header=HEADER, lines=mixed)
    assert said(at_page, swapped, bare) == (
        "Line 3 of swapped.sealed contains a different record from the one it names. Someone changed the file. "
        "Nothing was saved."
    )

    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list.sealed", bytes(50_000_000))
    assert said(at_page, bomb, bare) == "bomb.zip is not a sealed list."

    assert said(at_page, sparse(tmp_path / "big", HEAD, b""), bare) == CUT.format("big")
    assert said(at_page, sparse(tmp_path / "many", HEAD, ending(1_000_001)), bare) == (
        "many has more than 1,000,000 signatures, too many for a browser. Open it with the commands on your own "
        "computer."
    )


def test_a_letter_that_is_not_what_was_issued_from_disk(
    at_home: Clerk, log_folder: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "FR.pdf"

    def answer(raw: bytes, name: str = "FR.pdf") -> list[str]:
        letter.with_name(name).write_bytes(raw)
        at_home.opens().gives(PUBLIC, letter=letter.with_name(name))
        at_home.page.set_input_files("[name=folder]", log_folder)
        return at_home.reads()[:2]

    assert answer(PDF, "Scan 0001 (2).PDF.txt") == [CHECK["ok"], CHECK["ok_says"]]
    for raw, kind in (
        (b"%PDF-1.4 printed anew\n%%EOF", "changed"),
        (b"\xff\xd8\xff a photograph", "picture"),
        (PDF[:-1], "cut"),
        (b"", "empty"),
        (b"PK\3\4 a document", "other"),
    ):
        assert answer(raw) == [CHECK["not_issued"], CHECK[f"letter_{kind}"]]
    sparse(letter, b"%PDF-1.7", b"")
    at_home.opens().gives(PUBLIC, letter=letter)
    at_home.page.set_input_files("[name=folder]", log_folder)
    assert at_home.reads()[1] == CHECK["too_large"].format(file="FR.pdf")


def test_a_copy_that_is_none_from_disk(at_home: Clerk, log_folder: Path, tmp_path: Path) -> None:
    bomb = with_a_bomb(zipped(log_folder, tmp_path / "bomb.zip"))
    at_home.opens("count").gives(PUBLIC, zip=bomb)
    assert at_home.reads()[1] == CHECK["zip_bomb"]
    (log_folder / ".DS_Store").write_bytes(b"Bud1")
    at_home.opens("count").gives(PUBLIC)
    at_home.page.set_input_files("[name=folder]", log_folder)
    assert [line for line in at_home.reads() if line.startswith("Passed over")] == [
        "Passed over, since computers leave such files in any folder: .DS_Store"
    ]
    log = honest()[0]
    log.lines[20] = f"signature {'0' * 64}"
    copy = log.write(tmp_path / "other")
    (copy / "log/checkpoint").write_text(honest()[0].checkpoint())
    at_home.opens("count").gives(PUBLIC)
    at_home.page.set_input_files("[name=folder]", copy)
    assert (
        at_home.verdict(),
        at_home.page.locator("[data-result] h2, [data-result] h3").first.inner_text(),
    ) == (
        "root",
        "Forged, or changed since",
    )
