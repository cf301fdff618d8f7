"""A key that is due for a drill is told to its holder, or to owners in her place."""

from datetime import timedelta

import time_machine

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.notifications import actions as notifications
from campaign.notifications import calendar
from campaign.notifications.kinds import Kind
from campaign.notifications.models import ToldCondition
from campaign.vault import queries as vault_queries
from campaign.vault.models import Holder
from tests.cast import Site, change
from tests.notifications.people import DESK, NOOR, OFF, RIMA, mails, organiser, text, to

DRILL = "A key is due for a drill"
OWNERS_DRILL = text(
    "For more than 60 days nobody has checked that one of the keys still opens what is sealed to it.",
    "The page “Keys” says whose it is, and has a drill for it.",
    DESK,
    OFF,
)
OWN_DRILL = text(
    "For more than 60 days nobody has checked that your key still opens what is sealed to it.",
    "The page “Keys” says whose it is, and has a drill for it.",
    DESK,
    OFF,
)


def test_a_drill_of_sixty_days_ago(at_risk: Site) -> None:
    start = clock.now()
    change(at_risk.app, base_url="https://skies.example.org")
    with time_machine.travel(start + timedelta(days=59), tick=False) as now:
        calendar.watch_drills()
        assert told_of(Kind.DRILL) == []
        now.move_to(start + timedelta(days=61))
        change(at_risk.app, base_url="http://127.0.0.1:8000")
        calendar.watch_drills()
        assert told_of(Kind.DRILL) == []  # a trial on one machine
        change(at_risk.app, base_url="https://skies.example.org")
        for _ in range(2):
            calendar.watch_drills()
        desk = "https://skies.example.org/desk/"
        assert mails(at_risk) == to(RIMA, subject=DRILL, body=OWNERS_DRILL.replace(DESK, desk))
        with transaction() as session:
            session.query(Holder).one().proved_at = clock.now()
        now.shift(timedelta(hours=2))
        calendar.watch_drills()
        assert told_of(Kind.DRILL) == []
        now.shift(timedelta(days=61))
        holder = vault_queries.holders()[0].id
        notifications.know_holder(holder_id=holder, organiser_id=organiser(NOOR).id)
        calendar.watch_drills()
        assert mails(at_risk) == to(NOOR, subject=DRILL, body=OWN_DRILL.replace(DESK, desk))


def test_of_a_holder_who_was_removed_or_frozen_owners_hear(at_risk: Site) -> None:
    change(at_risk.app, base_url="https://skies.example.org")
    holder = vault_queries.holders()[0].id
    for days, email in ((61, "frozen@example.org"), (180, "removed@example.org")):
        notifications.know_holder(holder_id=holder, organiser_id=organiser(email).id)
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            calendar.watch_drills()
            assert [to for to, *_ in mails(at_risk)] == [RIMA]
            with transaction() as session:
                session.query(ToldCondition).delete()


def told_of(kind: Kind) -> list[str]:
    db.session.rollback()
    return [row.name for row in db.session.query(ToldCondition).filter_by(kind=kind)]
