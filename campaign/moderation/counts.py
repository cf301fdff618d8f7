"""The counts in which organisers look for what is odd: by hour, country, domain tag, and what was refused."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from campaign.extensions import db
from campaign.lib import clock
from campaign.moderation.queries import SHORT
from campaign.moderation.unusual import PROVIDERS
from campaign.releases.models import Campaign
from campaign.signing.models import Signature, SignatureState
from campaign.vault import tags

HOURS_OF = timedelta(days=60)
MOST_HOURS = 60 * 24 + 1
BEFORE_DAYS = 14
MOST_DOMAINS = 10


def by_hour(campaign: int) -> dict[datetime, int]:
    """Signatures confirmed in each hour of the last sixty days, whatever became of them; none for hours without."""
    since = clock.hour(clock.now()) - HOURS_OF
    query = select(Signature.hour, func.count()).where(
        Signature.campaign_id == campaign, Signature.hour >= since
    )
    rows = db.session.execute(query.group_by(Signature.hour).limit(MOST_HOURS))
    return {hour: count for hour, count in rows if hour is not None}


def by_country(campaign: int) -> tuple[dict[str, int], dict[str, int]]:
    """Signatures by country of the last 24 hours, and of the fourteen days before."""
    day_ago = clock.hour(clock.now()) - clock.DAY
    recent, before = (
        func.count().filter(when) for when in (Signature.hour > day_ago, Signature.hour <= day_ago)
    )
    query = select(Signature.country, recent, before).where(
        Signature.campaign_id == campaign, Signature.hour > day_ago - BEFORE_DAYS * clock.DAY
    )
    rows = db.session.execute(query.group_by(Signature.country)).all()
    return {code: now for code, now, _ in rows if now}, {code: then for code, _, then in rows if then}


def named_domains(campaign: Campaign) -> list[tuple[str, str, int]]:
    """(short tag, name, signatures) of the same; large providers are known by their names' tags, others have none.

    Nothing without the campaign's tag key.
    """
    if not tags.taggable(campaign.slug):
        return []
    names = {tags.domain_tag(name, campaign=campaign.slug): name for name in PROVIDERS}
    return [(tag.hex()[:SHORT], names.get(tag, ""), count) for tag, count in by_domain(campaign.id)]


def by_domain(campaign: int) -> list[tuple[bytes, int]]:
    """The domain tags with most of the signatures that count, and how many."""
    many = func.count().label("many")
    query = select(Signature.domain_tag, many).where(
        Signature.campaign_id == campaign,
        Signature.state == SignatureState.COUNTED,
        Signature.domain_tag.is_not(None),
    )
    rows = db.session.execute(
        query.group_by(Signature.domain_tag).order_by(many.desc(), Signature.domain_tag).limit(MOST_DOMAINS)
    )
    return [(tag, count) for tag, count in rows if tag]
