"""The worker's part of a submission: who gets which mail, and when."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, assert_never

from sqlalchemy import bindparam, select, update

from campaign.extensions import AS_IT_IS, db, transaction
from campaign.lib import clock
from campaign.mail import actions as outbox
from campaign.mail import limits
from campaign.mail import queries as mail_queries
from campaign.mail.composing import Mail
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.signing import emails, queries
from campaign.signing.actions.composing import answered, named_in
from campaign.signing.actions.leaving import GONE
from campaign.signing.actions.reminding import reminder_due
from campaign.signing.models import SignatureState, Submission, SubmissionState
from campaign.signing.queries import SENT, Standing
from campaign.vault.day_keys import NotHere, Opener
from campaign.vault.envelope import Unreadable

BATCH = 50  # each is composed and sealed in the writer's turn
MOST_OLDER = 1_000  # the rest of them expire with the next batch
# On the bare table (`SENT`), built once: the ORM compares each statement with all rows of the batch.
IS_DUE = select(SENT.c.id).where(SENT.c.mail_due_at <= bindparam("now")).limit(1)
IS_REPLACED = select(SENT.c.id).where(SENT.c.replaces.is_not(None)).limit(1)
DUE = (
    select(*(SENT.c[name] for name in (
        "id", "campaign_id", "state", "record_id", "address_tag", "mail_tag", "stop_tag", "mail", "mail_day", "hour",
    )))
    .where(SENT.c.mail_due_at <= bindparam("now"))
    .order_by(SENT.c.mail_due_at, SENT.c.id)
    .limit(BATCH)
    .with_for_update()
)  # fmt: skip
MAILED = (
    update(SENT)
    .where(SENT.c.id.in_(bindparam("keys", expanding=True)))
    .values(mail=None, mail_day=None, mail_due_at=None)
)
# Its mail is left there for the reminder.
TO_REMIND = (
    update(SENT)
    .where(SENT.c.id == bindparam("key"))
    .values(remind_at=bindparam("due"), mailed_as=bindparam("message"), mail_due_at=None)
)
PUT_OFF = update(SENT).where(SENT.c.id == bindparam("key")).values(mail_due_at=bindparam("due"))


@dataclass
class Batch:
    """What becomes of the submissions of a batch: each list is one statement, however many there are."""

    mails: list[tuple[Mail, bytes | None]] = field(default_factory=list)
    mailed: list[int] = field(default_factory=list)
    to_remind: list[dict[str, object]] = field(default_factory=list)
    expired: list[int] = field(default_factory=list)
    put_off: list[dict[str, object]] = field(default_factory=list)
    opener: Opener = field(default_factory=Opener)
    campaigns: dict[int, Campaign] = field(default_factory=dict)
    named: dict[tuple[int, str], emails.Named | None] = field(default_factory=dict)

    def put_off_until(self, row: Any, moment: datetime) -> None:
        """Look at it again then, or after LONGEST: what is due still later was written by a clock that was ahead."""
        moment = min(moment, clock.now() + limits.LONGEST)
        self.put_off.append({"key": row.id, "due": moment})

    def campaign(self, key: int) -> Campaign:
        """Read once."""
        if key not in self.campaigns:
            self.campaigns[key] = releases_queries.campaign_by_id(key)
        return self.campaigns[key]

    def names(self, key: int, language: str) -> emails.Named | None:
        """As `named_in`, asked once."""
        if (key, language) not in self.named:
            self.named[key, language] = named_in(self.campaign(key), language)
        return self.named[key, language]


def mail_submissions() -> int:
    """Queue the mails of a batch of submissions, in one transaction; returns how many were looked at.

    An address that said "never again" gets none; one that has signed gets the mail that says so; one at its limit
    waits, and of several unsent submissions to one campaign only the newest is mailed.
    """
    if not _anything_due():
        return 0
    with transaction():
        _expire_replaced()
        rows, batch = _due(), Batch()
        stopped = mail_queries.stopped(row.stop_tag for row in rows)
        sent = mail_queries.sent_to(row.mail_tag for row in rows)
        signed = queries.known((row.campaign_id, row.address_tag) for row in rows)
        for row in _newest(rows):
            if row.stop_tag in stopped:
                batch.expired.append(row.id)
                continue
            times = sent.setdefault(row.mail_tag, [])
            due = limits.next_time(times, now=clock.now())
            if due > clock.now():
                batch.put_off_until(row, due)
            elif wanted := _wanted(row, batch):
                _compose(row, wanted, batch, write=_mail_for(row, signed))
                times.append(clock.now())
        _write_down(batch)
        return len(rows)


def call_mail_back() -> int:
    """Have due at once, of submissions and of the outbox, what only a clock that was ahead can have put off so far.

    Whoever was thanked meanwhile would else wait until then, for years perhaps. Returns how many; a batch of each.
    """
    late = clock.now() + limits.LONGEST + limits.AHEAD
    keys = db.session.scalars(select(SENT.c.id).where(SENT.c.mail_due_at > late).limit(MOST_OLDER)).all()
    if keys:
        with transaction() as session:
            waiting = update(SENT).where(SENT.c.id.in_(keys), SENT.c.mail_due_at > late)
            session.execute(waiting.values(mail_due_at=clock.now()))
    return len(keys) + outbox.call_back()


def _due() -> Sequence[Any]:
    return db.session.execute(DUE, {"now": clock.now()}).all()


def _anything_due() -> bool:
    """Two looks, each by its own index, that take no writer's turn; the worker asks twice a second.

    One that asks for either reads all submissions.
    """
    if db.session.scalar(IS_DUE, {"now": clock.now()}) is not None:
        return True
    return db.session.scalar(IS_REPLACED) is not None


def _write_down(batch: Batch) -> None:
    outbox.queue_all(mails=batch.mails)
    if batch.mailed:
        db.session.execute(MAILED, {"keys": batch.mailed})
    if batch.to_remind:
        db.session.execute(TO_REMIND, batch.to_remind)
    if batch.put_off:
        db.session.execute(PUT_OFF, batch.put_off)
    _expire(*batch.expired)


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


def _newest(batch: Sequence[Any]) -> list[Any]:
    """Those of a batch that are the newest unsent one of their address and campaign; the older ones expire.

    Which is the newest hangs on no batch: where that one isn't due yet, or comes in a later one, none of these is it.
    """
    waiting = sorted((row for row in batch if row.state == SubmissionState.WAITING), key=lambda row: row.id)
    unsent = {*_unsent(waiting), *((row.id, row.campaign_id, row.address_tag) for row in waiting)}
    newest = {(campaign, tag): key for key, campaign, tag in sorted(unsent)}
    stays = set(newest.values())
    _expire(*sorted(key for key, _, _ in unsent if key not in stays)[:MOST_OLDER])
    return [row for row in waiting if row.id in stays]


def _unsent(waiting: Sequence[Any]) -> Iterator[tuple[int, int, bytes]]:
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


def _wanted(row: Any, batch: Batch) -> dict[str, str] | None:
    """What to mail, opened; None if it can't be, now or ever."""
    try:
        plain = batch.opener.open(row.mail or b"", record_id=row.record_id, day=row.mail_day)
    except NotHere:
        batch.put_off_until(row, clock.now() + clock.HOUR)
        return None
    except Unreadable:
        batch.expired.append(row.id)
        return None
    wanted: dict[str, str] = json.loads(plain)
    return wanted


def _mail_for(row: Any, signed: Mapping[tuple[int, bytes], Standing]) -> Callable[..., Mail]:
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


def _compose(row: Any, wanted: dict[str, str], batch: Batch, *, write: Callable[..., Mail]) -> None:
    campaign, record_id = batch.campaign(row.campaign_id), outbox.new_record_id()
    named = batch.names(row.campaign_id, wanted["language"])
    mail = write(answered(row, wanted, campaign, named=named, record_id=record_id))
    batch.mails.append((replace(mail, stop_tag=row.stop_tag.hex()), row.mail_tag))
    if due := reminder_due(campaign, row.mail_day):
        batch.to_remind.append({"key": row.id, "due": due, "message": record_id})
    else:
        batch.mailed.append(row.id)
