"""A letter read as a page: as it would be now, and as it was made; in its language, with its copy and its annexes."""

import pytest

from campaign.extensions import db, transaction
from campaign.letters import queries as letters_queries
from campaign.letters.models import DraftedLetter, DraftedSet
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from tests.cast import Site
from tests.desk.lettering import at, made
from tests.desk.walking import plain
from tests.organisers.browser import Desk, member


def test_a_letter_is_read_before_any_is_made(site: Site, noor: Desk) -> None:
    assert "Read a letter as a page" in plain(noor.get(at(site)).text)
    page = noor.get(at(site, "/preview?state=FR"))
    words = plain(page.text)
    assert "What it would say if it were made now. Nothing is made by looking at it." in words
    assert "its figures are invented" not in words
    assert '<div class="sheet" lang="fr" dir="ltr">' in page.text
    assert "30 personnes avaient signé" in words.replace("\xa0", " ")
    assert "Excellency, We have the honour to bring to your attention the demand set out below." in words
    assert "Annexe 1: " in words
    assert letters_root(site) in words
    assert letters_queries.drafted_set(site.campaign.id) is None


def letters_root(site: Site) -> str:
    stated = letters_queries.last_stated(site.campaign)
    assert stated
    return stated.root


def test_an_arabic_letter_runs_from_the_right_whatever_the_page_does(site: Site, noor: Desk) -> None:
    assert '<div class="sheet" lang="ar" dir="rtl">' in noor.get(at(site, "/preview?state=SY")).text


@pytest.mark.parametrize("state", ["XX", "fr", "FR,DE"])
def test_where_there_is_no_mission_there_is_no_letter(site: Site, noor: Desk, state: str) -> None:
    assert noor.get(at(site, f"/preview?state={state}")).status_code == 404


def test_before_the_first_count_its_figures_are_invented_and_it_says_so(site: Site) -> None:
    releases.publish(
        slug="later", language="en", headline="Later", place="Beirut", day=site.campaign.made_at.date(),
        demand="We ask for it.", body="Words.",
    )  # fmt: skip
    later = releases_queries.campaign("later")
    assert later
    rami = member(site.app, "rami@example.org", Role.ORGANISER, later.id)
    page = plain(rami.get("/desk/campaigns/later/letters/preview?state=GB").text)
    assert "No count is published yet, so its figures are invented." in page
    assert "1,230 people had signed" in page


def test_without_a_text_there_is_nothing_to_read(site: Site, noor: Desk) -> None:
    who = organisers_queries.by_email("noor@example.org")
    assert who
    releases.found(slug="empty", organiser_id=who.id)
    answer = noor.get("/desk/campaigns/empty/letters/preview?state=GB")
    assert answer.status_code == 422
    assert "There is no text yet, so there is nothing to say in a letter." in plain(answer.text)


def test_one_that_was_made_is_read_as_it_was_made(site: Site, noor: Desk) -> None:
    made(site, noor)
    releases.change(slug=site.slug, organisers=["Quite others"])
    page = noor.get(at(site, "/made/DE"))
    words = plain(page.text)
    assert "Made, and not public yet. As it will be printed (PDF)" in words
    assert "Skies" in words
    assert "Quite others" not in words
    assert f'href="{at(site, "/made/DE.pdf")}"' in page.text
    assert noor.get(at(site, "/made/GB")).status_code == 404
    assert noor.get(at(site, "/made/nothing")).status_code == 404


def test_one_made_before_there_were_pages_is_read_as_its_pdf(site: Site, noor: Desk) -> None:
    made(site, noor)
    with transaction() as session:
        session.execute(db.update(DraftedSet).values(editions=None))
        session.execute(db.update(DraftedLetter).values(page=None))
    answer = noor.get(at(site, "/made/DE"))
    assert answer.data.startswith(b"%PDF")
