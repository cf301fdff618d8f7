"""What was never public is deleted: a campaign that wasn't opened, or its texts in one language."""

from typing import Any

from sqlalchemy import Column, delete, select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import all_tables, db, transaction
from campaign.lib.refusal import Refusal
from campaign.organisers import actions as organisers
from campaign.releases import queries
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign, CampaignState, Text
from campaign.vault.wiping import note_erased


def discard_campaign(*, slug: str) -> None:
    """Delete a draft campaign with its texts; its address is free again. Can't be undone. Raises Refusal."""
    with transaction() as session:
        campaign = _unopened(slug)
        filled = [column for column in _prepared() if _is_of(column, campaign)]
        organisers.leave_campaign(campaign_id=campaign.id)
        for column in filled:
            session.execute(delete(column.table).where(column == campaign.id))
        session.execute(delete(Campaign).where(Campaign.id == campaign.id))
        note_erased("campaigns", *_with_their_rows({column.table.name for column in filled}))
        audit.note(Act.DISCARD, campaign=slug)


def _is_of(column: Column[Any], campaign: Campaign) -> bool:
    return db.session.scalar(select(column).where(column == campaign.id).limit(1)) is not None


def _prepared() -> list[Column[Any]]:
    """The columns that say of which campaign a row is, in every room's tables: rooms above this one have theirs too."""
    return [
        key.parent
        for table in reversed(all_tables().sorted_tables)
        for key in sorted(table.foreign_keys, key=str)
        if key.column is Campaign.__table__.c.id
    ]


def _with_their_rows(names: set[str]) -> set[str]:
    """These tables, and those whose rows go with theirs."""
    return names | {
        table.name
        for table in all_tables().sorted_tables
        for key in table.foreign_keys
        if key.ondelete == "CASCADE" and key.column.table.name in names
    }


def discard_language(*, slug: str, language: str) -> None:
    """Delete the texts of a draft campaign in a language. Raises Refusal; a campaign keeps one language at least."""
    with transaction() as session:
        campaign = _unopened(slug)
        languages = {text.language for text in queries.current_texts(campaign.id)}
        if language not in languages:
            raise Refusal("releases/no-draft", slug=slug)
        if languages == {language}:
            raise Refusal("releases/only-language", slug=slug)
        session.execute(delete(Text).where(Text.campaign_id == campaign.id, Text.language == language))
        note_erased("texts")
        audit.note(Act.DISCARD, campaign=slug, languages=[language])


def _unopened(slug: str) -> Campaign:
    campaign = existing(slug)
    if campaign.state != CampaignState.DRAFT:
        raise Refusal("releases/no-draft-campaign", slug=slug)
    return campaign
