"""Words that must not be read any more: taken down until they are corrected, or withdrawn for good."""

from sqlalchemy import delete, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.releases import queries
from campaign.releases.actions.refusing import existing
from campaign.releases.models import CONFIRMABLE, Campaign, CampaignState, Text, TextNote
from campaign.vault.wiping import note_erased

GONE = {"headline": "", "place": None, "demand": "", "body": "", "corrected": None}


def take_down(*, slug: str) -> Campaign:
    """Show the words of a campaign nowhere from now on, in any language, and take no submissions; safe to repeat.

    Publishing a correction and `open_campaign` end it. A closed campaign stays closed. Raises Refusal for a draft.
    """
    with transaction():
        campaign = existing(slug)
        if campaign.state == CampaignState.DRAFT:
            raise Refusal("releases/draft-is-not-shown", slug=slug)
        if campaign.state in CONFIRMABLE:
            campaign.state, campaign.paused_until = CampaignState.PAUSED, None
        if campaign.taken_down_at is None:
            campaign.taken_down_at = campaign.words_moved_at = clock.now()
            audit.note(Act.TAKE_DOWN, campaign=slug)
        return campaign


def put_back(*, slug: str) -> Campaign:
    """Show the text again as it is: nothing was wrong with it. It stays paused. Raises Refusal."""
    with transaction():
        campaign = existing(slug)
        if not queries.current_texts(campaign.id):
            raise Refusal("releases/no-text-left", slug=slug)
        if campaign.taken_down_at is not None:
            campaign.taken_down_at, campaign.words_moved_at = None, clock.now()
            audit.note(Act.PUT_BACK, campaign=slug)
        return campaign


def withdraw_text(*, slug: str, sha256: str) -> Text:
    """Erase the words of one revision for good; its hash and its signatures stay. Can't be undone; safe to repeat.

    `sha256` may be the beginning of its hash. Raises Refusal for a text that isn't there, and for one that is shown:
    a correction takes its place first, or the campaign is taken down.
    """
    with transaction() as session:
        campaign = existing(slug)
        text = _one(campaign, sha256)
        if text.withdrawn_at is not None:
            return text
        current = queries.current_text(campaign.id, text.language)
        if current and current.id == text.id and campaign.taken_down_at is None:
            raise Refusal("releases/text-is-shown", slug=slug, language=text.language)
        gone = update(Text).where(Text.id == text.id).values(**GONE, withdrawn_at=clock.now())
        session.execute(gone)
        session.execute(delete(TextNote).where(TextNote.text_id == text.id))
        note_erased("texts", "text_notes")
        which = text.sha256
        audit.note(
            Act.WITHDRAW_TEXT, campaign=slug, language=text.language, revision=text.revision, sha256=which
        )
        return session.get_one(Text, text.id, populate_existing=True)


def _one(campaign: Campaign, sha256: str) -> Text:
    begins = sha256.strip().lower()
    texts = [text for text in queries.all_texts(campaign.id) if begins and text.sha256.startswith(begins)]
    if not texts:
        raise Refusal("releases/no-text-of-that-hash", slug=campaign.slug)
    if len(texts) > 1:
        raise Refusal("releases/which-text", slug=campaign.slug)
    return texts[0]
