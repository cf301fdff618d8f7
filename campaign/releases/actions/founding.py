"""A campaign before its first words: an address, and an owner."""

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import insert, transaction
from campaign.lib.refusal import Refusal
from campaign.organisers import actions as organisers
from campaign.releases.actions.publishing import check_slug, draft_values
from campaign.releases.models import Campaign


def found(*, slug: str, organiser_id: int | None) -> Campaign:
    """Make a draft campaign without a text, whose owner she is; a command may make one of nobody's. Raises Refusal.

    Of two who want one address at once the constraint lets in one.
    """
    check_slug(slug)
    with transaction() as session:
        new = insert(Campaign).values(draft_values(slug, example=False)).on_conflict_do_nothing()
        key = session.scalar(new.returning(Campaign.id))
        if key is None:
            raise Refusal("releases/slug-taken", slug=slug)
        audit.note(Act.FOUND, campaign=slug)
        if organiser_id is not None:
            organisers.found_campaign(organiser_id=organiser_id, campaign_id=key)
        return session.get_one(Campaign, key)
