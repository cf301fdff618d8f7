"""The desk's page on which an organiser switches languages of the pages on, having read who has read their words."""

from datetime import date

import pytest

from campaign.lib.languages import LANGUAGES
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from tests.cast import SLUG, Client, Site, hidden
from tests.organisers.browser import Desk, member

PAGE = f"/desk/campaigns/{SLUG}/start/languages"
UNREAD = "Nobody whose own language it is has read these words yet."


@pytest.fixture
def owner(site: Site) -> Desk:
    return member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)


def test_it_says_of_each_whether_a_native_has_read_it(site: Site, owner: Desk) -> None:
    page = owner.get(PAGE).text
    for language in LANGUAGES.values():
        assert language.name in page
    assert page.count(UNREAD) == len(LANGUAGES)


def ticks(owner: Desk, *codes: str) -> None:
    """Send the form as it is shown now."""
    shown = owner.get(PAGE).text
    owner.post(PAGE, {"version": hidden(shown, "version"), "languages": list(codes)})


def test_what_is_ticked_is_on_and_what_is_left_is_off(site: Site, owner: Desk, client: Client) -> None:
    ticks(owner, "ckb", "fr")
    assert releases_queries.public_campaign(SLUG).languages == ("en", "ar", "fr", "ckb")
    assert client.get(f"/ckb/{SLUG}").status_code == 200
    ticks(owner, "fr")
    answer = client.get(f"/ckb/{SLUG}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/en/{SLUG}")


def test_a_text_in_a_language_that_is_off_says_so_at_the_desk(site: Site, owner: Desk) -> None:
    releases.publish(
        slug=SLUG, language="fr", headline="Ciel", place="Genève", day=date(2016, 9, 24), demand="Protégez.",
        body="Deux hôpitaux.",
    )  # fmt: skip
    said = "on no page: this language is off"
    text = f"/desk/campaigns/{SLUG}/text/"
    assert said in owner.get(text).text
    ticks(owner, "fr")
    assert said not in owner.get(text).text
