"""The card for other sites: what it says in each state, that it is kept as other pages are, and when it isn't there."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from campaign.releases import actions as releases
from campaign.releases.actions.pausing import pause_campaign
from tests.cast import Client, Site
from tests.desk.walking import plain
from tests.letters.desk import FOUR, count

CARD = "/en/free/card"
DAY = datetime(2016, 10, 1, 12, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def free(site: Site) -> None:
    """A campaign that harms nobody."""
    site.open_campaign("free", at_risk=False, goal=200)
    site.slug = "free"


def card(client: Client, path: str = CARD) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return plain(answer.text)


def test_it_says_the_headline_the_number_its_day_and_where_to_sign(site: Site, client: Client) -> None:
    with time_machine.travel(DAY, tick=False):
        count(site, FOUR)
    assert card(client) == (
        "Clear the skies (free) Clear the skies (free) 30 people have signed. The goal is 200. "
        "As of 1 October 2016 Read and sign 127.0.0.1:8000"
    )


def test_one_that_nobody_signed_says_so(client: Client) -> None:
    assert "Clear the skies (free) Nobody has signed yet." in card(client)


def test_below_twenty_it_says_the_total_alone(site: Site, client: Client) -> None:
    count(site, {"FR": 7})
    assert "7 people have signed. The goal is 200." in card(client)
    assert "France" not in card(client)


def test_a_goal_that_is_reached(site: Site, client: Client) -> None:
    releases.change(slug="free", goal=20)
    count(site, FOUR)
    page = client.get(CARD).text
    assert "30 people have signed. The goal of 20 has been reached." in plain(page)
    assert '<rect id="reached" width="1000" height="5"/>' in page


def test_a_pause_and_the_close_stand_above_the_number(site: Site, client: Client) -> None:
    count(site, FOUR)
    pause_campaign(slug="free")
    assert "(free) Signing is paused. 30 people have signed." in card(client)
    assert card(client).endswith("Read the demand 127.0.0.1:8000")
    releases.close_campaign(slug="free")
    site.number()
    assert "(free) This campaign is closed. It can’t be signed any more. 30 people have signed." in card(
        client
    )


def test_while_the_words_are_taken_down_it_says_none_of_them(site: Site, client: Client) -> None:
    releases.take_down(slug="free")
    assert "Clear the skies" not in card(client)
    assert "This text is being corrected" in card(client)


def test_it_speaks_arabic_from_the_right(site: Site, client: Client) -> None:
    releases.publish(
        slug="free", language="ar", headline="سماء بلا قصف", place=None, day=date(2016, 9, 24), demand="نطالب.",
        body="قصف.",
    )  # fmt: skip
    with time_machine.travel(DAY, tick=False):
        count(site, FOUR)
    page = client.get("/ar/free/card").text
    assert '<html lang="ar" dir="rtl">' in page
    assert "سماء بلا قصف ٣٠ شخصاً وقّعوا، والهدف ٢٠٠." in plain(page)
    assert 'href="/ar/free" target="_blank" rel="noopener"' in page


@pytest.mark.parametrize("path", ["card", "badge.svg"])
def test_it_is_kept_as_other_public_pages_are(client: Client, path: str) -> None:
    answer = client.get(f"/en/free/{path}")
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    assert "Last-Modified" not in answer.headers
    other = client.get(f"/en/free/{path}?x=1", headers={"Accept-Language": "ar", "Cookie": "session=x"})
    assert answer.data == other.data


@pytest.mark.parametrize("path", ["card", "badge.svg"])
@pytest.mark.parametrize("at_risk", [True, None])
def test_where_signers_could_be_harmed_there_is_none_as_for_what_never_was(
    site: Site, client: Client, at_risk: bool | None, path: str
) -> None:
    if at_risk is not None:
        releases.change(slug="clear-skies", at_risk=at_risk)
    answer, unknown = client.get(f"/en/clear-skies/{path}"), client.get(f"/en/zzzzzzzzz/{path}")
    assert (answer.status_code, unknown.status_code) == (404, 404)
    assert answer.data == unknown.data
    assert dict(answer.headers) == dict(unknown.headers)


@pytest.mark.parametrize("path", ["card", "badge.svg"])
def test_a_draft_has_none(client: Client, path: str) -> None:
    releases.publish(
        slug="later", language="en", headline="Later", place=None, day=date(2016, 9, 24), demand="We ask.", body="Soon."
    )  # fmt: skip
    releases.change(slug="later", at_risk=False)
    assert client.get(f"/en/later/{path}").status_code == 404
