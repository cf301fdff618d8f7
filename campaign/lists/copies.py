"""Copies of a closed campaign's lists: each holder is asked, by a link of her own, to say that she has deleted hers.

Nothing here can see whether it is true; the day on which she said so is kept.
"""

from collections.abc import Sequence

from sqlalchemy import select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.audit.facts import key_mark
from campaign.extensions import db, insert, transaction
from campaign.lib import clock, tokens
from campaign.lib.refusal import Refusal
from campaign.lists.models import CopiesDeleted
from campaign.releases.actions.concluding import closed
from campaign.releases.models import Campaign
from campaign.vault import queries as vault_queries
from campaign.vault.models import Holder

PURPOSE = "copies-deleted"


def ask_holder(*, slug: str, holder_id: int) -> str:
    """The token of her link; an earlier one is void. Raises Refusal, also where she has said so already."""
    token = tokens.new_token()
    with transaction() as session:
        campaign = closed(slug)
        asked = {holder.id: (holder, row) for holder, row in holders_asked(campaign)}
        if holder_id not in asked:
            raise Refusal("lists/no-such-holder")
        holder, row = asked[holder_id]
        if row is not None and row.confirmed_at is not None:
            raise Refusal("lists/copies-deleted", name=holder.name)
        values = {"token_hash": tokens.hash_token(token, purpose=PURPOSE), "made_at": clock.now()}
        statement = insert(CopiesDeleted).values(campaign_id=campaign.id, holder_id=holder_id, **values)
        keys = ["campaign_id", "holder_id"]
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))
        audit.note(Act.COPIES_ASK, campaign=slug, key=key_mark(holder.recipient))
    return token


def confirm_deleted(*, token: str) -> CopiesDeleted | None:
    """Keep the day on which the holder said that her copies are deleted; safe to repeat. None for an unknown link."""
    with transaction() as session:
        row = by_link(token)
        if row is not None and row.confirmed_at is None:
            row.confirmed_at = clock.now()
            holder = session.get_one(Holder, row.holder_id)
            slug = session.get_one(Campaign, row.campaign_id).slug
            audit.note(Act.COPIES_DELETED, campaign=slug, key=key_mark(holder.recipient))
        return row


def by_link(token: str) -> CopiesDeleted | None:
    """What a link is about."""
    if not tokens.well_formed(token):
        return None
    mark = tokens.hash_token(token, purpose=PURPOSE)
    return db.session.scalar(select(CopiesDeleted).where(CopiesDeleted.token_hash == mark))


def holders_asked(campaign: Campaign) -> Sequence[tuple[Holder, CopiesDeleted | None]]:
    """Whoever can open something of the campaign, and what came of her link; those retired before it opened can't."""
    mine = select(CopiesDeleted).where(CopiesDeleted.campaign_id == campaign.id)
    rows = {row.holder_id: row for row in db.session.scalars(mine)}
    return [
        (holder, rows.get(holder.id))
        for holder in vault_queries.holders(retired=True)
        if holder.retired_at is None
        or (campaign.opened_at is not None and holder.retired_at > campaign.opened_at)
    ]
