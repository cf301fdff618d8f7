"""The first view of a page is light, and says what it is to whoever passes it on."""

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import Running
from tests.browser.pressing import opens_to_the_end
from tests.browser.stage import Stage

MOST_BYTES = 30 * 1024


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar"])
def test_three_requests_of_thirty_kilobytes_in_all(
    visit: Callable[..., Page], running: Running, language: str
) -> None:
    page = visit()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opens_to_the_end(page, f"{running.base}/{language}/demo")
    over_the_wire = [url for url in asked if not url.startswith("data:")]
    assert [url.partition("?")[0].removeprefix(running.base) for url in over_the_wire] == [
        f"/{language}/demo",
        "/static/site.css",
        "/static/page.js",
    ]
    assert 3_000 < sum(sizes) <= MOST_BYTES


def test_it_comes_without_a_cookie_and_may_be_cached(visit: Callable[..., Page], running: Running) -> None:
    answer = visit().goto(f"{running.base}/en/demo")
    assert answer is not None
    headers = answer.all_headers()
    assert "set-cookie" not in headers
    assert headers["cache-control"].split(",")[0] == "public"


def test_who_passes_it_on_passes_headline_and_demand_on(visit: Callable[..., Page], running: Running) -> None:
    page = visit()
    page.goto(f"{running.base}/ar/demo")
    told = {
        name: page.locator(f'meta[property="og:{name}"]').get_attribute("content")
        for name in ("title", "description", "type", "url")
    }
    assert told == {
        "title": page.locator("h1").inner_text(),
        "description": page.locator(".demand .words").inner_text(),
        "type": "website",
        "url": f"{running.base}/ar/demo",
    }
    assert page.locator('meta[name="description"]').get_attribute("content") == told["description"]


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_count_with_its_pictures_is_as_light_and_asks_for_no_more(
    visit: Callable[..., Page], stage: Stage, language: str
) -> None:
    page = visit()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    opens_to_the_end(page, f"{stage.base}/{language}/reached/tally")
    bodies = [answer.body() for answer in answers]
    assert page.locator(".world circle").count() == 1
    assert len(bodies) == 2  # the page, and how it looks
    assert 3_000 < sum(len(gzip.compress(body)) for body in bodies) <= MOST_BYTES
