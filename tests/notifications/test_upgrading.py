"""What was done before an upgrade isn't told after it, but for what was going to be told."""

from flask import Flask
from flask_migrate import downgrade, upgrade

from campaign.audit import actions as audit
from campaign.audit.actors import Actor, ActorKind, acting
from campaign.audit.acts import Act
from campaign.extensions import db
from campaign.notifications import acts
from campaign.organisers.roles import Role
from tests.cast import Site
from tests.notifications.people import RIMA, mails, person


def test_of_what_was_done_before_the_upgrade_only_what_commands_did_is_told(app: Flask) -> None:
    site = Site(app).open_campaign()
    person(RIMA, Role.OWNER, site.campaign.id)
    with acting(Actor(ActorKind.ORGANISER, "Noor (2)")):
        audit.note(Act.EXPORT, campaign=site.slug, kind="sealed")
    audit.note(Act.EXPORT, campaign=site.slug, kind="sealed")
    audit.note(Act.CLOSE, campaign=site.slug)
    db.session.remove()
    downgrade(revision="0016")
    upgrade()
    mails(site)
    acts.tell_of_acts()
    assert [(to, subject) for to, subject, _ in mails(site)] == [(RIMA, "Something was done on the server")]
