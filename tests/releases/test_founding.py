"""A campaign that begins with its address alone: no text, no public page that says more than that it isn't open."""

import threading

import pytest
from flask import Flask

from campaign.audit.actors import acting
from campaign.extensions import db
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from tests.cast import SLUG, TESTER, Client, Site, heading
from tests.organisers.browser import member
from tests.patience import PATIENCE
from tests.tables import dump
from tests.tally.test_last_seen import run


def rima(app: Flask) -> int:
    """A site owner."""
    member(app, "rima@example.org", Role.OWNER, None)
    row = organisers_queries.by_email("rima@example.org")
    assert row is not None
    return row.id


def test_whoever_founds_a_campaign_is_its_owner(app: Flask) -> None:
    organiser = rima(app)
    campaign = actions.found(slug="hope", organiser_id=organiser)
    assert (campaign.state, campaign.at_risk, releases_queries.all_texts(campaign.id)) == ("draft", None, [])
    assert organisers_queries.role_in(organiser_id=organiser, campaign_id=campaign.id) == Role.OWNER


def test_an_address_that_is_taken_or_none_founds_nothing(site: Site) -> None:
    organiser = rima(site.app)
    before = dump()
    for slug, said in (
        (SLUG, f"There is already a campaign '{SLUG}'. Choose another address."),
        ("desk", "'desk' is one of the site’s own addresses. Choose another."),
        (
            "Not This",
            "'Not This' can't be an address: use small letters, digits and single hyphens, such as clear-skies.",
        ),
    ):
        with pytest.raises(Refusal) as refused:
            actions.found(slug=slug, organiser_id=organiser)
        assert sentence(refused.value) == said
    assert dump() == before


def test_of_many_who_want_one_address_one_has_it(app: Flask) -> None:
    organiser, ready, ended = rima(app), threading.Barrier(4), []

    def founds() -> None:
        with app.app_context(), acting(TESTER):
            ready.wait(PATIENCE)
            try:
                actions.found(slug="hope", organiser_id=organiser)
                ended.append("founded")
            except Refusal as refusal:
                ended.append(refusal.reason)
            db.session.remove()

    threads = [threading.Thread(target=founds) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["founded", *["releases/slug-taken"] * 3]


def test_without_a_text_it_is_not_open_and_does_not_open(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.found(slug="hope", organiser_id=rima(app))
    client = Client(app)
    assert heading(client.get("/en/hope").text) == "Not open yet"
    preview = client.get(f"/en/p/{actions.preview_token('hope')}")
    assert preview.status_code == 404
    for path in (
        "/",
        "/en/hope/tally",
        "/hope/tally.json",
        "/en/hope/letters",
        "/en/hope/privacy",
        "/metrics",
    ):
        assert client.get(path).status_code in {200, 302, 404}
    assert run(app, monkeypatch, "open", "hope") == (
        2, "hope has no text yet. campaign publish FILE --slug hope\n",
    )  # fmt: skip
    for words in (("list",), ("set", "hope"), ("tally", "--check"), ("stats", "hope"), ("check",)):
        assert run(app, monkeypatch, *words)[0] in {0, 1}


def test_the_first_text_comes_into_what_was_founded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    organiser = rima(app)
    founded = actions.found(slug="hope", organiser_id=organiser).id
    text = "Clear the skies\n\nHospitals were hit. We ask for action."
    words = ("publish", "-", "--slug", "hope", "--demand", "We ask for action.", "--date", "2016-09-24")
    assert run(app, monkeypatch, *words, typed=text)[0] == 0
    (campaign,) = releases_queries.campaigns()
    assert (campaign.id, campaign.state) == (founded, "draft")
    assert run(app, monkeypatch, "open", "hope")[0] == 0
