"""The worker's part of a submission: who gets which mail, and when."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import assert_never

from sqlalchemy import or_, select, update

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.mail import actions as outbox
from campaign.mail import limits
from campaign.mail import queries as mail_queries
from campaign.mail.composing import Mail
from campaign.releases import queries as releases_queries
from campaign.signing import emails, queries
from campaign.signing.actions.composing import arguments, opened
from campaign.signing.actions.leaving import GONE
from campaign.signing.actions.reminding import plan_reminder
from campaign.signing.models import SignatureState, Submission, SubmissionState
from campaign.signing.queries import Standing
from campaign.vault.day_keys import NotHere
from campaign.vault.envelope import Unreadable

BATCH = 50  # each is composed and sealed in the writer's turn
MOST_OLDER = 1_000  # the rest of them expire with the next batch
AS_IT_IS = {"synchronize_session": False}  # rows that were read are not looked at again


def mail_submissions() -> int:
    """Queue the mails of a batch of submissions, in one transaction; returns how many were looked at.

    An address that said "never again" gets none; one that has signed gets the mail that says so; one at its limit
    waits, and of several unsent submissions to one campaign only the newest is mailed.
    """
    if not _anything_due():
        return 0
    with transaction():
        _expire_replaced()
        batch = _due()
        stopped = mail_queries.stopped(row.stop_tag for row in batch)
        sent = mail_queries.sent_to(row.mail_tag for row in batch)
        signed = queries.known((row.campaign_id, row.address_tag) for row in batch)
        for row in _newest(batch):
            if row.stop_tag in stopped:
                _expire(row.id)
                continue
            times = sent.setdefault(row.mail_tag, [])
            due = limits.next_time(times, now=clock.now())
            if due > clock.now():
                row.mail_due_at = due
                continue
            wanted = _wanted(row)
            if wanted is None:
                continue
            _queue(row, wanted, write=_mail_for(row, signed))
            times.append(clock.now())
        return len(batch)


def _due() -> Sequence[Submission]:
    query = select(Submission).where(Submission.mail_due_at <= clock.now())
    query = query.order_by(Submission.mail_due_at, Submission.id).limit(BATCH)
    return db.session.scalars(query.with_for_update()).all()


def _anything_due() -> bool:
    """A look that takes no writer's turn; the worker asks twice a second."""
    due = or_(Submission.mail_due_at <= clock.now(), Submission.replaces.is_not(None))
    return db.session.scalar(select(Submission.id).where(due).limit(1)) is not None


def _expire_replaced() -> None:
    """A corrected address ends the submission that carried the wrong one, held or not."""
    rows = db.session.execute(
        select(Submission.id, Submission.replaces).where(Submission.replaces.is_not(None)).limit(BATCH)
    ).all()
    if not rows:
        return
    wrong = select(Submission.id, Submission.state).where(Submission.record_id.in_([row[1] for row in rows]))
    ended = [
        key
        for key, state in db.session.execute(wrong.with_for_update())
        if state in {SubmissionState.WAITING, SubmissionState.HELD}
    ]
    _expire(*ended)
    through = update(Submission).where(Submission.id.in_([row[0] for row in rows])).values(replaces=None)
    db.session.execute(through.execution_options(**AS_IT_IS))


def _newest(batch: Sequence[Submission]) -> list[Submission]:
    """Those of a batch that are the newest unsent one of their address and campaign; the older ones expire.

    Which is the newest hangs on no batch: where that one isn't due yet, or comes in a later one, none of these is it.
    """
    waiting = sorted((row for row in batch if row.state == SubmissionState.WAITING), key=lambda row: row.id)
    unsent = {*_unsent(waiting), *((row.id, row.campaign_id, row.address_tag) for row in waiting)}
    newest = {(campaign, tag): key for key, campaign, tag in sorted(unsent)}
    stays = set(newest.values())
    _expire(*sorted(key for key, _, _ in unsent if key not in stays)[:MOST_OLDER])
    return [row for row in waiting if row.id in stays]


def _unsent(waiting: Sequence[Submission]) -> Iterator[tuple[int, int, bytes]]:
    """Number, campaign and tag of the submissions of these addresses whose mail hasn't gone."""
    tagged: dict[int, set[bytes]] = defaultdict(set)
    for row in waiting:
        tagged[row.campaign_id].add(row.address_tag)
    for campaign, hers in tagged.items():
        query = select(Submission.id, Submission.address_tag, Submission.state).where(
            Submission.campaign_id == campaign, Submission.address_tag.in_(hers),
            Submission.mail.is_not(None), Submission.remind_at.is_(None),
        )  # fmt: skip
        # The state is no part of the query: the index by it has all that wait.
        for key, tag, state in db.session.execute(query.with_for_update()):
            if state == SubmissionState.WAITING:
                yield key, campaign, tag


def _expire(*keys: int) -> None:
    if keys:
        ended = (
            update(Submission).where(Submission.id.in_(keys)).values(state=SubmissionState.EXPIRED, **GONE)
        )
        db.session.execute(ended.execution_options(**AS_IT_IS))


def _wanted(row: Submission) -> dict[str, str] | None:
    """What to mail, opened; None if it can't be, now or ever."""
    try:
        return opened(row)
    except NotHere:
        row.mail_due_at = clock.now() + clock.HOUR
    except Unreadable:
        _expire(row.id)
    return None


def _mail_for(row: Submission, signed: Mapping[tuple[int, bytes], Standing]) -> Callable[..., Mail]:
    """Which mail an address gets: it hasn't signed, it has, or its signature was taken out of the count."""
    standing = signed.get((row.campaign_id, row.address_tag))
    if standing is None:
        return emails.please_confirm
    match standing.state:
        case SignatureState.COUNTED:
            return emails.already_confirmed
        case SignatureState.INVALIDATED:
            return partial(emails.counts_no_longer, reason=standing.reason)
        case SignatureState.WITHDRAWN:
            raise ValueError("a withdrawn signature is not known any more")
    assert_never(standing.state)


def _queue(row: Submission, wanted: dict[str, str], *, write: Callable[..., Mail]) -> None:
    campaign = releases_queries.campaign_by_id(row.campaign_id)
    record_id = outbox.new_record_id()
    mail = write(**arguments(row, wanted, campaign), record_id=record_id.hex())
    outbox.queue(mail=replace(mail, stop_tag=row.stop_tag.hex()), mail_tag=row.mail_tag)
    row.mail_due_at = None
    plan_reminder(row, campaign, mailed_as=record_id)
