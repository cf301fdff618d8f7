"""Letters on their way: handed over by the worker, never twice without being told; in doubt where nobody knows."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import select, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import db, transaction
from campaign.letters import gathering, queries
from campaign.letters.actions.stopping import stop_withheld
from campaign.letters.cover import cover_mail
from campaign.letters.fates import ON_THE_WAY, SendingState
from campaign.letters.models import LetterSet, Sending
from campaign.letters.pace import moments, opening, spacing
from campaign.lib import clock
from campaign.mail.limits import retry_after
from campaign.mail.transports import Refused, Transport

RESTORED = "restored"

# Longer than any server may keep us waiting: what is still `sending` then was cut off.
CUT_OFF = timedelta(minutes=10)


def deliver_letters(*, transport: Transport) -> bool:
    """Hand over one letter, if one is due; returns whether one was tried.

    It is marked `sending` and committed before the server hears of it. No transaction is open meanwhile.
    """
    doubt_lost()
    if not queries.letter_due():
        return False
    claim = _claim()
    if claim is None:
        return False
    key, attempts = claim
    outcome = _outcome(key, attempts, transport)
    with transaction() as session:
        # A server's late answer changes nothing once the letter is in doubt: a person may have decided since.
        mine = update(Sending).where(
            Sending.id == key, Sending.state == SendingState.SENDING, Sending.attempts == attempts
        )
        session.execute(mine.values(**outcome))
    return True


def doubt_lost() -> int:
    """Mark what was cut off while it was being sent: a person decides about it. Returns how many."""
    if not queries.cut_off(before=clock.now() - CUT_OFF):
        return 0
    with transaction() as session:
        lost = update(Sending).where(
            Sending.state == SendingState.SENDING, Sending.tried_at < clock.now() - CUT_OFF
        )
        doubted = session.scalars(
            lost.values(state=SendingState.UNKNOWN, answer="cut off").returning(Sending.id)
        ).all()
        if doubted:
            audit.note(Act.LETTERS_DOUBT, letters=len(doubted))
        return len(doubted)


def _claim() -> tuple[int, int] | None:
    """Mark the letter that has waited longest as `sending`: its key, and which attempt this is.

    None if another worker was faster, or it must wait, or may not go any more.
    """
    with transaction() as session:
        now, due = clock.now(), queries.due_letters()
        if not due:
            return None
        first = due[0]
        if stop_withheld(row=first):
            return None
        allowed = _allowed(first, now)
        if allowed > now:
            _put_off([row for row in due if row.set_id == first.set_id], allowed)
            return None
        mine = update(Sending).where(Sending.id == first.id, Sending.state == SendingState.QUEUED)
        mine = mine.values(state=SendingState.SENDING, tried_at=now, attempts=Sending.attempts + 1)
        claimed = session.execute(mine.returning(Sending.id, Sending.attempts)).one_or_none()
        return (claimed.id, claimed.attempts) if claimed else None


def _allowed(row: Sending, now: datetime) -> datetime:
    """The first moment at which this letter keeps its set's pace: the worker may have been away for days."""
    last = queries.last_tried(row.set_id)
    moment = max(now, last + spacing(row.per_hour)) if last else now
    return opening(moment) if row.office_hours else moment


def _put_off(rows: Sequence[Sending], start: datetime) -> None:
    pace, office_hours = rows[0].per_hour, rows[0].office_hours
    times = moments(len(rows), start=start, per_hour=pace, office_hours=office_hours)
    for row, due in zip(rows, times, strict=True):
        row.due_at = due


def _outcome(key: int, attempts: int, transport: Transport) -> dict[str, object]:
    """What to write down of one attempt: whatever goes wrong with one letter ends it, and holds no other up."""
    try:
        message = _composed(key)
        message.as_bytes()  # what can't be written down fails here, where nobody has heard of it yet
    except Exception as problem:
        return _ended(SendingState.REFUSED, type(problem).__name__)
    finally:
        db.session.rollback()  # the read is over before the server is asked
    try:
        return _tried(transport, message, attempts)
    except Exception as problem:
        return _ended(SendingState.UNKNOWN, type(problem).__name__)


def _composed(key: int) -> EmailMessage:
    row, cover, pdf = gathering.outgoing(key)
    return cover_mail(
        cover,
        to=row.address,
        pdf=pdf,
        sender=settings().mail_from,
        host=settings().host,
        record_id=row.record_id,
        now=clock.now(),
    )


def _tried(transport: Transport, message: EmailMessage, attempts: int) -> dict[str, object]:
    try:
        transport.send(message)
    except Refused as refusal:
        if refusal.unsure:
            return _ended(SendingState.UNKNOWN, refusal.answer)
        wait = None if refusal.final else retry_after(attempts)
        if wait is None:
            return _ended(SendingState.REFUSED, refusal.answer)
        return {"state": SendingState.QUEUED, "due_at": clock.now() + wait, "answer": refusal.answer}
    return _ended(SendingState.SENT, None)


def _ended(state: SendingState, answer: str | None) -> dict[str, object]:
    return {"state": state, "ended_at": clock.now(), "answer": answer}


def doubt_restored() -> dict[int, list[str]]:
    """Mark every letter that was on its way in a backup as `unknown`; the States' codes, by the campaign's id.

    It may have been delivered since: the worker doesn't send it, `--again` does.
    """
    with transaction() as session:
        doubted = update(Sending).where(Sending.state.in_(ON_THE_WAY))
        doubted = doubted.values(state=SendingState.UNKNOWN, ended_at=clock.now(), answer=RESTORED)
        rows = session.execute(doubted.returning(Sending.set_id, Sending.country)).all()
        if rows:
            audit.note(Act.LETTERS_DOUBT, letters=len(rows))
        sets = select(LetterSet.id, LetterSet.campaign_id).where(
            LetterSet.id.in_({row.set_id for row in rows})
        )
        campaigns = {row.id: row.campaign_id for row in session.execute(sets)}
        codes: dict[int, list[str]] = {}
        for row in sorted(rows, key=lambda row: row.country):
            codes.setdefault(campaigns[row.set_id], []).append(row.country)
        return codes
