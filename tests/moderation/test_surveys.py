"""What a look at all rows counts, when it is taken, and that the purge takes it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from campaign.moderation import surveys
from campaign.moderation.days import Day
from campaign.moderation.surveys import Look
from campaign.releases import actions as releases
from campaign.signing import actions as signing
from campaign.signing.models import Survey, SurveyPart
from campaign.vault import tags
from tests.cast import AMELIE, SLUG, Client, Site, change
from tests.moderation.crowd import crowd
from tests.tables import count

BEGIN = datetime(2026, 10, 20, 9, 20, tzinfo=UTC)
HOUR = BEGIN.replace(minute=0)
MINUTE = timedelta(minutes=1)


def look_at_all() -> int:
    """Whatever is due; how many looks were taken."""
    taken = 0
    while surveys.take_due():
        taken += 1
    return taken


def test_it_counts_days_hours_countries_and_domains(site: Site, client: Client) -> None:
    crowd(site, 3, country="VA", domain="forged.example", at=BEGIN - timedelta(days=3))
    crowd(site, 2, country="FR", domain="gmail.com", at=BEGIN)
    with time_machine.travel(BEGIN, tick=False):
        assert surveys.newest(site.campaign.id) == Look()
        client.sign(AMELIE)
        client.sign(AMELIE, wait=0)
        assert look_at_all() == len(SurveyPart)
        look = surveys.newest(site.campaign.id)
    forged, gmail = (
        tags.domain_tag(name, campaign=SLUG).hex()[:8] for name in ("forged.example", "gmail.com")
    )
    today = BEGIN.date()
    assert look.days[-1] == Day(today, confirmed=2, waiting=2)
    assert look.hours == {HOUR - timedelta(days=3): 3, HOUR: 2}
    assert (look.recent, look.before) == ({"FR": 2}, {"VA": 3})
    assert look.domains == [(forged, "", 3), (gmail, "gmail.com", 2)]
    assert (look.made_at, look.signed(today), look.signed(today - timedelta(days=1))) == (BEGIN, 2, 0)


def test_a_look_is_taken_again_when_its_time_has_come(site: Site) -> None:
    with time_machine.travel(BEGIN, tick=False):
        assert (look_at_all(), look_at_all()) == (4, 0)
    with time_machine.travel(BEGIN + timedelta(seconds=3), tick=False):
        assert look_at_all() == 4
        change(site.app, base_url="https://skies.example.org")
        assert look_at_all() == 0
    with time_machine.travel(BEGIN + 2 * MINUTE, tick=False):
        assert look_at_all() == 4


def test_many_signatures_are_looked_at_now_and_then(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd(site, 3, country="FR", domain="gmail.com", at=BEGIN)
    site.number()
    with time_machine.travel(BEGIN, tick=False):
        look_at_all()
    monkeypatch.setattr(surveys, "MANY", 3)
    with time_machine.travel(BEGIN + 9 * MINUTE, tick=False):
        assert look_at_all() == 0
    with time_machine.travel(BEGIN + 10 * MINUTE, tick=False):
        assert look_at_all() == 4


def test_the_purge_takes_it_and_none_is_taken_after(site: Site) -> None:
    crowd(site, 3, country="FR", domain="gmail.com", at=BEGIN)
    with time_machine.travel(BEGIN + timedelta(hours=1), tick=False):
        look_at_all()
        releases.close_campaign(slug=SLUG)
        site.number()
        assert count(Survey) == 4
    with time_machine.travel(BEGIN + timedelta(days=91), tick=False):
        signing.purge()
        assert (count(Survey), look_at_all()) == (0, 0)
