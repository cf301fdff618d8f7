"""`campaign demo` leaves campaigns for a tour: each page and desk page has one on which there is something."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from campaign.audit.actors import acting
from campaign.letters import actions as letters
from campaign.letters import queries as letters_queries
from campaign.letters.models import Letter, Reply, Sending
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.mail.models import Message
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.paper.models import Slip
from campaign.releases import queries as releases_queries
from campaign.releases.figures import check
from campaign.releases.models import CampaignOutcome, PublishedReport
from campaign.running.tour import STOPS, tour
from campaign.signing.models import Invalidation, Submission
from campaign.updates.models import Update
from tests.beginnings import FILE, KEYED, Beginnings, app_for
from tests.cast import TESTER, Site, change
from tests.notifications.people import person
from tests.tables import count, dump, rows

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def campaign(slug: str) -> object:
    row = releases_queries.campaign(slug)
    assert row is not None
    return row


@pytest.fixture(scope="module")
def made(beginnings: Beginnings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the campaigns of the tour, for each test to copy: making them takes as long as all tests."""
    folder = tmp_path_factory.mktemp("toured")
    with beginnings.database("sqlite", KEYED, folder) as url, app_for(folder, url), acting(TESTER):
        tour()
    return folder


@pytest.fixture
def toured(made: Path, tmp_path: Path) -> Iterator[Flask]:
    """The campaigns of the tour, made."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    with app_for(tmp_path, f"sqlite:///{tmp_path / FILE}") as app:
        yield app


def test_there_is_one_in_each_state_and_all_are_examples(toured: Flask) -> None:
    made = {stop.slug: campaign(stop.slug) for stop in STOPS}
    assert {slug: row.state.value for slug, row in made.items()} == {
        "tour-draft": "draft",
        "tour-paused": "paused",
        "tour-down": "paused",
        "tour-closed": "closed",
        "tour-safe": "open",
    }
    assert [slug for slug, row in made.items() if not row.example] == []
    assert [slug for slug, row in made.items() if not row.protects_signers] == ["tour-safe"]
    assert made["tour-down"].taken_down_at is not None
    assert made["tour-safe"].reminds is True
    assert {row.languages for row in made.values()} == {tuple(LANGUAGES)}
    assert [problem for row in made.values() for problem in check(row)] == []


def test_the_sites_owner_owns_it_at_the_desk_once_however_often_it_is_made(toured: Flask) -> None:
    rima = person("rima@example.org", None, is_site_owner=True)
    for _ in range(2):
        tour()
        assert set(organisers_queries.roles_of(rima)) == {
            row.id for row in releases_queries.campaigns() if row.example
        }
        assert set(organisers_queries.roles_of(rima).values()) == {Role.OWNER}


def test_every_public_page_of_it_answers_in_every_language(toured: Flask) -> None:
    client = toured.test_client()
    size = letters_queries.last_issued(campaign("tour-safe").id).size
    pages = [
        "tour-safe", "tour-safe/tally", "tour-safe/letters", f"tour-safe/letters/FR/{size}", "tour-safe/updates",
        "tour-safe/press", "tour-safe/privacy", "tour-closed", "tour-closed/report", "tour-paused", "tour-down",
    ]  # fmt: skip
    answers = {
        (code, page): client.get(f"/{code}/{page}").status_code for code in LANGUAGES for page in pages
    }
    assert {asked: status for asked, status in answers.items() if status != 200} == {}


def test_letters_were_sent_and_answered_and_none_of_them_left(toured: Flask) -> None:
    safe = campaign("tour-safe")
    issued = letters_queries.last_issued(safe.id)
    states = {row["country"]: row["state"] for row in rows(Sending) if row["set_id"] == issued.id}
    assert states == {
        "FR": "sent", "LB": "sent", "TR": "sent", "DE": "bounced", "JO": "refused", "US": "unknown",
    }  # fmt: skip
    assert count(Letter) == len(states) + 2
    replies = {row["country"]: (row["position"], row["published"]) for row in rows(Reply)}
    assert replies == {"FR": ("supports", True), "TR": ("acknowledged", True), "LB": ("none", False)}
    assert rows(Message) == []


def test_what_waits_for_organisers_waits(toured: Flask) -> None:
    assert sorted(row["held_because"] or "" for row in rows(Submission)) == ["", "hidden field", "too fast"]
    slips = [row["state"] for row in rows(Slip)]
    assert {state: slips.count(state) for state in slips} == {"entered": 6, "typed": 4, "printed": 2}
    assert count(Invalidation) == 1
    updates = rows(Update)
    assert [row["published_at"] is not None for row in updates] == [True, True, True, False]
    assert [row["taken_back_at"] is not None for row in updates] == [False, True, False, False]
    closed = campaign("tour-closed").id
    assert count(PublishedReport, campaign_id=closed) == 1
    assert [row["shown"] != "" for row in rows(CampaignOutcome)] == [True, True]


def test_a_second_time_nothing_changes(toured: Flask) -> None:
    before = dump()
    assert tour() == list(STOPS)
    assert dump() == before


@SQLITE
def test_a_site_that_others_reach_has_no_tour(app: Flask) -> None:
    change(app, base_url="https://sign.example.org")
    before = dump()
    with pytest.raises(Refusal) as refused:
        tour()
    assert sentence(refused.value).startswith("Invented signatures are for this machine's own address only")
    assert dump() == before


@SQLITE
def test_no_letter_of_a_real_campaign_is_said_to_be_sent(site: Site) -> None:
    with pytest.raises(Refusal) as refused:
        letters.send_invented(campaign=site.campaign, letters=None, became={})
    assert sentence(refused.value) == "clear-skies is no example: its letters are really sent, or not at all."
