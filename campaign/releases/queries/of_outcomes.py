"""Reading what became of a demand, and the report of a campaign that is over."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from campaign.extensions import db
from campaign.lib.languages import DEFAULT
from campaign.releases.models import CampaignOutcome, PublishedReport


def outcomes(key: int) -> dict[str, CampaignOutcome]:
    """The words in each language, those being written and those that are public."""
    query = select(CampaignOutcome).where(CampaignOutcome.campaign_id == key)
    query = query.order_by(CampaignOutcome.language).execution_options(populate_existing=True)
    return {row.language: row for row in db.session.scalars(query)}


def outcome_shown(key: int, language: str) -> tuple[str, str] | None:
    """(language, words) that the public reads: in this language, else in English, else in the first there is."""
    shown = {code: row.shown for code, row in outcomes(key).items() if row.shown}
    code = next((code for code in (language, DEFAULT, *shown) if code in shown), None)
    return (code, shown[code]) if code else None


class Since(NamedTuple):
    """When an outcome was first published, and when what the public reads of it last changed."""

    published_at: datetime
    changed_at: datetime


def outcome_since(key: int) -> Since | None:
    """That of a campaign's, be it shown now or not; None where none was ever published."""
    query = select(func.min(CampaignOutcome.published_at), func.max(CampaignOutcome.changed_at))
    first, last = db.session.execute(query.where(CampaignOutcome.campaign_id == key)).one()
    return Since(first, last) if first and last else None


def report(key: int) -> PublishedReport | None:
    """The figures that an owner has published, if one has."""
    return db.session.get(PublishedReport, key, populate_existing=True)
