"""What a signer gave, shown by her link alone."""

import re
from datetime import UTC, datetime, timedelta

import time_machine

from campaign.lib import clock
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading
from tests.signing.notices import bare

BEGIN = datetime(2026, 10, 1, 9, 50, tzinfo=UTC)
DAY = timedelta(days=1)


def given(html: str) -> dict[str, str]:
    """What a link's page shows under "What you gave us"; empty without it."""
    found = re.findall(r'<details id="given">(.*?)</details>', html, re.DOTALL)
    return {
        bare(q): bare(a)
        for part in found
        for q, a in re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", part, re.DOTALL)
    }


def test_the_link_shows_all_that_was_given(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        client.sign(AMELIE, updates="y")
        (letter,) = site.deliver()
    shown = {
        "Name": AMELIE.name,
        "Email address": AMELIE.email,
        "Country": "France",
        "Write to me about this campaign": "Yes",
        "What you agreed to": (
            "I agree that my name, email address, country and support for this demand are stored by Skies in order to "
            "count my signature. This reveals a political opinion. I can withdraw at any time."
        ),
        "The text you were shown": "Read it",
        "When (to the hour)": "1 October 2026, 09:00 UTC",
    }
    with time_machine.travel(BEGIN + 2 * DAY, tick=False):
        html = client.get(letter.path).text
        assert given(html) == shown
        assert html.count(f'href="/{SLUG}/texts/{text_of(site)}"') == 1
        assert given(client.press(letter.link, "confirmation").text) == {}
        confirmed = shown | {"When (to the hour)": "3 October 2026, 09:00 UTC"}
        assert given(client.get(letter.path).text) == confirmed
        assert given(client.press(letter.link, "withdrawal").text) == {}


def text_of(site: Site) -> str:
    (sha256,) = re.findall(r'name="text" value="(\w{64})"', site.client().get(f"/en/{SLUG}").text)
    return str(sha256)


def test_a_second_link_of_a_known_address_shows_nothing_of_it(site: Site, client: Client) -> None:
    """Somebody else may have typed the address: what stands is shown by its own link alone."""
    link = site.signed(NOUR)
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        client.sign(NOUR, name="Somebody else")
        (letter,) = site.deliver()
        second = client.get(letter.path).text
        assert (heading(second), given(second)) == ("You have confirmed already", {})
        assert given(client.get(link).text)["Name"] == NOUR.name
