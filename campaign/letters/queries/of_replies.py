"""Reading what missions answered."""

from sqlalchemy import select

from campaign.extensions import db
from campaign.letters.models import LetterSet, Reply


def replies(key: int) -> dict[str, Reply]:
    """The answers to the letters of a set, by code, drafts among them."""
    return {row.country: row for row in db.session.scalars(select(Reply).where(Reply.set_id == key))}


def published_replies(key: int) -> dict[str, Reply]:
    """Those that the public reads."""
    return {code: row for code, row in replies(key).items() if row.published}


def newest_reply(campaign: int, country: str) -> Reply | None:
    """A mission's answer to the newest letter that it has answered."""
    query = select(Reply).join(LetterSet, LetterSet.id == Reply.set_id)
    query = query.where(LetterSet.campaign_id == campaign, Reply.country == country)
    return db.session.scalar(query.order_by(LetterSet.size.desc()).limit(1))
