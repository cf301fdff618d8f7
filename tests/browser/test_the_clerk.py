"""A clerk has a letter, and nothing else: what its third annex says is enough to check it; or a page to begin at."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask_migrate import upgrade
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from campaign import create_app
from campaign.extensions import db
from campaign.letters.wording import wording
from tests.browser.checks import Clerk
from tests.browser.pressing import goes_on
from tests.browser.stage import served
from tests.cast import SLUG, Site
from tests.conftest import settings_for
from tests.letters.desk import FOUR, count, issue, make
from tests.ports import free_port


def annex(pdf: bytes) -> str:
    """What the third annex says, its lines broken as a viewer copies them."""
    return next(
        text for page in PdfReader(io.BytesIO(pdf)).pages if "/verify.html" in (text := page.extract_text())
    )


@pytest.fixture
def letters(tmp_path: Path) -> Iterator[Path]:
    """Letters to France and Germany, issued by a site that answers."""
    port = free_port()
    app = create_app(settings_for(tmp_path, "", CAMPAIGN_BIND=f"127.0.0.1:{port}"))
    with app.app_context():
        upgrade()
        site = Site(app).with_keys().open_campaign()
        count(site, FOUR)
        folder = make(site, tmp_path / "letters", only="FR,DE")
        assert issue(site, folder).code == 0
        site.number()
        with served(app, port):
            yield folder
        db.session.remove()
        db.engine.dispose()


@pytest.mark.long
@pytest.mark.parametrize(("state", "language"), [("FR", "fr"), ("DE", "en")])
def test_with_the_letter_alone_she_has_an_answer(
    visit: Callable[..., Page], letters: Path, state: str, language: str
) -> None:
    file, words = letters / f"{state}.pdf", wording(language)
    said = annex(file.read_bytes())
    (address,) = re.findall(r"http\S+/verify\.html", said)
    root, key = re.findall(r"(\S{43}=)\n.*:\s*(\S+)\n", said)[0]
    clerk = Clerk(visit(locale=language), address)
    clerk.page.goto(address)
    clerk.gives(f"{key[:50]}\n{key[50:]} ", letter=file)
    answer = clerk.reads()
    assert answer[:2] == [words.check["ok"], words.check["ok_says"]]
    assert answer[3] == {"FR": "France", "DE": "Germany"}[state]
    assert answer[-1] == root
    assert clerk.page.evaluate("document.documentElement.lang") == language


def test_from_the_page_for_missions_the_count_of_this_site_is_checked(
    visit: Callable[..., Page], letters: Path
) -> None:
    said = annex((letters / "DE.pdf").read_bytes())
    (address,) = re.findall(r"(http\S+)/verify\.html", said)
    (key,) = re.findall(r"\S+/log\+\S+", said)
    page = visit(locale="en")
    page.goto(f"{address}/en/{SLUG}/verify")
    goes_on(page, "a[href^='/verify.html#count']")
    expect(page.locator("[name=address]")).to_have_value(f"{address}/{SLUG}")
    assert Clerk(page, "").gives(key).reads()[0] == "The count holds"
