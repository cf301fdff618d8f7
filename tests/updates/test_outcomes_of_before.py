"""An outcome that was public before feeds told of it is of the day on which it was published."""

from datetime import UTC, datetime

import time_machine
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from campaign.extensions import db
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.actions.concluding import publish_outcome, write_outcome
from tests.cast import SLUG, Site
from tests.updates.telling import told

PUBLISHED = datetime(2027, 1, 2, 12, tzinfo=UTC)


def again() -> None:
    """Down to before updates, and up."""
    db.session.remove()
    downgrade(revision="0021")
    upgrade()


def test_it_is_of_the_day_on_which_it_was_published(site: Site) -> None:
    told()
    with time_machine.travel(PUBLISHED, tick=False):
        releases.close_campaign(slug=SLUG)
        write_outcome(slug=SLUG, words={"en": "It has met.", "ar": ""})
        publish_outcome(slug=SLUG, publish=True)
    again()
    since = releases_queries.outcome_since(site.campaign.id)
    assert since == (PUBLISHED, PUBLISHED)
    assert releases_queries.outcome_shown(site.campaign.id, "en") == ("en", "It has met.")


def test_without_the_audit_it_is_of_the_close_and_one_that_nobody_read_has_no_day(site: Site) -> None:
    with time_machine.travel(PUBLISHED, tick=False):
        releases.close_campaign(slug=SLUG)
        write_outcome(slug=SLUG, words={"en": "It has met."})
    again()
    assert releases_queries.outcome_since(site.campaign.id) is None
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE campaign_outcomes SET shown = words"))
    again()
    assert releases_queries.outcome_since(site.campaign.id) == (PUBLISHED, PUBLISHED)
