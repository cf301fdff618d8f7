"""The page that checks a letter, a count or a receipt, served and from disk: what it says of each, in whose words."""

from collections.abc import Callable
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from campaign.letters.wording import wording
from campaign.lib.languages import LETTER_LANGUAGES, tag
from tests.browser.checks import Clerk, zipped
from tests.browser.holders import Desk
from tests.tally.logs import KEY, PDF, Signer, Written, honest, verdict
from tests.tally.test_verifier_mutations import KINDS

PUBLIC = str(KEY.verifier)
ROOT = "yFQiS8dPtP9cO7FxA4TFHsLQhPIDwyL9GWlLCHk7hlc="
ROOT_AT_34 = "ktEr+aFueayq8sqhKdVDL0FnJxMYsN6n1tWdTe146eM="
WORDS = wording("en").check
HOLDS = [
    "The count holds",
    "The log’s entries add up to its figures, nothing in it has been changed since it was signed, and it is signed "
    "with the key that you gave.",
]
FIGURES = [
    "Signatures that count", "305", "Entries in the log", "329", "Root hash", ROOT,
    "Figures as last stated", "tally 2016-10-03 312 FR=120 DE=60 --=132",
]  # fmt: skip


def mirrored(page: Page, folder: Path) -> list[str]:
    """Let https://example.org/clear-skies be a copy of this folder; the paths that are asked for there."""
    paths: list[str] = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("https://example.org/clear-skies/")
        paths.append(path)
        file = folder / path
        opened = {"Access-Control-Allow-Origin": "*"}
        if file.is_file():
            route.fulfill(body=file.read_bytes(), headers=opened)
        else:
            route.fulfill(status=404, headers=opened)

    page.route("https://example.org/**", answer)
    return paths


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_a_letter_and_its_key_are_enough(
    visit: Callable[..., Page], desk: Desk, log_folder: Path, letter_file: Path, language: str
) -> None:
    page, words = visit(locale=language), wording(language)
    mirrored(page, log_folder)
    clerk = (
        Clerk(page, f"{desk.base}/verify.html")
        .opens()
        .gives(f"{PUBLIC[:30]}\n  {PUBLIC[30:]}", letter=letter_file)
    )
    said = clerk.reads()
    assert said[:2] == [words.check["ok"], words.check["ok_says"]]
    assert said[-1] == ROOT_AT_34
    assert page.evaluate("document.documentElement.lang") == tag(language)
    assert page.locator("[data-result] dt").all_inner_texts() == [
        words.texts["state"], words.check["date"], words.texts["signatures"], words.texts["total"],
        words.check["entries_then"], words.check["root_then"],
    ]  # fmt: skip


def test_it_tells_what_a_letter_states(clerk: Clerk, log_folder: Path, letter_file: Path) -> None:
    paths = mirrored(clerk.page, log_folder)
    assert clerk.opens().gives(PUBLIC, letter=letter_file).reads() == [
        WORDS["ok"], WORDS["ok_says"], "State", "France", "Date of the letter", "3 October 2016", "Signatures",
        "at least 20", "Total", "30", WORDS["entries_then"], "34", WORDS["root_then"], ROOT_AT_34,
    ]  # fmt: skip
    assert paths[0] == "log/checkpoint"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [(b"", "empty"), (b"\x89PNG a scan", "picture"), (b"PK\3\4", "other"), (b"%PDF-1.7 printed\n%%EOF", "changed"),
     (PDF[:-1], "cut")],
)  # fmt: skip
def test_a_file_that_is_no_letter_gets_its_sentence(
    clerk: Clerk, log_folder: Path, letter_file: Path, raw: bytes, kind: str
) -> None:
    letter_file.write_bytes(raw)
    mirrored(clerk.page, log_folder)
    clerk.opens().gives(PUBLIC, letter=letter_file)
    assert clerk.reads() == [WORDS["not_issued"], WORDS[f"letter_{kind}"]]


def test_line_ends_that_a_mail_program_changed_are_told_of_a_letter_and_no_matter_to_a_log(
    at_home: Clerk, letter_file: Path, tmp_path: Path
) -> None:
    log = honest()[0]
    unix, windows = b"%PDF-1.7\na letter\n%%EOF\n", b"%PDF-1.7\r\na letter\r\n%%EOF\r\n"
    log.issue(f"FR fr 120 {sha256(unix).hexdigest()}")
    folder = log.write(tmp_path / "copy")
    for raw, said in (
        (windows, [WORDS["not_issued"], WORDS["letter_line_ends"]]),
        (unix, [WORDS["ok"], WORDS["ok_says"]]),
    ):
        letter_file.write_bytes(raw)
        at_home.opens().gives(PUBLIC, letter=letter_file)
        at_home.page.set_input_files("[name=folder]", folder)
        assert at_home.reads()[:2] == said
    for file in (folder / "log/checkpoint", *folder.glob("texts/*"), *folder.glob("log/manifests/*")):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    at_home.opens("count").gives(PUBLIC)
    at_home.page.set_input_files("[name=folder]", folder)
    assert at_home.reads()[:2] == HOLDS


