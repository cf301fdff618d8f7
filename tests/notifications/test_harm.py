"""Where harm is possible no mail of what is due names the campaign, or a mission."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from campaign.letters.fates import SendingState
from campaign.notifications import calendar
from campaign.organisers.roles import Role
from tests.cast import Site
from tests.notifications.campaigns import MONDAY, busy, closes, issued, sent_back
from tests.notifications.people import RIMA, mails, person


@pytest.mark.parametrize("harm", [None, True])
def test_under_harm_no_mail_names_the_campaign(app: Flask, harm: bool | None) -> None:
    site = Site(app).open_campaign(at_risk=harm) if harm else Site(app).open_campaign()
    person(RIMA, Role.OWNER, site.campaign.id)
    mails(site)
    busy(site)
    issued(site)
    closes(site, "2026-10-15")
    with time_machine.travel(MONDAY + timedelta(hours=10), tick=False):
        sent_back(site, SendingState.REFUSED, "FR")
        for look in (
            calendar.watch_held,
            calendar.watch_returned,
            calendar.watch_closing,
            calendar.watch_monday,
        ):
            look()
        told = site.deliver()
    assert len(told) == 4
    for letter in told:
        whole = letter.message.as_string() + letter.body
        for word in ("Clear the skies", "clear-skies", "Skies", "press@example.org", "France"):
            assert word not in whole
