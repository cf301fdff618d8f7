"""Mail that is stuck or refused is told to owners, once."""

from datetime import timedelta

import time_machine

from campaign.extensions import transaction
from campaign.lib import clock
from campaign.mail import actions as outbox
from campaign.mail.models import Message, MessageState
from campaign.notifications import server
from campaign.notifications.models import ToldCondition
from tests.cast import AMELIE, Site
from tests.notifications.people import DESK, OFF, RIMA, mails, text, to
from tests.notifications.test_server import KEEPER, OVER
from tests.tables import count

STUCK = to(
    RIMA,
    subject="Mail isn’t leaving",
    body=text(
        "Mail has been waiting on the server for half an hour, and none has left. People can’t confirm until theirs "
        "arrives. None is lost.",
        KEEPER,
        DESK,
        OFF,
    ),
)
BOUNCES = to(
    RIMA,
    subject="Much of the mail is refused",
    body=text(
        "Within an hour, more than one mail in twenty was refused for good. Somebody is entering invented addresses, "
        "or mail servers don’t believe the sender.",
        KEEPER,
        DESK,
        OFF,
    ),
)


def ended(*states: MessageState, answer: str | None = None) -> None:
    """Mails that ended just now."""
    with transaction() as session:
        for state in states:
            session.add(
                Message(
                    record_id=outbox.new_record_id(), state=state, made_at=clock.now(), due_at=clock.now(),
                    ended_at=clock.now(), answer=answer if state is MessageState.FAILED else None,
                )
            )  # fmt: skip


def test_mail_is_stuck_once_it_has_waited_for_half_an_hour(at_risk: Site) -> None:
    at_risk.client().sign(AMELIE)
    server.watch_mail()
    assert count(ToldCondition) == 0
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False):
        server.watch_mail()
        server.watch_mail()
        told = mails(at_risk)
        assert [each for each in told if each[0] == RIMA] == STUCK
        assert [to for to, *_ in told] == [AMELIE.email, RIMA]
        server.watch_mail()
        assert mails(at_risk) == []


def test_mail_in_the_outbox_is_stuck_too_and_not_while_some_leaves(at_risk: Site) -> None:
    with transaction() as session:
        session.add(
            Message(
                record_id=outbox.new_record_id(), made_at=clock.now(), due_at=clock.now() + timedelta(hours=9)
            )
        )
    with time_machine.travel(clock.now() + timedelta(minutes=31), tick=False) as now:
        ended(MessageState.SENT)
        server.watch_mail()
        assert count(ToldCondition) == 0
        now.shift(
            timedelta(minutes=31)
        )  # a mail that came later has left: the one that waits is its mailbox's affair
        server.watch_mail()
        assert count(ToldCondition) == 0
        with transaction() as session:
            session.query(Message).filter_by(state=MessageState.SENT).delete()
        server.watch_mail()
        assert mails(at_risk) == STUCK


def test_more_than_one_refused_in_twenty(at_risk: Site) -> None:
    ended(*[MessageState.SENT] * 19, MessageState.FAILED, answer="550")
    server.watch_bounces()
    assert count(ToldCondition) == 0  # five per cent
    ended(MessageState.FAILED, answer="stopped")
    ended(MessageState.FAILED, answer="expired")
    server.watch_bounces()
    assert count(ToldCondition) == 0  # given up by us
    ended(MessageState.FAILED, answer="554")
    server.watch_bounces()
    server.watch_bounces()
    assert mails(at_risk) == BOUNCES
    with time_machine.travel(clock.now() + timedelta(hours=1, minutes=1), tick=False):
        server.watch_bounces()
        assert mails(at_risk) == to(RIMA, subject="Over: Much of the mail is refused", body=OVER)


def test_of_few_mails_none_is_many(at_risk: Site) -> None:
    ended(*[MessageState.SENT] * 10, *[MessageState.FAILED] * 9, answer="550")
    server.watch_bounces()
    assert count(ToldCondition) == 0
