"""Reading which letters wait together: those that were asked for in one deed are a wave."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from campaign.extensions import db
from campaign.letters.fates import SendingState
from campaign.letters.models import LetterSet, Sending
from campaign.letters.queries.of_sendings import MOST_SENDINGS, fates, rounds
from campaign.lib import clock

NOT_GONE = (SendingState.QUEUED, SendingState.STOPPED)


@dataclass(frozen=True)
class WaitingWave:
    """Letters that wait together, by what they are called (empty for a command's): how many, and the first to go."""

    name: str
    letters: int
    first: str
    due_at: datetime


def waiting_waves(campaign: int) -> list[WaitingWave]:
    """What waits in a campaign, of any set, the next one first."""
    query = select(Sending.wave, Sending.country, Sending.due_at)
    query = query.join(LetterSet, LetterSet.id == Sending.set_id)
    query = query.where(LetterSet.campaign_id == campaign, Sending.state == SendingState.QUEUED)
    query = query.order_by(Sending.due_at, Sending.id).limit(MOST_SENDINGS)
    waves: dict[str, list[tuple[str, datetime]]] = {}
    for wave, country, due_at in db.session.execute(query):
        waves.setdefault(wave or "", []).append((country, due_at))
    return [WaitingWave(name, len(rows), *rows[0]) for name, rows in waves.items()]


def waves_so_far(campaign: int) -> set[str]:
    """The names of all waves that a campaign ever asked for."""
    query = select(Sending.wave).join(LetterSet, LetterSet.id == Sending.set_id)
    query = query.where(LetterSet.campaign_id == campaign, Sending.wave.is_not(None)).distinct()
    return set(filter(None, db.session.scalars(query.limit(MOST_SENDINGS))))


def fates_told(key: int) -> dict[str, Sending]:
    """`fates`, but nothing of a wave before its first moment, or of one that was stopped until then.

    In that hour its owners may think better of it, and the public has heard of nothing.
    """
    waves: dict[str | None, list[Sending]] = {}
    for rows in rounds(key).values():
        for row in rows:
            waves.setdefault(row.wave, []).append(row)
    begun = {wave for wave, rows in waves.items() if _has_begun(rows)}
    return {code: row for code, row in fates(key).items() if row.state not in NOT_GONE or row.wave in begun}


def _has_begun(rows: Collection[Sending]) -> bool:
    """Whether a letter of this wave went, or the first one's moment came before it was stopped."""
    now, first = clock.now(), min(row.due_at for row in rows)
    return any(row.attempts for row in rows) or any(first <= (row.ended_at or now) for row in rows)
