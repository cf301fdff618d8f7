"""The one reminder to an address that hasn't confirmed three days after its mail left.

The submission's own mail stays sealed under the key of its day until then. No key lives longer for that: each may live
for five days, and a reminder that would be due later isn't planned. It is planned for a known address as for any other,
and whether to send it is looked up as it falls due: the same statements for everybody (architecture.md, rule 4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, false, func, not_, select, true, update

from campaign.current import settings
from campaign.extensions import AS_IT_IS, db, insert, transaction
from campaign.lib import clock
from campaign.mail import actions as outbox
from campaign.mail import limits
from campaign.mail import queries as mail_queries
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.signing import emails, queries
from campaign.signing.actions.composing import answered, named_in, opened
from campaign.signing.models import RemindedAddress, Submission, SubmissionState
from campaign.signing.queries import Standing
from campaign.vault import day_keys, trusted_time
from campaign.vault.day_keys import NotHere
from campaign.vault.envelope import Unreadable

AFTER = timedelta(days=3)
BATCH = 50  # each is composed and sealed in the writer's turn
NO_REMINDER = dict.fromkeys(("mail", "mail_day", "remind_at", "mailed_as"))
PLANNED = Submission.remind_at.is_not(None)
# As `Campaign.reminds` has it.
REMINDS = and_(func.coalesce(Campaign.reminder_on, false()), ~func.coalesce(Campaign.at_risk, true()))


def reminder_due(campaign: Campaign, mail_day: date | None) -> datetime | None:
    """When a submission whose first mail is queued now is due for its reminder; None where none is planned."""
    if not campaign.reminds or mail_day is None:
        return None
    moment = trusted_time.stamp() + AFTER
    return moment if moment < day_keys.kept_until(mail_day) else None


def remind() -> int:
    """Queue the reminders of a batch, in one transaction; returns how many were looked at.

    None goes while mail is slow, and they leave half of the hour's mails to those who wait at the page.
    """
    drop_unwanted()
    if not _anything_due() or not _has_room():
        return 0
    with transaction():
        batch = _due()
        around = _around(batch)
        for row in batch:
            _look(row, around)
        return len(batch)


def drop_reminders() -> None:
    """What a restored backup says was planned may have been sent since: nobody is reminded twice."""
    with transaction() as session:
        planned = update(Submission).where(PLANNED).values(**NO_REMINDER)
        session.execute(planned.execution_options(**AS_IT_IS))


def drop_unwanted() -> None:
    """Let go at once of what waits for campaigns that remind nobody any more, a batch at a turn."""
    # By campaign, or each look would go through all that waits.
    of_others = Submission.campaign_id.in_(select(Campaign.id).where(not_(REMINDS)))
    keys = db.session.scalars(select(Submission.id).where(of_others, PLANNED).limit(1_000)).all()
    if keys:
        with transaction() as session:
            planned = update(Submission).where(Submission.id.in_(keys), PLANNED)
            session.execute(planned.values(**NO_REMINDER).execution_options(**AS_IT_IS))


@dataclass(frozen=True)
class _Around:
    """What is looked up for a batch at once."""

    stopped: set[bytes]
    sent: dict[bytes, list[datetime]]
    signed: Mapping[tuple[int, bytes], Standing]
    newest: Mapping[tuple[int, bytes], int]
    left: Mapping[bytes, datetime]
    confirmable: Mapping[tuple[int, str], bool]


def _around(batch: Sequence[Submission]) -> _Around:
    return _Around(
        stopped=mail_queries.stopped(row.stop_tag for row in batch),
        sent=mail_queries.sent_to(row.mail_tag for row in batch),
        signed=queries.known((row.campaign_id, row.address_tag) for row in batch),
        newest=_newest_of(batch),
        left=mail_queries.left_at(row.mailed_as for row in batch if row.mailed_as),
        confirmable={
            pair: _may_confirm(*pair) for pair in sorted({(row.campaign_id, row.text) for row in batch})
        },
    )


def _look(row: Submission, around: _Around) -> None:
    """Send it, put it off until its mail has been out for three days, or let it go for good."""
    left, times = around.left.get(row.mailed_as or b""), around.sent.setdefault(row.mail_tag, [])
    if left is not None and left + AFTER > trusted_time.now():
        _plan(row, left + AFTER)
        return
    of_address = row.campaign_id, row.address_tag
    fits = (
        left is not None
        and row.state == SubmissionState.WAITING
        and row.stop_tag not in around.stopped
        and of_address not in around.signed
        and around.newest.get(of_address) == row.id
        and limits.next_time(times, now=clock.now()) <= clock.now()
        and around.confirmable[row.campaign_id, row.text]
    )
    if fits and _queue(row):
        times.append(clock.now())
    for name, nothing in NO_REMINDER.items():
        setattr(row, name, nothing)


def _queue(row: Submission) -> bool:
    """Whether there is one: the constraint on campaign and address decides that no second one follows."""
    try:
        wanted = opened(row)
    except (NotHere, Unreadable):
        return False
    once = insert(RemindedAddress).values(campaign_id=row.campaign_id, address_tag=row.address_tag)
    first = once.on_conflict_do_nothing().returning(RemindedAddress.campaign_id)
    if db.session.scalar(first) is None:
        return False
    campaign, record_id = releases_queries.campaign_by_id(row.campaign_id), outbox.new_record_id()
    named = named_in(campaign, wanted["language"])
    mail = emails.reminder(answered(row, wanted, campaign, named=named, record_id=record_id))
    outbox.queue(mail=replace(mail, stop_tag=row.stop_tag.hex()), mail_tag=row.mail_tag)
    return True


def _plan(row: Submission, moment: datetime | None) -> None:
    """For that moment, if the key of its mail is there for it; else it goes."""
    if moment is not None and row.mail_day is not None and moment < day_keys.kept_until(row.mail_day):
        row.remind_at = moment
        return
    row.mail, row.mail_day, row.remind_at, row.mailed_as = None, None, None, None


def _may_confirm(campaign: int, text: str) -> bool:
    """Whether a link leads to a button, and its page can be read."""
    if not releases_queries.may_confirm(campaign):
        return False
    if releases_queries.campaign_by_id(campaign).taken_down_at is not None:
        return False
    return releases_queries.is_signed(campaign, text) or releases_queries.may_sign(campaign, text)


def _due() -> Sequence[Submission]:
    return db.session.scalars(_are_due(select(Submission)).limit(BATCH).with_for_update()).all()


def _anything_due() -> bool:
    return db.session.scalar(_are_due(select(Submission.id)).limit(1)) is not None


def _are_due(query: Any) -> Any:
    of_these = Submission.campaign_id.in_(select(Campaign.id).where(REMINDS))
    query = query.where(of_these, PLANNED, Submission.remind_at <= trusted_time.now())
    return query.order_by(Submission.campaign_id, Submission.remind_at, Submission.id)


def _has_room() -> bool:
    waiting, _ = mail_queries.waiting()
    used = mail_queries.sent_within_an_hour() + waiting
    return not mail_queries.is_slow() and used + BATCH <= max(settings().mail_per_hour // 2, BATCH)


def _newest_of(batch: Sequence[Submission]) -> dict[tuple[int, bytes], int]:
    """The number of the newest submission of each address that waits: its link is the one to be reminded of."""
    newest: dict[tuple[int, bytes], int] = {}
    for campaign in {row.campaign_id for row in batch}:
        hers = {row.address_tag for row in batch if row.campaign_id == campaign}
        query = select(Submission.address_tag, Submission.id, Submission.state).where(
            Submission.campaign_id == campaign, Submission.address_tag.in_(hers)
        )
        # The state is no part of the query: the index by it has all that wait.
        for tag, key, state in db.session.execute(query):
            if state == SubmissionState.WAITING:
                newest[campaign, tag] = max(key, newest.get((campaign, tag), 0))
    return newest
