"""What is known of a campaign's slips; never a name."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from campaign.extensions import among, db
from campaign.paper.models import Keeping, PaperImport, Slip, SlipState
from campaign.vault import trusted_time

PAGE = 2_000
SHOWN = 50


def keeping(campaign: int) -> Keeping | None:
    """Who keeps the slips, and until when; None while nobody has said so, and there are no slips."""
    return db.session.get(Keeping, campaign)


def figures(campaign: int) -> dict[SlipState, int]:
    """How many slips are in each state, exact. Organisers only."""
    query = select(Slip.state, func.count().label("slips")).where(Slip.campaign_id == campaign)
    counted = {row.state: row.slips for row in db.session.execute(query.group_by(Slip.state))}
    return {state: counted.get(state, 0) for state in SlipState}


def slip(campaign: int, number: int) -> Slip | None:
    """The slip of this number."""
    return db.session.scalar(select(Slip).where(Slip.campaign_id == campaign, Slip.number == number))


def slips(campaign: int, numbers: Iterable[int]) -> Sequence[Any]:
    """(id, number, state, text, language) of those of these numbers that there are, at most some thousands."""
    query = select(Slip.id, Slip.number, Slip.state, Slip.text, Slip.language)
    return db.session.execute(
        query.where(Slip.campaign_id == campaign, among(Slip.number, list(numbers)))
    ).all()


def typed_of(number: int) -> int:
    """How many rows an import of this number has brought, and that stand on hold."""
    rows = select(func.count()).where(Slip.import_id == number, Slip.state == SlipState.TYPED)
    return db.session.scalar(rows) or 0


def personal_slips(campaign: int) -> int:
    """How many slips have a record or a code yet."""
    return db.session.scalar(select(func.count()).where(Slip.campaign_id == campaign, personal())) or 0


def personal() -> Any:
    """What holds of a slip that has a record or a code yet."""
    return or_(Slip.sealed.is_not(None), Slip.code_hash.is_not(None), Slip.record_id.is_not(None))


def states(campaign: int, numbers: Iterable[int]) -> dict[int, SlipState]:
    """How far each of these slips has come, at most some thousands; those that aren't there are left out."""
    query = select(Slip.number, Slip.state).where(
        Slip.campaign_id == campaign, among(Slip.number, list(numbers))
    )
    return {row.number: row.state for row in db.session.execute(query)}


def on_hold(campaign: int) -> Sequence[Any]:
    """(number, due_at) of the rows typed one by one that can still be undone, the last first; fifty at most."""
    query = select(Slip.number, Slip.due_at).where(
        Slip.campaign_id == campaign, Slip.state == SlipState.TYPED, Slip.import_id.is_(None), undoable()
    )
    return db.session.execute(query.order_by(Slip.due_at.desc(), Slip.number.desc()).limit(SHOWN)).all()


def imports(campaign: int) -> Sequence[PaperImport]:
    """The last files that were taken in, the newest first."""
    query = select(PaperImport).where(PaperImport.campaign_id == campaign)
    return db.session.scalars(query.order_by(PaperImport.id.desc()).limit(SHOWN)).all()


def undoable(now: datetime | None = None) -> Any:
    """What holds of a row whose hold lasts."""
    return Slip.due_at > (now or trusted_time.now())


def entered(campaign: int) -> Iterator[Any]:
    """What sealed lists need of the slips that are in the log, by their numbers."""
    after = 0
    while True:
        query = select(Slip.id, Slip.number, Slip.record_id, Slip.sealed, Slip.language, Slip.text).where(
            Slip.campaign_id == campaign, Slip.state == SlipState.ENTERED, Slip.number > after
        )
        rows = db.session.execute(query.order_by(Slip.number).limit(PAGE)).all()
        if not rows:
            return
        yield from (row for row in rows if row.sealed is not None)
        after = rows[-1].number
