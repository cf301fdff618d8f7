"""Campaigns that remind, and the worker's look at what is due."""

from datetime import UTC, datetime, timedelta

import time_machine

from campaign.signing import actions as signing
from campaign.vault import trusted_time
from tests.cast import SLUG, Letter, Site

BEGIN = datetime(2026, 10, 1, 9, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LATER = BEGIN + 3 * DAY + MINUTE


def reminding(site: Site, slug: str = SLUG, *, reminder: bool = True) -> Site:
    """A site whose campaign was opened so at BEGIN."""
    with time_machine.travel(BEGIN - HOUR, tick=False):
        signing.turn_mail_keys()
        return site.open_campaign(slug, at_risk=False, reminder=reminder)


def came_at(site: Site, moment: datetime) -> list[Letter]:
    """The mails that a worker lets out at this moment, which the site's time has come to; the keys are turned too."""
    with time_machine.travel(moment, tick=False):
        trusted_time.accept()
        signing.turn_mail_keys()
        while signing.remind():
            pass
        return site.deliver()
