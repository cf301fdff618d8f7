"""What has served goes: expired submissions, withdrawn signatures, everything personal after the close."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from campaign.config import Settings
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.releases import queries as released
from campaign.signing.emails import CONFIRM_WITHIN
from campaign.signing.models import Signature, Submission
from campaign.tally import queries as tallied

HELD_FOR = timedelta(days=4)
BATCH = 1_000
PERSONAL = {"record": None, "address_tag": None, "domain_tag": None, "sealed": None, "copy": None}
REST = {"stop_tag": None, "token_hash": None, "language": None, "wants_updates": None, "hour": None}


def expire() -> None:
    """Delete submissions whose fourteen days are over, and held ones after their four."""
    with transaction() as session:
        now = clock.now()
        session.execute(delete(Submission).where(Submission.hour < now - CONFIRM_WITHIN))
        session.execute(
            delete(Submission).where(Submission.state == "held", Submission.hour < now - HELD_FOR)
        )


def erase_withdrawn() -> int:
    """Erase record, copy and tags of withdrawn signatures whose withdrawal is numbered; returns how many.

    The hash of the link stays, so that it can say "withdrawn"; the address may sign anew.
    """
    with transaction() as session:
        query = select(Signature.id).where(Signature.state == "withdrawn", Signature.record.is_not(None))
        keys = [
            key
            for key in session.scalars(query.limit(BATCH))
            if tallied.position_of(key, kind="withdrawal") is not None
        ]
        session.execute(update(Signature).where(Signature.id.in_(keys)).values(**PERSONAL))
        return len(keys)


def purge_closed(*, settings: Settings) -> None:
    """`keep_days` after a close only campaign, country, state, text and index are left."""
    limit = clock.now() - timedelta(days=settings.keep_days)
    for campaign in released.each_in_state("closed"):
        if campaign.closed_at is None or campaign.closed_at > limit:
            continue
        with transaction() as session:
            session.execute(delete(Submission).where(Submission.campaign_id == campaign.id))
            session.execute(
                update(Signature)
                .where(Signature.campaign_id == campaign.id, Signature.language.is_not(None))
                .values(**PERSONAL, **REST)
            )
