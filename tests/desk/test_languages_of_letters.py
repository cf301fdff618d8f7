"""The language that each mission is written to in: its State's own, until organisers choose another."""

import pytest

from campaign.lib import clock
from campaign.missions import queries as missions_queries
from campaign.organisers.roles import Role
from tests.cast import Site
from tests.desk.walking import plain
from tests.organisers.browser import Desk, member


@pytest.fixture
def noor(site: Site) -> Desk:
    return member(site.app, "noor@example.org", Role.ORGANISER, site.campaign.id)


def at(site: Site, rest: str = "") -> str:
    return f"/desk/campaigns/{site.slug}/missions{rest}"


def test_a_language_needs_no_address(site: Site, noor: Desk) -> None:
    noor.get(at(site, "/DE"))
    assert (
        noor.post(at(site, "/DE"), {"language": "fr", "date": clock.today().isoformat()}).status_code == 200
    )
    assert (missions_queries.languages(), missions_queries.contact("DE")) == ({"DE": "fr"}, None)


def test_all_are_written_to_in_one_language_in_one_step(site: Site, noor: Desk) -> None:
    noor.get(at(site))
    page = plain(noor.post(at(site, "/language"), {"language": "en"}).text)
    assert "From the next letters on all are written in English." in page
    languages = missions_queries.languages()
    assert (len(languages), set(languages.values())) == (195, {"en"})
    page = plain(noor.post(at(site, "/language"), {"language": ""}).text)
    assert "From the next letters on each is written in the language of its State." in page
    assert missions_queries.languages() == {}


def test_a_language_that_no_letter_is_written_in_is_refused(site: Site, noor: Desk) -> None:
    noor.get(at(site))
    for path in ("/language", "/DE"):
        answer = noor.post(at(site, path), {"language": "xx", "date": clock.today().isoformat()})
        assert (path, answer.status_code) == (path, 422)
        assert "letters can't be written in “xx”, only in" in plain(answer.text)
    assert missions_queries.languages() == {}
