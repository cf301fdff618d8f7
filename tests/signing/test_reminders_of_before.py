"""Going back to the program of before reminders leaves no mail there that it would take for unsent."""

import time_machine
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import downgrade, upgrade

from campaign.extensions import db
from campaign.signing import actions as signing
from campaign.signing.models import Submission
from tests.cast import AMELIE, NOUR, Site
from tests.signing.reminded import BEGIN, HOUR, LATER, came_at, reminding
from tests.tables import rows


def test_what_waited_for_a_reminder_waits_to_be_confirmed_and_what_was_unsent_is_sent(app: Flask) -> None:
    site = reminding(Site(app))
    with time_machine.travel(BEGIN, tick=False):
        site.client().sign(NOUR)
        (asked,) = site.deliver()
        site.client().sign(AMELIE)
    script = ScriptDirectory.from_config(current_app.extensions["migrate"].migrate.get_config())
    before = script.get_revision("0028").down_revision
    db.session.remove()
    downgrade(revision=before)
    upgrade()
    assert [(row["state"], bool(row["mail"]), row["remind_at"]) for row in rows(Submission)] == [
        ("waiting", False, None), ("waiting", True, None),
    ]  # fmt: skip
    with time_machine.travel(BEGIN + HOUR, tick=False):
        signing.turn_mail_keys()
        assert [letter.to for letter in site.deliver()] == ["amelie@example.org"]
        assert site.client().press(asked.link, "confirmation").status_code == 200
    assert (came_at(site, LATER), site.campaign.reminds) == ([], False)
