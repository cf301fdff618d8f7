"""The card in a real browser: on a site that was named it shows, on any other it is refused; the form on each."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from campaign.press import card
from campaign.press.card import PADDING
from campaign.releases import actions as releases
from campaign.tally.queries import PublicTally
from tests.browser.desk import desk_site, faults_at
from tests.browser.pressing import until
from tests.cast import Site
from tests.letters.desk import FOUR, count

EXAMPLE = Path(__file__).parents[2] / "docs" / "own-site" / "example.html"


@contextmanager
def elsewhere(html: Callable[[], str]) -> Iterator[str]:
    """A site of somebody else's with one page: another origin, as its port is."""
    server = make_server(
        "127.0.0.1", 0, lambda *request: Response(html(), mimetype="text/html")(*request), threaded=True
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def free(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A campaign that harms nobody and that thirty have signed, and where it is served."""
    with desk_site(tmp_path_factory.mktemp("card")) as (site, _):
        site.open_campaign("free", at_risk=False, goal=200)
        site.slug = "free"
        count(site, FOUR)
        yield site, site.settings.base_url


@pytest.fixture(scope="module")
def sites(free: tuple[Site, str]) -> Iterator[tuple[str, str]]:
    """A site that was named and one that wasn't, with the example for group's own sites, and the form besides."""
    example = (
        EXAMPLE.read_text().replace("https://petition.example.org", free[1]).replace("clear-skies", "free")
    )
    framed = f'<iframe id="form" src="{free[1]}/en/free" width="340" height="380"></iframe>'
    with ExitStack() as both:
        named, other = (
            both.enter_context(elsewhere(lambda: example.replace("</body>", f"{framed}</body>")))
            for _ in "ab"
        )
        releases.name_framers(slug="free", origins=[named])
        yield named, other


def frame(page: Page, what: str) -> Frame:
    """What a browser has in the frame."""
    page.locator(what).scroll_into_view_if_needed()
    held = page.locator(what).element_handle().content_frame()
    assert held is not None
    until(page, lambda: held.url not in {"", "about:blank"})
    held.wait_for_load_state()
    return held


CARD = "iframe[src$='/card']"


def test_on_a_site_that_was_named_it_shows(
    sites: tuple[str, str], free: tuple[Site, str], visit: Callable[..., Page]
) -> None:
    page = visit()
    page.goto(sites[0])
    framed = frame(page, CARD)
    assert framed.inner_text("h1") == "Clear the skies (free)"
    assert re.sub(r"\s+", " ", framed.inner_text(".count")).startswith(
        "30 people have signed. The goal is 200. As of "
    )
    assert framed.evaluate("document.documentElement.scrollHeight") <= 380
    assert framed.evaluate("document.cookie") == ""


def test_its_link_opens_the_page_by_itself(
    sites: tuple[str, str], free: tuple[Site, str], visit: Callable[..., Page]
) -> None:
    page = visit()
    page.goto(sites[0])
    framed = frame(page, CARD)
    with page.context.expect_page() as opened:
        framed.click("a")
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{free[1]}/en/free"
    assert opened.value.evaluate("window.opener") is None
    assert opened.value.evaluate("window === window.top")
    assert page.url == f"{sites[0]}/"


def test_on_any_other_site_it_is_refused(sites: tuple[str, str], visit: Callable[..., Page]) -> None:
    page, said = visit(), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.goto(sites[1])
    framed = frame(page, CARD)
    assert framed.url == "chrome-error://chromewebdata/"
    assert "Clear the skies" not in framed.content()
    # The browser names the site alone: one of the two is the card, the other the page with the form.
    until(page, lambda: len([each for each in said if f'"frame-ancestors {sites[0]}"' in each]) == 1)


def test_the_form_is_refused_on_each(sites: tuple[str, str], visit: Callable[..., Page]) -> None:
    for site in sites:
        page = visit()
        page.goto(site)
        assert frame(page, "#form").url == "chrome-error://chromewebdata/"


def test_line_link_and_number_work_on_each(
    sites: tuple[str, str], free: tuple[Site, str], visit: Callable[..., Page]
) -> None:
    for site in sites:
        page = visit()
        page.goto(site)
        badge = page.locator("img")
        badge.scroll_into_view_if_needed()
        until(page, "document.images[0].naturalHeight === 40")
        assert page.locator("a").last.get_attribute("href") == f"{free[1]}/en/free"
        expect(page.locator("#total")).to_have_text("30")
        feed = page.locator("link[rel=alternate]").get_attribute("href")
        read = "address => fetch(address).then((answer) => answer.text())"
        assert "<feed" in page.evaluate(read, feed)
        listed = page.evaluate(
            "address => fetch(address, {headers: {'If-None-Match': 'W/\"x\"'}}).then((a) => a.headers.get('ETag'))",
            f"{free[1]}/api/v1/campaigns",
        )
        assert listed.startswith('W/"')


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("total", [0, 1, 7, 30, 999, 12_345, 1_888_888, 6_103_056])
def test_the_line_is_as_wide_as_its_words_need(
    free: tuple[Site, str],
    visit: Callable[..., Page],
    language: str,
    total: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(card.tally_queries, "public_tally", lambda _: PublicTally(total=total))
    page = visit()
    page.goto(f"{free[1]}/{language}/free/badge.svg")
    words, width = page.evaluate(
        "() => [document.querySelector('text').getBBox().width, document.documentElement.width.baseVal.value]"
    )
    assert width - 2 * PADDING - words >= -4  # there is room at both ends
    assert words > 0.6 * (width - 2 * PADDING)


@pytest.mark.parametrize("path", ["free/card", "api"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_card_and_description_are_for_everybody(
    free: tuple[Site, str], visit: Callable[..., Page], language: str, path: str
) -> None:
    assert faults_at(visit(), f"{free[1]}/{language}/{path}", language) == []
