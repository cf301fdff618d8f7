"""A release becomes a draft, a new revision of it, or a further language."""

import base64
import re
from datetime import date

from campaign.current import settings
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.tokens import hash_token
from campaign.releases import queries
from campaign.releases.actions.refusing import locked
from campaign.releases.canonical import Canonical, canonical_text, text_hash
from campaign.releases.models import Campaign, CampaignState, Text
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.vault.keys import keyed, secret

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
OUR_WORDS = (
    frozenset({"c", "p", "u", "desk", "mail", "healthz", "metrics", "static", "favicon", "robots"})
    | LANGUAGES.keys()
)


def publish(
    *,
    slug: str,
    language: str,
    headline: str,
    place: str | None,
    day: date,
    demand: str,
    body: str,
    example: bool = False,
) -> Text:
    """A draft, a new revision of it, or a further language. Returns the text that is current now.

    The same words again change nothing. Raises Refusal for a bad slug, a closed campaign, or another demand where
    people have signed this one.
    """
    check_slug(slug)
    wording = Canonical(language=language, headline=headline, date=day, demand=demand, body=body)
    sha256 = text_hash(canonical_text(**vars(wording)))
    with transaction() as session:
        campaign = locked(slug) or _draft(slug, example)
        if campaign.state == CampaignState.CLOSED:
            raise Refusal("releases/closed-for-texts", slug=slug)
        current = {text.language: text for text in queries.texts(campaign.id)}.get(language)
        if current and current.sha256 == sha256:
            return current
        _require_revisable(campaign, current, wording, sha256)
        text = Text(
            campaign_id=campaign.id,
            revision=current.revision + 1 if current else 1,
            sha256=sha256,
            place=place,
            made_at=clock.now(),
            **vars(wording),
        )
        session.add(text)
        session.flush()
        if campaign.state != CampaignState.DRAFT:
            tally.append_text(campaign=campaign.id, text=sha256)
        return text


def _require_revisable(campaign: Campaign, current: Text | None, wording: Canonical, sha256: str) -> None:
    if current and current.demand != wording.demand and tally_queries.has_signatures(campaign.id):
        raise Refusal("releases/signed-demand")
    if queries.text(campaign.id, sha256):
        raise Refusal("releases/older-revision")


def current_demand(slug: str, language: str) -> str | None:
    """The demand that stands under this slug in this language."""
    campaign = queries.campaign(slug)
    if campaign is None:
        return None
    return next((text.demand for text in queries.texts(campaign.id) if text.language == language), None)


def check_slug(slug: str) -> None:
    """Raises Refusal for what can't be an address of a campaign."""
    if not SLUG.fullmatch(slug) or len(slug) > 60:
        raise Refusal("releases/bad-slug", slug=slug)
    if slug in OUR_WORDS:
        raise Refusal("releases/own-address", slug=slug)


def preview_token(slug: str) -> str:
    """The unguessable part of a draft's preview link; the same each time."""
    return base64.urlsafe_b64encode(keyed(secret(settings().keys, "preview"), slug)[:24]).decode()


def _draft(slug: str, example: bool) -> Campaign:
    campaign = Campaign(
        slug=slug,
        state=CampaignState.DRAFT,
        organisers=[],
        example=example,
        preview_hash=hash_token(preview_token(slug), purpose="preview"),
        made_at=clock.now(),
    )
    db.session.add(campaign)
    db.session.flush()
    return campaign
