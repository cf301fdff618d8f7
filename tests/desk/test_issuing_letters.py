"""Letters become public: States that the demand is about, or whose figure is withheld, by a yes or a no each."""

from typing import Any

import pytest

from campaign.letters import queries as letters_queries
from campaign.missions.following_up import Intent, follow_up
from campaign.releases import actions as releases
from tests.cast import Client, Site
from tests.desk.lettering import at, made, planned
from tests.desk.walking import plain
from tests.organisers.browser import Desk

QUESTION = "Issue the letter to France?"
PUBLIC = (
    "Everybody can read the page of a letter that is issued. After a no it isn’t issued, and no longer waits."
)


@pytest.fixture
def concerned(site: Site) -> None:
    """The demand is about France."""
    follow_up(campaign_id=site.campaign.id, slug=site.slug, code="FR", intent=Intent(concerned=True))


def issue(site: Site, noor: Desk, **answers: str) -> Any:
    return noor.post(at(site, "/issued"), {"number": "3", **answers})


def issued_to(site: Site) -> list[str]:
    newest = letters_queries.last_issued(site.campaign.id)
    return [row.country for row in letters_queries.letters(newest.id)] if newest else []


def test_where_no_state_is_concerned_nothing_is_asked(site: Site, noor: Desk) -> None:
    assert 'name="write-' not in made(site, noor)
    assert 'name="write-' not in noor.page.text
    issue(site, noor)
    assert issued_to(site) == ["DE", "FR", "SY"]


@pytest.mark.usefixtures("concerned")
def test_nothing_is_chosen_beforehand_and_nothing_issued_without_an_answer(site: Site, noor: Desk) -> None:
    page = made(site, noor)
    assert f"{QUESTION} The demand is about this State. {PUBLIC}" in page
    assert 'name="write-FR" value="yes">' in noor.page.text
    assert 'name="write-FR" value="no">' in noor.page.text
    for answer in ("", "perhaps"):
        page = issue(site, noor, **{"write-FR": answer})
        assert page.status_code == 422
        assert "Answer yes or no for each State that is asked about below. Nothing was issued." in plain(
            page.text
        )
        assert '<p class="error">Answer yes or no.</p>' in page.text
    assert issued_to(site) == []


@pytest.mark.usefixtures("concerned")
def test_a_yes_issues_it(site: Site, noor: Desk) -> None:
    made(site, noor)
    page = plain(issue(site, noor, **{"write-FR": "yes"}).text)
    assert "Issued, with a page for each. None was sent yet." in page
    assert "None was issued to" not in page
    assert issued_to(site) == ["DE", "FR", "SY"]


@pytest.mark.usefixtures("concerned")
def test_a_no_leaves_it_out_of_pages_log_and_sending(site: Site, noor: Desk, client: Client) -> None:
    made(site, noor)
    wrong = noor.post(at(site, "/issued"), {"number": "2", "write-FR": "no"})
    assert "Type how many letters there are: 3. Nothing was issued." in plain(wrong.text)
    assert 'name="write-FR" value="no" checked>' in wrong.text
    page = plain(issue(site, noor, **{"write-FR": "no"}).text)
    assert "Issued, with a page for each. None was sent yet. None was issued to: France." in page
    assert issued_to(site) == ["DE", "SY"]
    assert letters_queries.drafted_set(site.campaign.id) is None
    newest = letters_queries.last_issued(site.campaign.id)
    assert newest
    assert client.get(f"/en/{site.slug}/letters/FR/{newest.size}").status_code == 404
    assert client.get(f"/en/{site.slug}/letters/DE/{newest.size}").status_code == 200
    page = planned(site, noor)
    assert "1 letter would go" in page
    assert "No letter was issued France" in page


def test_a_state_whose_figure_is_withheld_is_asked_about_too(site: Site, noor: Desk) -> None:
    releases.change(slug=site.slug, withhold=["DE"])
    page = made(site, noor)
    assert (
        f"Issue the letter to Germany? Its figure is withheld: to write there could tell something. {PUBLIC}"
        in page
    )
    assert issue(site, noor).status_code == 422
    issue(site, noor, **{"write-DE": "no"})
    assert issued_to(site) == ["FR", "SY"]


def test_a_no_to_every_letter_issues_nothing(site: Site, noor: Desk) -> None:
    for code in ("DE", "FR", "SY"):
        follow_up(campaign_id=site.campaign.id, slug=site.slug, code=code, intent=Intent(concerned=True))
    made(site, noor)
    page = issue(site, noor, **{"write-DE": "no", "write-FR": "no", "write-SY": "no"})
    assert page.status_code == 422
    assert "You said no to each of these letters. Nothing was issued." in plain(page.text)
    assert issued_to(site) == []
    assert letters_queries.drafted_set(site.campaign.id) is not None
