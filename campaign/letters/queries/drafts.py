"""Reading letters that were made at the desk and wait to be issued."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from campaign.extensions import db
from campaign.letters.models import DraftedLetter, DraftedSet, Letterhead


def letterhead(campaign: int) -> Letterhead | None:
    """What letters of the desk bear."""
    return db.session.get(Letterhead, campaign)


def drafted_set(campaign: int) -> DraftedSet | None:
    """The letters that were made at the desk and aren't issued."""
    return db.session.get(DraftedSet, campaign)


def drafted_letters(campaign: int) -> Sequence[DraftedLetter]:
    """Each of them, by code, without its bytes."""
    query = select(DraftedLetter).where(DraftedLetter.campaign_id == campaign)
    return db.session.scalars(query.order_by(DraftedLetter.country)).all()


def drafted_page(campaign: int, country: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """(What they share by language, what is its own) of one of them, as `composition` has it; None where none is."""
    query = select(DraftedSet.editions, DraftedLetter.page).join(
        DraftedLetter, DraftedLetter.campaign_id == DraftedSet.campaign_id
    )
    row = db.session.execute(
        query.where(DraftedSet.campaign_id == campaign, DraftedLetter.country == country)
    ).one_or_none()
    return (row[0], row[1]) if row and row[0] and row[1] else None


def drafted_pdf(campaign: int, country: str) -> bytes | None:
    """The bytes of one of them."""
    query = select(DraftedLetter.pdf).where(DraftedLetter.campaign_id == campaign)
    return db.session.scalar(query.where(DraftedLetter.country == country))
