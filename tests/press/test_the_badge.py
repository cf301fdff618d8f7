"""The count in one line: what it says, in which digits, and that its drawing is as wide as that needs."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
import time_machine

from campaign.press.card import advance
from campaign.releases import actions as releases
from tests.cast import Client, Site
from tests.letters.desk import FOUR, count

SVG = "{http://www.w3.org/2000/svg}"
DAY = datetime(2016, 10, 1, 12, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def free(site: Site) -> None:
    site.open_campaign("free", at_risk=False, goal=60)
    site.slug = "free"


def drawn(client: Client, language: str = "en") -> ElementTree.Element:
    answer = client.get(f"/{language}/free/badge.svg")
    assert (answer.status_code, answer.content_type) == (200, "image/svg+xml; charset=utf-8")
    return ElementTree.fromstring(answer.data)


def said(drawing: ElementTree.Element) -> tuple[str | None, str | None]:
    """(its title, what is drawn)."""
    return drawing.findtext(f"{SVG}title"), drawing.findtext(f"{SVG}text")


def test_it_says_the_total_as_the_tally_does(site: Site, client: Client) -> None:
    with time_machine.travel(DAY, tick=False):
        count(site, FOUR)
    assert said(drawn(client)) == ("30 people have signed. As of 1 October 2016", "30 people have signed.")
    assert said(drawn(client, "ar")) == (
        "٣٠ شخصاً وقّعوا. حتى ١ تشرين الأول/أكتوبر ٢٠١٦",
        "٣٠ شخصاً وقّعوا.",
    )


def test_one_person_and_nobody(site: Site, client: Client) -> None:
    assert said(drawn(client))[1] == "Nobody has signed yet."
    count(site, {"FR": 1})
    assert said(drawn(client))[1] == "1 person has signed."


def test_programs_that_read_aloud_find_its_title(client: Client) -> None:
    drawing = drawn(client)
    title = drawing.find(f"{SVG}title")
    assert title is not None
    assert (drawing.get("role"), drawing.get("aria-labelledby"), title.get("id")) == ("img", "told", "told")


def test_the_horizon_is_as_far_as_the_goal(site: Site, client: Client) -> None:
    count(site, FOUR)
    for language, side in (("en", "start"), ("ar", "end")):
        drawing = drawn(client, language)
        width = int(drawing.get("width", "0"))
        reached = drawing.findall(f"{SVG}rect")[-1]
        assert int(reached.get("width", "0")) == width // 2
        assert int(reached.get("x", "0")) == (0 if side == "start" else width - width // 2)


def test_longer_numbers_make_it_wider() -> None:
    widths = [advance(f"{number} people have signed.") for number in ("7", "30", "12,345", "6,103,056")]
    assert widths == sorted(set(widths))


def test_it_names_no_campaign_and_loads_nothing(site: Site, client: Client) -> None:
    releases.change(slug="free", organisers=["Skies"])
    text = client.get("/en/free/badge.svg").text
    assert "Clear the skies" not in text
    assert "href" not in text
    assert "<script" not in text
