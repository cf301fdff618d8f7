"""What a signer changes about the lists she is in: no more updates."""

from campaign.extensions import transaction
from campaign.lists import queries
from campaign.lists.unsubscribe_links import Meant
from campaign.signing.models import Signature


def end_updates(*, token: str) -> Meant | None:
    """Write no more updates to the signer whose mail carried this link; safe to repeat. None for an unknown link."""
    with transaction() as session:
        link = queries.ends_updates(token)
        signature = session.get(Signature, link.signature) if link else None
        if link and signature and link.is_of(signature.record_id) and signature.wants_updates:
            signature.wants_updates = False
        return link
