"""In Debian's Firefox too: a key is made, a list opened, a letter verified, served and from disk without a network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from campaign.vault.identities import read_identities
from campaign.vault.recipients import read_recipient
from tests.browser.checks import zipped
from tests.browser.firefox import Firefox, started
from tests.browser.holders import WORDS, Desk
from tests.browser.test_verifier_page import PUBLIC
from tests.browser.test_verifier_page import WORDS as LETTERS
from tests.lists.lists import person, sealed_list

NOUR = Identity.generate()


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with started(tmp_path_factory.mktemp("firefox")) as running:
        yield running


@pytest.fixture(params=["served", "from disk"])
def place(request: pytest.FixtureRequest, firefox: Firefox, desk: Desk, tmp_path: Path) -> Iterator[str]:
    """Before the page's name: the site, or a folder in which both files lie, with the network cut and watched."""
    firefox.online()  # the test before may have cut it off
    if request.param == "served":
        yield f"{desk.base}/"
        return
    for name in ("holder", "verify"):
        file = desk.app.test_client().get(f"/{name}-file.html", base_url=desk.base).data
        (tmp_path / f"{name}.html").write_bytes(file)
    firefox.goes(f"{desk.base}/holder.html")
    firefox.offline()
    assert firefox.says(f"fetch('{desk.base}/verify.html').then(() => 'there', () => 'cut')") == "cut"
    assert firefox.asked.pop() == f"{desk.base}/verify.html"  # what a page asks for is seen
    firefox.asked.clear()
    yield f"{tmp_path.as_uri()}/"
    assert [url for url in firefox.asked if not url.startswith(("file:", "data:", "blob:null/"))] == []


@pytest.mark.long
def test_a_key_is_made(firefox: Firefox, place: str) -> None:
    firefox.goes(f"{place}holder.html#make")
    firefox.fills(name="maya", passphrase=WORDS, again=WORDS)
    firefox.presses("form[data-make] button:not([type])")
    firefox.sees("[data-made] h2")
    key, public = firefox.saves("[data-save-key]"), firefox.saves("[data-save-public]")
    (identity,) = read_identities(key, passphrase=lambda: WORDS)
    assert read_recipient(public.read_bytes()) == ("maya", str(identity.to_public()))


@pytest.mark.long
def test_a_list_is_opened(firefox: Firefox, place: str, tmp_path: Path) -> None:
    people = [person(number) for number in range(60)]
    sealed, key = sealed_list(tmp_path / "list.sealed", people, NOUR), tmp_path / "nour.key"
    key.write_text(f"{NOUR}\n")
    firefox.goes(f"{place}holder.html#open")
    firefox.gives(key=key, list=sealed)
    firefox.presses("form[data-open] button:not([type])")
    assert firefox.sees("[data-sum]") == "Signatures of skies as of 1 October 2016: 60"
    names = "[...document.querySelectorAll('[data-rows] [data-name]')].map(e => e.textContent)"
    assert firefox.says(names) == [each.name for each in people[:50]]
    firefox.fills(purpose="A test", erase="2099-12-31")
    firefox.says("(e => { e.value = 'csv' })(document.querySelector('[name=kind]'))")
    saved = firefox.saves("form[data-keep] button:not([type])").read_text("utf-8-sig")
    assert [line.split(",")[1] for line in saved.splitlines()[1:]] == [each.address for each in people]


@pytest.mark.long
def test_a_letter_is_verified(
    firefox: Firefox, place: str, log_folder: Path, letter_file: Path, tmp_path: Path
) -> None:
    def verified() -> list[str]:
        firefox.goes(f"{place}verify.html#letter")
        firefox.fills(key=PUBLIC)
        firefox.gives(letter=letter_file, zip=zipped(log_folder, tmp_path / "log.zip"))
        firefox.presses("form button:not([type])")
        return [line for line in firefox.sees("[data-result]").splitlines() if line]

    assert verified()[:4] == [LETTERS["ok"], LETTERS["ok_says"], "State", "France"]
    letter_file.write_bytes(letter_file.read_bytes()[:-1])
    assert verified() == [LETTERS["not_issued"], LETTERS["letter_cut"]]
