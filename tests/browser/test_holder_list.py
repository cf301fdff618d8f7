"""A list opened in the page: the very bytes that `campaign unseal` writes, or a sentence and nothing saved."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect
from pyrage.x25519 import Identity

from campaign.cli import campaign
from campaign.lists.sealed_format import BLOCK, SealedLine, write_sealed
from campaign.vault.identities import write_identity
from tests.browser.holders import WORDS, Holder
from tests.browser.pressing import until
from tests.lists.lists import HEADER, person, sealed_line, sealed_list
from tests.lists.test_unsealing import HOLDER, PEOPLE

CELLS = [
    '=HYPERLINK("http://x")', "＝1+1", " +1", "\u200b-1", "\t@x", "'quoted", 'say "no"', "a,b",
    "line\nbreak", "cr\rhere", "",
    "\tx", "\rx", "\nx", "-", "٣", "𐎠", "\ufeff=1", "é", "\u061c=x", "x" * 5_000,
    "١=1", "﹢2", "a=b", "\x85=1", "\u2028=1", "\u00ad@",
]  # fmt: skip


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed_list(tmp_path_factory.mktemp("sealed") / "list.sealed", PEOPLE, HOLDER)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "nour.key"
    path.write_text(f"{HOLDER}\n")
    return path


def opens(holder: Holder, file: Path, key: Path, words: str = "") -> None:
    """Give list and key, press nothing yet."""
    holder.opens("open").gives(key, words).page.set_input_files("[name=list]", file)


def opened(holder: Holder) -> bytes:
    """Press, wait, save."""
    holder.page.click("form[data-open] button:not([type])")
    expect(holder.page.locator("[data-opened]")).to_be_visible(timeout=240_000)
    return holder.keeps().read_bytes()


def unsealed(file: Path, key: Path, given: str = "", ending: str = "csv") -> bytes:
    """What the command writes."""
    out = key.parent / f"by-command.{ending}"
    words = ["unseal", str(file), "--identity", str(key), "--out", str(out)]
    done = CliRunner().invoke(campaign, words, input=given)
    assert done.exit_code == 0, done.output
    return out.read_bytes()


def test_the_same_bytes_as_the_command_writes(holder: Holder, tmp_path: Path) -> None:
    key = tmp_path / "nour.key"
    write_identity(key, HOLDER, passphrase=WORDS)
    people = [person(number, name=f"نور {number}" + CELLS[number % len(CELLS)]) for number in range(400)]
    file = sealed_list(tmp_path / "list.sealed", people, HOLDER)
    opens(holder, file, key, WORDS)
    ours = opened(holder)
    expect(holder.page.locator("[data-sum]")).to_have_text("Signatures of skies as of 1 October 2016: 400")
    assert ours == unsealed(file, key, f"{WORDS}\n")
    assert ours.count(b"@example.org") == 400


def test_records_of_before_lie_beside_newer_ones(holder: Holder, key: Path, tmp_path: Path) -> None:
    lines = [sealed_line(person(n), HOLDER, index=n, deflated=n > 1) for n in range(4)]
    write_sealed(tmp_path / "list.sealed", header=HEADER, lines=lines)
    opens(holder, tmp_path / "list.sealed", key)
    ours = opened(holder)
    rows = csv.DictReader(ours.decode("utf-8-sig").splitlines())
    assert [row["name"] for row in rows] == [f"نور {n}" for n in range(4)]
    assert ours == unsealed(tmp_path / "list.sealed", key)


def test_cells_that_a_spreadsheet_would_take_for_something_else(
    holder: Holder, key: Path, tmp_path: Path
) -> None:
    people = [person(number, name=cell, consent_version=cell) for number, cell in enumerate(CELLS)]
    assert_same(holder, key, [sealed_line(each, HOLDER) for each in people])


def test_every_country_and_what_is_none(holder: Holder, key: Path) -> None:
    codes = json.loads((Path(__file__).parents[2] / "browser" / "country_names.json").read_text())
    people = [
        person(number, country=code) for number, code in enumerate([*codes, "QQ", "toString", "=1", ""])
    ]
    assert_same(holder, key, [sealed_line(each, HOLDER) for each in people])


def test_what_the_server_did_not_know(holder: Holder, key: Path) -> None:
    known = sealed_line(person(0), HOLDER)
    changes: list[dict[str, object]] = [
        {"language": None}, {"hour": None}, {"hour": "2016"}, {"language": "=ar"}, {"wants_updates": False},
        {"index": None}, {"unsubscribe": "http://example.org/u/x"}, {"removed": "fraud", "page": "http://example.org"},
    ]  # fmt: skip
    assert_same(holder, key, [replace(known, **change) for change in changes])  # type: ignore[arg-type]


def test_a_list_that_adds_a_wish_which_the_record_has_not(holder: Holder, key: Path) -> None:
    wishes = ("yes", "no", "")
    lines = [sealed_line(person(number, updates=wish), HOLDER) for number, wish in enumerate(wishes)]
    assert_same(
        holder, key, [replace(line, wants_updates=listed) for line in lines for listed in (True, False)]
    )


def assert_same(holder: Holder, key: Path, lines: list[SealedLine]) -> None:
    file = key.parent / "list.sealed"
    write_sealed(file, header=HEADER, lines=lines)
    opens(holder, file, key)
    assert opened(holder) == unsealed(file, key)


def test_a_list_of_several_blocks(holder: Holder, key: Path, tmp_path: Path) -> None:
    file = sealed_list(tmp_path / "list.sealed", [person(n, name="ن" * 300) for n in range(900)], HOLDER)
    assert file.stat().st_size > BLOCK
    opens(holder, file, key)
    assert opened(holder) == unsealed(file, key)


def test_a_list_of_nobody(holder: Holder, key: Path, tmp_path: Path) -> None:
    file = sealed_list(tmp_path / "list.sealed", [], HOLDER)
    opens(holder, file, key)
    assert opened(holder) == unsealed(file, key)


def test_the_second_of_two_keys_in_one_file(holder: Holder, sealed: Path, tmp_path: Path) -> None:
    key = tmp_path / "two.key"
    key.write_text(f"{Identity.generate()}\n{HOLDER}\n")
    opens(holder, sealed, key)
    assert opened(holder) == unsealed(sealed, key)


def test_how_far_it_is_stands_there_while_it_opens(holder: Holder, key: Path, tmp_path: Path) -> None:
    file = sealed_list(tmp_path / "list.sealed", [person(n) for n in range(1_000)], HOLDER)
    opens(holder, file, key)
    page = holder.page
    page.evaluate("""() => {
        window.seen = [];
        new MutationObserver(() => window.seen.push(document.querySelector('[data-count]').textContent))
            .observe(document.querySelector('[data-progress]'), {subtree: true, childList: true});
    }""")
    opened(holder)
    seen = page.evaluate("[...new Set(window.seen)]")
    assert len(seen) > 3
    assert seen[0] == "Opened: 0 of 1,000"
    assert seen == sorted(seen, key=lambda text: int(text.split()[1].replace(",", "")))
    expect(page.locator("[data-progress]")).not_to_be_visible()


def test_every_core_has_a_thread(holder: Holder, sealed: Path, key: Path) -> None:
    threads: list[object] = []
    holder.page.on("worker", lambda worker: threads.append(worker))
    opens(holder, sealed, key)
    holder.page.click("form[data-open] button:not([type])")
    expect(holder.page.locator("[data-opened]")).to_be_visible(timeout=240_000)
    assert len(threads) == min(16, holder.page.evaluate("navigator.hardwareConcurrency"))


def test_who_goes_elsewhere_ends_it(holder: Holder, key: Path, tmp_path: Path) -> None:
    file = sealed_list(tmp_path / "list.sealed", [person(n) for n in range(2_000)], HOLDER)
    opens(holder, file, key)
    page = holder.page
    page.evaluate("""() => {
        const place = window.left = document.querySelector('[data-progress]');
        new MutationObserver(() => { if (place.querySelector('progress').value) location.hash = '#start'; })
            .observe(place, {subtree: true, childList: true});
    }""")
    page.click("form[data-open] button")
    expect(page.locator("h1")).to_have_text("Keys and lists")
    until(page, "window.left.hidden")
    assert 0 < page.evaluate("window.left.querySelector('progress').value") < 2_000
    page.click("text=Open a list")
    expect(page.locator("[data-opened]")).not_to_be_visible()
    expect(page.locator("[name=list]")).to_have_value("")


def test_as_jsonl_the_same_bytes_too(holder: Holder, key: Path, tmp_path: Path) -> None:
    people = [person(number, name=cell, consent_version=cell) for number, cell in enumerate(CELLS)]
    file = sealed_list(tmp_path / "list.sealed", people, HOLDER)
    opens(holder, file, key)
    opened(holder)
    saved = holder.keeps("jsonl", purpose="Letter / 2, نسخة")
    assert saved.name == "skies-2016-10-01-Letter-2-نسخة-erase-by-2099-12-31.jsonl"
    assert saved.read_bytes() == unsealed(file, key, ending="jsonl")
