"""When the key of a day's mail has served."""

from datetime import date

from sqlalchemy import select, update

from campaign.extensions import db, transaction
from campaign.mail import actions as outbox
from campaign.mail import queries as mail_queries
from campaign.signing import queries
from campaign.signing.actions.leaving import GONE
from campaign.signing.actions.reminding import NO_REMINDER
from campaign.signing.models import Submission, SubmissionState
from campaign.vault import day_keys

BATCH = 1_000


def turn_mail_keys() -> int:
    """Make the keys of today and tomorrow; destroy those of past days once no mail lies under them.

    What still waits five days after its day began is given up, a batch at a turn; nobody can open it from then on.
    Returns how much that was.
    """
    day_keys.prepare()
    past = day_keys.over()
    given_up = sum(_give_up(day) for day in past if day_keys.too_old(day))
    waiting = mail_queries.days_waiting() | queries.days_waiting()
    day_keys.destroy([day for day in past if day not in waiting])
    return given_up


def _give_up(day: date) -> int:
    """Its link was never sent, so a submission whose mail goes can't be confirmed any more.

    One whose mail lay there for a reminder gets none, and nothing else changes for it.
    """
    query = select(Submission.id).where(Submission.mail_day == day).limit(BATCH)
    keys = db.session.scalars(query).all()
    if keys:
        with transaction() as session:
            late = update(Submission).where(Submission.id.in_(keys), Submission.mail_day == day)
            late = late.execution_options(synchronize_session=False)
            session.execute(
                late.where(Submission.remind_at.is_(None)).values(state=SubmissionState.EXPIRED, **GONE)
            )
            session.execute(late.where(Submission.remind_at.is_not(None)).values(**NO_REMINDER))
    return len(keys) + outbox.give_up(day=day)
