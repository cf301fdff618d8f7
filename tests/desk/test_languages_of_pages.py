"""The desk's page on which an organiser switches languages of the pages on, having read who has read their words."""

import pytest

from campaign.lib.languages import LANGUAGES
from campaign.organisers.roles import Role
from campaign.releases import queries as releases_queries
from tests.cast import SLUG, Client, Site
from tests.organisers.browser import Desk, member

PAGE = f"/desk/{SLUG}/languages"
UNREAD = "Nobody whose own language it is has read these words yet."


@pytest.fixture
def owner(site: Site) -> Desk:
    return member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)


def test_it_says_of_each_whether_a_native_has_read_it(site: Site, owner: Desk) -> None:
    page = owner.get(PAGE).text
    for language in LANGUAGES.values():
        assert language.name in page
    assert page.count(UNREAD) == len(LANGUAGES)


def test_what_is_ticked_is_on_and_what_is_left_is_off(site: Site, owner: Desk, client: Client) -> None:
    assert owner.post(PAGE, {"languages": ["ckb", "fr"]}).status_code == 302
    assert releases_queries.public_campaign(SLUG).languages == ("en", "ar", "fr", "ckb")
    assert client.get(f"/ckb/{SLUG}").status_code == 200
    assert owner.post(PAGE, {"languages": ["fr"]}).status_code == 302
    answer = client.get(f"/ckb/{SLUG}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/en/{SLUG}")
