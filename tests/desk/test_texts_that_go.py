"""Words that must not be read any more, and revisions side by side."""

import pytest

from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.models import CampaignState
from tests.cast import Site, heading
from tests.desk.test_texts import answers
from tests.desk.texts import at, changed, press
from tests.organisers.browser import Desk, member


@pytest.fixture
def rima(site: Site) -> Desk:
    return member(site.app, "rima@example.org", Role.ORGANISER, site.campaign.id)


def revise(site: Site, headline: str) -> None:
    text = releases_queries.current_text(site.campaign.id, "en")
    assert text is not None
    releases.publish(
        slug=site.slug, language="en", headline=headline, place=text.place, day=text.date, demand=text.demand,
        body=text.body,
    )  # fmt: skip


def test_words_are_taken_down_in_two_presses_and_put_back(site: Site, rima: Desk) -> None:
    rima.get(at(site, "/take-down"))
    assert "Take clear-skies down now</button>" in rima.page.text
    page = press(rima, "/take-down", typed=site.slug).text
    assert answers(page) == [
        "The text is no longer shown anywhere; caches in front of the page follow within a minute."
    ]
    assert "The text of this campaign has been down since" in page
    assert "Hospitals were hit." not in site.client().get(f"/en/{site.slug}").text
    assert site.campaign.state == CampaignState.PAUSED
    assert answers(press(rima, "/put-back").text) == ["The text is shown again."]
    assert "Hospitals were hit." in site.client().get(f"/en/{site.slug}").text


def test_a_viewer_reads_no_words_that_are_taken_down(site: Site, rima: Desk) -> None:
    viewer = member(site.app, "noor@example.org", Role.VIEWER, site.campaign.id)
    assert "Hospitals were hit." in viewer.get(at(site, "/en")).text
    releases.take_down(slug=site.slug)
    for rest in ("", "/en", "/en/revisions"):
        assert "Clear the skies (" not in viewer.get(at(site, rest)).text
    assert "Hospitals were hit." in rima.get(at(site, "/en")).text


def test_two_revisions_stand_side_by_side(site: Site, rima: Desk) -> None:
    for headline in ("Clear the skies at once", "Clear all skies at once"):
        revise(site, headline)
    page = rima.get(at(site, "/en/revisions")).text
    assert changed(page) == [("del", "the"), ("ins", "all")]
    page = rima.get(at(site, "/en/revisions?old=1&new=3")).text
    assert changed(page) == [("del", "the"), ("ins", "all"), ("del", "(clear-skies)"), ("ins", "at once")]
    assert "From revision 1 to revision 3" in page


def test_a_revision_is_withdrawn_for_good_once_the_slug_is_typed(site: Site, rima: Desk) -> None:
    revise(site, "Clear the skies at once")
    rima.get(at(site, "/en/revisions/1/withdrawal"))
    assert heading(rima.page.text) == "Withdraw revision 1 in English for good"
    answer = press(rima, "/withdrawal", typed="clear-sky")
    assert answer.status_code == 422
    assert answers(answer.text) == ["“clear-sky” is not “clear-skies”. Nothing was changed."]
    page = press(rima, "/withdrawal", typed="clear-skies").text
    assert answers(page) == [
        "Withdrawn: its words are erased. Its hash stays in the log, and so do its signatures."
    ]
    assert "Clear the skies (clear-skies)" not in page
    assert releases_queries.all_texts(site.campaign.id)[0].body == ""


def test_the_text_that_is_shown_is_not_withdrawn(site: Site, rima: Desk) -> None:
    rima.get(at(site, "/en/revisions/1/withdrawal"))
    answer = press(rima, "/withdrawal", typed="clear-skies")
    assert answer.status_code == 422
    assert answers(answer.text) == [
        "This is the text that people read now in English. Publish a correction first, or take the campaign down."
    ]
    assert rima.get(at(site, "/en/revisions/9/withdrawal")).status_code == 404
