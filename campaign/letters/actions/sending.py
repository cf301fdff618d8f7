"""Letters are queued by a person: issued, and on their way from then on; or one goes to somebody else, to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import db, insert, transaction
from campaign.letters import gathering
from campaign.letters.actions.issuing import Issued, issue
from campaign.letters.cover import cover_mail
from campaign.letters.fates import SendingState
from campaign.letters.models import LetterSet, Sending
from campaign.letters.pace import moments
from campaign.letters.planning import Going
from campaign.letters.returning import Returned
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.mail.actions import new_record_id
from campaign.mail.transports import Refused, Transport
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign

FORGOTTEN = ("tried_at", "ended_at", "answer")  # of a round that was stopped and waits anew


@dataclass(frozen=True)
class Sent:
    """A set that is public now, and how many of its letters were queued; fewer than asked if somebody was faster."""

    issued: Issued
    queued: int


def send(
    *,
    campaign: Campaign,
    letters: tuple[Returned, ...],
    going: Sequence[Going],
    per_hour: int,
    office_hours: bool,
) -> Sent:
    """Issue the set if it isn't yet, and queue these letters of it, all in one transaction. Raises Refusal."""
    _require_letters(campaign, going)
    with transaction():
        issued = issue(campaign=campaign, letters=letters)
        queued = send_issued(
            campaign=campaign,
            letters=issued.letters,
            going=going,
            per_hour=per_hour,
            office_hours=office_hours,
        )
        return Sent(issued, queued)


def send_issued(
    *,
    campaign: Campaign,
    letters: LetterSet,
    going: Sequence[Going],
    per_hour: int,
    office_hours: bool,
    start: datetime | None = None,
    wave: str | None = None,
) -> int:
    """Queue these letters of a set that is issued, from `start` or from now on; returns how many.

    `wave` tells them from others that are asked for at another time. Fewer are queued than asked for where somebody was
    faster. Raises Refusal.
    """
    _require_letters(campaign, going)
    releases_queries.texts_named(campaign.id, letters.texts)  # refused while they are taken down
    begins = max(start or clock.now(), clock.now())
    times = moments(len(going), start=begins, per_hour=per_hour, office_hours=office_hours)
    alike = {
        "set_id": letters.id, "state": SendingState.QUEUED, "per_hour": per_hour, "office_hours": office_hours,
        "wave": wave, "attempts": 0,
    }  # fmt: skip
    with transaction():
        queued = _queue(going, times, alike)
        if queued:
            slug, size = campaign.slug, letters.size
            audit.note(Act.LETTERS_SEND, campaign=slug, countries=queued, letters=len(queued), size=size)
        return len(queued)


def _queue(going: Sequence[Going], times: Sequence[datetime], alike: Mapping[str, Any]) -> list[str]:
    """The States whose letters are queued by this, sorted.

    Of two who send at once, the constraint on set, country and round lets one through. What was stopped before it was
    tried is that round still, and waits anew.
    """
    rows = [
        {
            **alike, "country": one.country, "round": one.round, "address": one.address,
            "record_id": new_record_id(), "due_at": due,
        }
        for one, due in zip(going, times, strict=True)
    ]  # fmt: skip
    statement = insert(Sending).values(rows)
    anew = {**dict.fromkeys(FORGOTTEN), **{name: statement.excluded[name] for name in rows[0]}}
    statement = statement.on_conflict_do_update(
        index_elements=["set_id", "country", "round"], set_=anew, where=_stopped_untried(going)
    )
    return sorted(db.session.scalars(statement.returning(Sending.country)).all())


def _stopped_untried(going: Sequence[Going]) -> ColumnElement[bool]:
    """What was known to be stopped as the plan was made: what somebody has stopped since stays so."""
    stopped = [one.country for one in going if one.stopped_at]
    return and_(Sending.state == SendingState.STOPPED, Sending.attempts == 0, Sending.country.in_(stopped))


def _require_letters(campaign: Campaign, going: Sequence[Going]) -> None:
    if campaign.example:
        raise Refusal("letters/example")
    if not going:
        raise Refusal("letters/none-left")


def send_specimen(
    *,
    campaign: Campaign,
    letters: tuple[Returned, ...],
    country: str,
    to: str,
    transport: Transport,
) -> None:
    """Send one State's letter to somebody else, from the folder; nothing is issued or marked. Raises Refusal."""
    chosen = next(letter for letter in letters if letter.line.country == country)
    cover = gathering.cover_of_returned(campaign, chosen)
    message = cover_mail(
        cover,
        to=to,
        pdf=chosen.pdf,
        sender=settings().mail_from,
        host=settings().host,
        record_id=new_record_id(),
        now=clock.now(),
    )
    try:
        transport.send(message)
    except Refused as refusal:
        raise Refusal("letters/not-taken", answer=refusal.answer) from None
    audit.note(Act.LETTERS_SPECIMEN, campaign=campaign.slug, countries=[country])
