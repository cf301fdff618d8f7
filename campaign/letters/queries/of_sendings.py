"""Reading what became of letters that were mailed."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import func, select

from campaign.extensions import db
from campaign.letters.fates import UNDELIVERED, SendingState
from campaign.letters.figures import Unstated
from campaign.letters.models import LetterSet, Reply, Sending
from campaign.letters.queries.of_sets import letter
from campaign.lib import clock
from campaign.releases.models import Campaign
from campaign.releases.outlook import Written

MOST_DUE = 500
MOST_SENDINGS = 20_000  # a hundred sets, each sent to every mission


def sendings(key: int) -> dict[str, Sending]:
    """The newest round of each letter of a set that was sent, by code."""
    query = select(Sending).where(Sending.set_id == key).order_by(Sending.country, Sending.round)
    return {row.country: row for row in db.session.scalars(query.limit(MOST_SENDINGS))}


def rounds(key: int) -> dict[str, list[Sending]]:
    """Every round of each letter of a set that was ever queued, by code, the newest last."""
    query = select(Sending).where(Sending.set_id == key).order_by(Sending.country, Sending.round)
    by_code: dict[str, list[Sending]] = {}
    for row in db.session.scalars(query.limit(MOST_SENDINGS)):
        by_code.setdefault(row.country, []).append(row)
    return by_code


def fates(key: int) -> dict[str, Sending]:
    """The same, but no round that was stopped where another one went: what the public reads."""
    query = select(Sending).where(Sending.set_id == key)
    query = query.order_by(Sending.country, Sending.state != SendingState.STOPPED, Sending.round)
    return {row.country: row for row in db.session.scalars(query.limit(MOST_SENDINGS))}


def all_sendings(campaign: int) -> list[tuple[LetterSet, Sending]]:
    """Every round of every letter of a campaign, newest set first."""
    query = select(LetterSet, Sending).join(Sending, Sending.set_id == LetterSet.id)
    query = query.where(LetterSet.campaign_id == campaign)
    query = query.order_by(LetterSet.size.desc(), Sending.country, Sending.round.desc()).limit(MOST_SENDINGS)
    return [(letters, row) for letters, row in db.session.execute(query)]


def written(campaign: int) -> Written | None:
    """Which missions were written to by mail, of the newest set of which a letter was sent; None while none was.

    An answer counts once it is published: the public reads this.
    """
    sent = Sending.state == SendingState.SENT
    query = select(
        LetterSet.id,
        func.count(Sending.country.distinct()),
        func.min(Sending.ended_at),
        func.max(Sending.ended_at),
    )
    query = query.join(LetterSet, LetterSet.id == Sending.set_id).where(
        LetterSet.campaign_id == campaign, sent
    )
    query = query.group_by(LetterSet.id, LetterSet.size).order_by(LetterSet.size.desc())
    newest = db.session.execute(query.limit(1)).one_or_none()
    if newest is None:
        return None
    key, missions, first, last = newest
    answered = select(func.count()).select_from(Reply).where(Reply.set_id == key, Reply.published.is_(True))
    return Written(
        missions=missions,
        first=cast(datetime, first).date(),
        last=cast(datetime, last).date(),
        answered=db.session.scalar(answered) or 0,
    )


def reached(campaign: int, *, before: int | None = None) -> list[tuple[str, LetterSet]]:
    """Which mission was sent a letter of which set by mail, or has answered one; the newest set last.

    With `before`, of sets at checkpoints of a smaller size than that. What came back doesn't count.
    """
    of_campaign = [
        LetterSet.campaign_id == campaign,
        *([LetterSet.size < before] if before is not None else []),
    ]
    sent = select(Sending.country, LetterSet).join(LetterSet, LetterSet.id == Sending.set_id)
    answered = select(Reply.country, LetterSet).join(LetterSet, LetterSet.id == Reply.set_id)
    rows = [
        *db.session.execute(
            sent.where(*of_campaign, Sending.state == SendingState.SENT).limit(MOST_SENDINGS)
        ),
        *db.session.execute(answered.where(*of_campaign).limit(MOST_SENDINGS)),
    ]
    return sorted(((country, letters) for country, letters in rows), key=lambda row: row[1].size)


def letter_due() -> bool:
    """Whether a letter waits whose time has come: a look that takes no writer's turn."""
    query = select(Sending.id).where(Sending.state == SendingState.QUEUED, Sending.due_at <= clock.now())
    return db.session.scalar(query.limit(1)) is not None


def due_letters() -> Sequence[Sending]:
    """Letters whose time has come, the longest due first."""
    query = select(Sending).where(Sending.state == SendingState.QUEUED, Sending.due_at <= clock.now())
    return db.session.scalars(query.order_by(Sending.due_at, Sending.id).limit(MOST_DUE)).all()


def cut_off(*, before: datetime) -> bool:
    """Whether a letter has been `sending` since before then."""
    query = select(Sending.id).where(Sending.state == SendingState.SENDING, Sending.tried_at < before)
    return db.session.scalar(query.limit(1)) is not None


def withheld_since(row: Sending) -> list[str]:
    """The countries whose figures a letter or its annex states, though the organisers have withheld them since."""
    letters = db.session.get_one(LetterSet, row.set_id)
    own, statement = letter(row.set_id, row.country), letters.statement
    withheld = set(db.session.get_one(Campaign, letters.campaign_id).withheld or ())
    told = set(statement.countries) if statement else set()
    if own and own.stated != Unstated.NOT_SHOWN:
        told.add(row.country)
    return sorted(told & withheld)


def last_tried(key: int) -> datetime | None:
    """When a letter of this set was handed over last."""
    return db.session.scalar(select(func.max(Sending.tried_at)).where(Sending.set_id == key))


def sending_of(campaign: int, record_id: bytes) -> Sending | None:
    """The letter whose mail has this id."""
    query = select(Sending).join(LetterSet, LetterSet.id == Sending.set_id)
    return db.session.scalar(query.where(LetterSet.campaign_id == campaign, Sending.record_id == record_id))


def newest_by_address(campaign: int) -> dict[str, Sending]:
    """What went to each address last, the address in small letters."""
    return {row.address.lower(): row for _, row in reversed(all_sendings(campaign))}


def returned_since(moment: datetime) -> list[tuple[int, int, str]]:
    """Letters that a mail server refused or returned since then: number of the mail, campaign, code of the State."""
    query = select(Sending.id, LetterSet.campaign_id, Sending.country)
    query = query.join(LetterSet, LetterSet.id == Sending.set_id)
    query = query.where(Sending.state.in_(UNDELIVERED), Sending.ended_at > moment).order_by(Sending.id)
    return [(key, campaign, code) for key, campaign, code in db.session.execute(query.limit(MOST_DUE))]


def newest_bounced(campaign: int, country: str) -> tuple[LetterSet, Sending] | None:
    """A mission's newest letter that is marked as bounced."""
    query = select(LetterSet, Sending).join(Sending, Sending.set_id == LetterSet.id)
    query = query.where(
        LetterSet.campaign_id == campaign, Sending.country == country, Sending.state == SendingState.BOUNCED
    )
    query = query.order_by(LetterSet.size.desc(), Sending.round.desc()).limit(1)
    row = db.session.execute(query).one_or_none()
    return (row[0], row[1]) if row else None
