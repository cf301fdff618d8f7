"""What each address of the API answers in each state of a campaign, and that it has the shape that is described."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine

from campaign.letters import queries as letters_queries
from campaign.lib import clock
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.actions.pausing import pause_campaign
from campaign.signing import actions as signing
from campaign.vault import trusted_time
from tests.api.shapes import HERE, Reader
from tests.cast import SLUG, Site
from tests.updates.telling import KEY

LISTS = ("", "/texts", "/statements", "/letters", "/updates/en", "/updates/ar")


def everything(site: Site) -> list[str]:
    """Each address that answers with 200 of the full campaign."""
    size = letters_queries.newest_set(site.campaign.id).size
    cursors = (
        "/texts/after:en:1", "/statements/before:2030-01-01", f"/letters/before:{size}",
        f"/updates/en/before:{KEY}", f"/letters/{size}", f"/updates/en/{KEY}",
    )  # fmt: skip
    return ["/campaigns", f"/campaigns/after:{SLUG}", *(HERE + rest for rest in (*LISTS, *cursors))]


def close(site: Site) -> None:
    releases.close_campaign(slug=SLUG)
    site.number()


def purge(site: Site) -> None:
    close(site)
    with time_machine.travel(clock.now() + timedelta(days=400)):
        trusted_time.accept()
        signing.purge()


def harmless(site: Site) -> None:
    site.campaign.at_risk = False


STATES: dict[str, tuple[Callable[[Site], object], str]] = {
    "open": (lambda site: None, "open"),
    "paused": (lambda site: pause_campaign(slug=SLUG), "paused"),
    "closed": (close, "closed"),
    "purged": (purge, "closed"),
    "taken down": (lambda site: releases.take_down(slug=SLUG), "paused"),
    "under harm": (lambda site: releases.change(slug=SLUG, at_risk=True), "open"),
}


@pytest.mark.parametrize("name", STATES)
def test_each_answer_has_its_shape_in_each_state(full: Site, reader: Reader, name: str) -> None:
    become, state = STATES[name]
    become(full)
    for path in everything(full):
        reader.reads(path)
    assert reader.reads(HERE)["state"] == state


def test_a_campaign_before_anybody_signed(reader: Reader) -> None:
    for rest in LISTS:
        reader.reads(HERE + rest)
    assert reader.reads(f"{HERE}/statements")["last"] is None
    assert reader.reads(f"{HERE}/letters") == {"campaign": SLUG, "sets": [], "next": None}


def test_a_draft_is_not_there(site: Site, reader: Reader) -> None:
    releases.publish(
        slug="later", language="en", headline="Later", place=None, day=date(2016, 9, 24), demand="We ask.", body="Soon."
    )  # fmt: skip
    sha256 = releases_queries.text_hashes(releases_queries.campaign("later").id)[0]
    unknown = reader.refused("/campaigns/nowhere", 404)
    assert unknown == "There is nothing here. The address may be mistyped, or the campaign isn't public."
    for rest in (*LISTS, f"/texts/{sha256}", "/letters/1", f"/updates/en/{KEY}"):
        assert reader.refused(f"/campaigns/later{rest}", 404) == unknown
    assert [each["slug"] for each in reader.reads("/campaigns")["campaigns"]] == [SLUG]


def test_a_campaign_whole(full: Site, reader: Reader) -> None:
    told = reader.reads(HERE)
    base = "http://127.0.0.1:8000"
    here = base + "/api/v1" + HERE
    today = clock.today().isoformat()
    assert told.pop("log")["checkpoint"] == f"{base}/{SLUG}/log/checkpoint"
    (text,) = told.pop("current_texts")
    assert (text["headline"], text["revision"], text["standing"]) == ("Clear the skies now", 2, "current")
    assert told == {
        "slug": SLUG, "state": "open", "example": False, "taken_down": False, "opened_on": today,
        "closes_on": full.campaign.closes.isoformat(), "closed_on": None, "resumes_on": None,
        "headlines": {"en": "Clear the skies now"}, "organisers": ["Skies"], "organisers_in": {}, "goal": None,
        "total": 30, "paper": None, "as_of": today, "outcome": {}, "address": here,
        "pages": {"en": f"{base}/en/{SLUG}"},
        "feeds": {code: f"{base}/{code}/{SLUG}/updates.atom" for code in ("ar", "en")},
        "figures": f"{base}/{SLUG}/tally.json", "texts": f"{here}/texts", "statements": f"{here}/statements",
        "letters": f"{here}/letters", "updates": {code: f"{here}/updates/{code}" for code in ("ar", "en")},
    }  # fmt: skip


def test_a_set_of_letters_with_what_became_of_them(full: Site, reader: Reader) -> None:
    (short,) = reader.reads(f"{HERE}/letters")["sets"]
    assert (short["date"], short["total"]) == ("2016-10-03", 30)
    whole = reader.reads(short["address"].partition("/api/v1")[2])
    assert [
        (each["country"], each["at_least"], each["instead"], each["sending"]) for each in whole["letters"]
    ] == [
        ("DE", 10, None, {"state": "undelivered", "sent_on": None}),
        ("FR", 10, None, {"state": "sent", "sent_on": "2016-10-04"}),
        ("SY", None, "fewer than ten", {"state": "uncertain", "sent_on": None}),
    ]
    assert [each["answer"] for each in whole["letters"]] == [
        None,
        {"date": "2016-10-10", "words": None, "position": "supports", "note": "By letter of that day."},
        None,
    ]


def test_updates_in_each_language(full: Site, reader: Reader) -> None:
    updates = reader.reads(f"{HERE}/updates/en")["updates"]
    assert [(each["standing"], each["headline"], each["taken_back_on"] is None) for each in updates] == [
        ("shown", "The Council has met", True),
        ("taken back", None, False),
    ]
    whole = reader.reads(f"{HERE}/updates/ar/{KEY}")
    assert (whole["language"], whole["headline"], whole["body"]) == (
        "ar",
        "اجتمع المجلس",
        "اجتمع المجلس يوم الاثنين في نيويورك.",
    )


def test_what_became_of_the_demand_is_told_after_the_close(full: Site, reader: Reader) -> None:
    close(full)
    assert reader.reads(HERE)["closed_on"] == clock.today().isoformat()
