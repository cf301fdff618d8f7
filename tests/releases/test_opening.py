"""What must be answered before a campaign opens in public, and what the example may never do."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from pyrage.x25519 import Identity

from campaign.config import load
from campaign.extensions import db
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.example_campaign import publish_example
from campaign.setting_texts import BadSetting
from campaign.tally import queries as tally_queries
from campaign.vault import actions as vault
from tests.cast import change
from tests.tables import dump


def draft(slug: str = "s", **more: Any) -> None:
    actions.publish(
        slug=slug, language="en", headline="Clear the skies", place=None, day=date(2016, 9, 24),
        demand="We ask for action.", body="Hospitals were hit.", **more,
    )  # fmt: skip


def go_public(app: Flask) -> None:
    change(app, base_url="https://skies.example.org")


def test_a_public_campaign_opens_once_everything_is_answered(app: Flask) -> None:
    go_public(app)
    draft()
    with pytest.raises(Refusal) as refused:
        actions.open_campaign(slug="s")
    assert sentence(refused.value) == (
        "Before s opens, answer: who is behind it (--organiser), an address for questions (--contact), which countries "
        "are withheld (--withhold SY,IR or none). See: campaign set s --help"
    )
    actions.change(slug="s", organisers=["Skies"], contact="press@example.org", withhold=[])
    opened = actions.open_campaign(slug="s", alone=True)
    assert (opened.state, opened.withheld) == ("open", [])
    assert opened.closes == clock.today() + timedelta(days=183)
    head = tally_queries.head(opened.id)
    assert head is not None
    assert (head.origin, head.size) == ("skies.example.org/s/log", 2)


def test_a_public_campaign_opens_only_once_each_holder_has_proved_her_key(app: Flask) -> None:
    go_public(app)
    draft()
    actions.change(slug="s", organisers=["Skies"], contact="press@example.org", withhold=[])
    vault.add(name="maya", recipient=str(Identity.generate().to_public()))
    before = dump()
    with pytest.raises(Refusal) as refused:
        actions.open_campaign(slug="s")
    assert sentence(refused.value) == (
        "Not proved yet that they can open what is sealed: maya. See: campaign keys drill --help"
    )
    for name in ("skies", "maya"):
        vault.retire(name=name, keep_last=False)
    with pytest.raises(Refusal) as refused:
        actions.open_campaign(slug="s")
    assert sentence(refused.value) == (
        "Nobody holds a key yet, so nothing could be sealed. On an organiser's computer: campaign keys new NAME; "
        "here: campaign keys add FILE"
    )
    assert (dump()["campaigns"], dump()["entries"]) == (before["campaigns"], before["entries"])
    change(app, base_url="http://127.0.0.1:8000")
    assert actions.open_campaign(slug="s").state == "open"


def test_the_example_never_opens_in_public(app: Flask) -> None:
    go_public(app)
    draft(example=True)
    actions.change(slug="s", organisers=["Skies"], contact="press@example.org", withhold=[])
    with pytest.raises(Refusal) as refused:
        actions.open_campaign(slug="s")
    assert sentence(refused.value) == "The example campaign opens on this machine's own address only."


def test_the_example_opens_here_in_both_languages_and_only_once(app: Flask) -> None:
    publish_example()
    publish_example()
    (found,) = releases_queries.campaigns()
    assert (found.slug, found.state, found.example) == ("demo", "open", True)
    assert [text.language for text in releases_queries.texts(found.id)] == ["en", "ar"]
    for path in ("/en/demo", "/ar/demo", "/en/demo/tally"):
        with app.app_context():  # of its own, or the language of the first page would stay
            page = app.test_client().get(path).text
        example = (
            "حملة للتجربة"
            if path.startswith("/ar")
            else "Example. Signatures here are not delivered to anyone."
        )
        assert example in page


def test_a_draft_whose_closing_day_is_past_does_not_open(app: Flask) -> None:
    """It would close within the minute, for good."""
    draft()
    actions.change(
        slug="s", organisers=["A"], contact="a@example.org", withhold=[], closes=clock.today() + clock.DAY
    )
    with time_machine.travel(clock.now() + 3 * clock.DAY):
        before = dump()
        with pytest.raises(Refusal) as refused:
            actions.open_campaign(slug="s")
        assert sentence(refused.value) == (
            f"The closing day, {clock.today() - 2 * clock.DAY}, has passed: it would close again at once, and for "
            "good. campaign set s --closes DAY"
        )
        assert dump() == before
        actions.change(slug="s", closes=clock.today() + clock.DAY)
        assert actions.open_campaign(slug="s").state == "open"


def test_the_closing_day_acts_by_itself(app: Flask) -> None:
    draft()
    actions.open_campaign(slug="s")
    found = releases_queries.campaign("s")
    assert found is not None
    found.closes = clock.today()
    db.session.commit()
    actions.close_due()
    assert releases_queries.in_state("open") != []
    found.closes = clock.today() - timedelta(days=1)
    db.session.commit()
    actions.close_due()
    assert [campaign.slug for campaign in releases_queries.in_state("closed")] == ["s"]
    with pytest.raises(Refusal) as refused:
        actions.open_campaign(slug="s")
    assert sentence(refused.value) == "s is closed; a closed campaign can't be opened again."
    with pytest.raises(Refusal) as refused:
        draft()
    assert sentence(refused.value) == "s is closed; its texts stay as they were signed."


def test_a_public_address_is_allowed_with_a_mail_server(tmp_path: Any) -> None:
    environment = {
        "CAMPAIGN_INSTANCE": str(tmp_path),
        "CAMPAIGN_BASE_URL": "https://skies.example.org",
        "CAMPAIGN_MAIL_URL": "smtps://us:secret@mail.example.org",
    }
    assert load(environment).loopback is False


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CAMPAIGN_BASE_URL", "https://skies.example.org", "CAMPAIGN_MAIL_URL is folder:"),
        ("CAMPAIGN_BASE_URL", "skies", "has to be http"),
        ("CAMPAIGN_MAIL_URL", "smtp://192.0.2.7:25", "Use folder:"),
        ("CAMPAIGN_MAIL_URL", "carrier-pigeon", "may be folder:"),
        ("CAMPAIGN_WORKERS", "two", "whole number"),
        ("CAMPAIGN_DATABASE_URL", "mysql://u:secret@h/d", "postgresql://"),
        ("CAMPAIGN_WROKERS", "2", "is not one of our settings"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_a_sentence(
    name: str, value: str, said: str, tmp_path: Any
) -> None:
    with pytest.raises(BadSetting) as refused:
        load({"CAMPAIGN_INSTANCE": str(tmp_path), name: value})
    assert name in str(refused.value)
    assert said in str(refused.value)
    assert "secret" not in str(refused.value)
