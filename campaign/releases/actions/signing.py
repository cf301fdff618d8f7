"""A text that is signed: from the first signature on, its language's demand is fixed."""

from sqlalchemy import update

from campaign.extensions import transaction
from campaign.releases.models import Text


def note_signed(*, campaign: int, text: str) -> None:
    """Note that somebody signed under a text, by its hash; in the transaction that makes the signature.

    Only the first signature writes, so no two that follow wait for one row.
    """
    with transaction() as session:
        first = update(Text).where(Text.campaign_id == campaign, Text.sha256 == text, ~Text.signed)
        session.execute(first.values(signed=True))
