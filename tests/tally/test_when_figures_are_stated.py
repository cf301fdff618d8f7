"""When the sequencer states figures: by day and lot, never at the close, never under a doubtful clock."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from campaign.releases import actions as releases
from campaign.releases.figures import check, not_stated
from campaign.tally import actions
from campaign.tally import queries as tally_queries
from campaign.vault import trusted_time
from tests.cast import SLUG, Site, change
from tests.tally.test_the_sequencer import confirm, stated

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def public_site(app: Flask) -> Site:
    """A site as the public sees it, where figures are stated once a day; no campaign yet."""
    change(app, base_url="https://skies.example.org")
    return Site(app).with_keys()


def test_a_lot_that_was_full_is_stated_on_the_next_day_without_anything_new(public_site: Site) -> None:
    site = public_site
    with time_machine.travel(MOMENT, tick=False) as travel:
        site.open_campaign()
        confirm(site, "FR", 20)
        site.number()
        confirm(site, "FR", 25, first=100)
        site.number()
        assert [each.taken_in for each in stated(site)] == [20]
        travel.shift(timedelta(hours=23))
        site.number()
        assert [each.taken_in for each in stated(site)] == [20, 45]
        size = tally_queries.public_tally(site.campaign.id).size
        travel.shift(timedelta(days=1))
        site.number()
        assert tally_queries.public_tally(site.campaign.id).size == size
    assert check(site.campaign) == []


def test_nothing_is_stated_at_the_close_and_what_waits_is_stated_after_it(public_site: Site) -> None:
    site = public_site
    with time_machine.travel(MOMENT, tick=False) as travel:
        site.open_campaign()
        confirm(site, "FR", 20)
        site.number()
        confirm(site, "DE", 30, first=100)
        site.number()
        assert not_stated(site.campaign) == (30, 0)
        releases.close_campaign(slug=SLUG)
        site.number()
        assert [line for _, line, _ in tally_queries.lines(site.campaign.id)][-1] == "closed"
        for leaving in range(100, 105):
            actions.append_withdrawal(
                campaign=site.campaign.id, signature=leaving, country="DE", reason="withdrawn"
            )
        site.number()
        assert not_stated(site.campaign) == (25, 0)
        travel.shift(timedelta(days=1))
        site.number()
    assert [(each.taken_in, each.countries) for each in stated(site)][-1] == (45, {"FR": 20, "DE": 20})
    assert check(site.campaign) == []


def test_a_clock_that_may_have_jumped_dates_no_statement(public_site: Site) -> None:
    site = public_site
    with time_machine.travel(MOMENT, tick=False) as travel:
        site.open_campaign()
        trusted_time.accept()
        travel.shift(timedelta(days=400))
        confirm(site, "FR", 25)
        site.number()
        assert (tally_queries.public_tally(site.campaign.id).total, stated(site)) == (25, [])
        travel.shift(timedelta(days=-400))
        site.number()
        assert [each.day.isoformat() for each in stated(site)] == ["2026-03-01"]
        travel.shift(timedelta(days=3))
        confirm(site, "FR", 20, first=100)
        site.number()
        assert len(stated(site)) == 1
        trusted_time.accept()
        site.number()
        assert [each.day.isoformat() for each in stated(site)] == ["2026-03-01", "2026-03-04"]