def test_a_count_from_a_folder_and_what_desktops_leave_there(clerk: Clerk, log_folder: Path) -> None:
    clerk.opens("count").gives(PUBLIC)
    clerk.page.set_input_files("[name=folder]", log_folder)
    assert clerk.reads() == [*HOLDS, *FIGURES]
    (log_folder / "log/.DS_Store").write_bytes(b"Bud1")
    clerk.page.set_input_files("[name=folder]", log_folder)
    assert clerk.reads() == [
        *HOLDS, "Passed over, since computers leave such files in any folder: log/.DS_Store", *FIGURES,
    ]  # fmt: skip
    (log_folder / "log/notes.txt").write_text("mine")
    clerk.page.set_input_files("[name=folder]", log_folder)
    assert clerk.reads() == [
        "Not part of the log", "The log holds, but these files are not part of it: log/notes.txt",
    ]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("below", ["", "copy/", "Desktop/copy of the log/"])
def test_a_count_from_a_zip_file(at_home: Clerk, log_folder: Path, tmp_path: Path, below: str) -> None:
    file = zipped(log_folder, tmp_path / "log.zip", below=below)
    at_home.opens("count").gives(PUBLIC, zip=file)
    assert at_home.reads() == [*HOLDS, *FIGURES]


@pytest.mark.parametrize("typed", ["example.org/clear-skies", " https://example.org/clear-skies/log/ "])
def test_a_count_from_another_address(clerk: Clerk, log_folder: Path, typed: str) -> None:
    mirrored(clerk.page, log_folder)
    clerk.opens("count").gives(PUBLIC).types(address=typed)
    assert clerk.reads() == [*HOLDS, *FIGURES]


def test_a_folder_can_be_dropped(clerk: Clerk, log_folder: Path) -> None:
    page = clerk.opens("count").gives(PUBLIC).page
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    field = page.locator("[name=folder]")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box is not None
    drag = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        drag.send("Input.dispatchDragEvent", {
            "type": kind, "x": box["x"] + 30, "y": box["y"] - 10,
            "data": {"items": [], "files": [str(log_folder)], "dragOperationsMask": 1},
        })  # fmt: skip
    expect(page.locator("[data-dropped]")).to_have_attribute("data-dropped", "copy")
    assert clerk.reads()[0] == HOLDS[0]


def test_an_earlier_checkpoint_makes_it_a_witness(clerk: Clerk, log_folder: Path, tmp_path: Path) -> None:
    log, _, _ = honest()
    other = Written(lines=[*log.lines[:20], f"signature {'0' * 64}", *log.lines[21:]])
    for note, said in (
        (log.checkpoint(34), HOLDS[0]),
        (other.checkpoint(34), "Forged, or changed since"),
    ):
        kept = tmp_path / "kept"
        kept.write_text(note)
        clerk.opens("count").gives(PUBLIC, before=kept)
        clerk.page.set_input_files("[name=folder]", log_folder)
        assert clerk.reads()[0] == said
    assert (
        clerk.page.locator("[data-says]").inner_text()
        == "The log isn’t what it was: in the first 34 entries."
    )


def test_a_receipt(at_home: Clerk, log_folder: Path, tmp_path: Path) -> None:
    log, stays, leaves = honest()
    file = tmp_path / "receipt.txt"

    def answer(signer: Signer, secret: bytes, **told: str) -> list[str]:
        file.write_bytes(log.receipt(signer, secret))
        at_home.opens("receipt").gives(receipt=file)
        at_home.page.set_input_files("[name=folder]", log_folder)
        return at_home.types(
            **{"name": signer.name, "email": signer.address, "country": signer.country} | told
        ).reads()

    counted = answer(stays, b"s" * 32)
    assert counted[:2] == ["You are counted", f"Entry {stays.index} of the log is yours."]
    assert answer(stays, b"s" * 32, country=" france")[0] == "You are counted"
    assert answer(stays, b"s" * 32, name="Amelie Ba") == [
        "Not what was issued",
        "The entry isn’t of this name, address and country. Enter them as you signed.",
    ]
    assert answer(leaves, b"l" * 32) == [
        "Not what was issued",
        "The signature was counted, and no longer is: it was withdrawn or removed.",
    ]
    file.write_bytes(file.read_bytes().replace(b"index 3", b"index 4"))
    assert at_home.gives(receipt=file).reads() == ["The receipt is damaged: it isn’t what was handed out."]


def test_from_disk_it_asks_nobody_anything(
    at_home: Clerk, asked: list[str], log_folder: Path, letter_file: Path, saved: Path
) -> None:
    said: list[str] = []
    at_home.page.on("console", lambda line: said.append(line.text))
    at_home.opens().gives(PUBLIC, letter=letter_file)
    at_home.page.set_input_files("[name=folder]", log_folder)
    assert at_home.reads()[0] == WORDS["ok"]
    assert {url for url in asked if not url.startswith("blob:null/")} <= {"about:blank", f"{saved.as_uri()}"}
    assert said == []


def test_it_names_what_both_programs_name_on_changed_files(
    at_home: Clerk, log_folder: Path, tmp_path: Path
) -> None:
    at_home.opens("count")
    for kind in KINDS[:4]:
        for case in islice(kind(log_folder, tmp_path), 0, 1000, 199):
            at_home.gives(PUBLIC)
            at_home.page.set_input_files("[name=folder]", log_folder)
            assert at_home.verdict() == verdict(*case.arguments, typed=case.typed), case
