"""When the key of a day's mail has served."""

from datetime import date

from sqlalchemy import update

from campaign.extensions import transaction
from campaign.mail import actions as outbox
from campaign.mail import queries as mail_queries
from campaign.signing import queries
from campaign.signing.actions.leaving import GONE
from campaign.signing.models import Submission
from campaign.vault import day_keys


def turn_mail_keys() -> None:
    """Make the keys of today and tomorrow; destroy those of past days once no mail lies under them.

    What still waits five days after its day began is given up; nobody can open it from then on.
    """
    day_keys.prepare()
    past = day_keys.over()
    for day in past:
        if day_keys.too_old(day):
            _give_up(day)
    waiting = mail_queries.days_waiting() | queries.days_waiting()
    day_keys.destroy([day for day in past if day not in waiting])


def _give_up(day: date) -> None:
    """Its link was never sent, so a submission whose mail goes can't be confirmed any more."""
    with transaction() as session:
        outbox.give_up(day=day)
        session.execute(update(Submission).where(Submission.mail_day == day).values(state="expired", **GONE))
