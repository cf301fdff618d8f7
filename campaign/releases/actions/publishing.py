"""A release becomes a draft campaign, a new revision, or a further language."""

import base64
import re
from datetime import date
from typing import Any

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.languages import TABLE
from campaign.lib.refusal import Refusal
from campaign.lib.tokens import hash_token, whole
from campaign.releases import queries
from campaign.releases.actions.refusing import locked
from campaign.releases.canonical import Canonical, canonical_text, text_hash
from campaign.releases.models import Campaign, CampaignState, CorrectionKind, Text
from campaign.tally import actions as tally
from campaign.vault.keys import keyed, secret

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
OUR_WORDS = (
    frozenset(
        {"api", "c", "p", "u", "desk", "holder", "mail", "healthz", "metrics", "static", "favicon", "robots"}
    )
    | TABLE.keys()
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
    kind: CorrectionKind | None = None,
    corrected: dict[str, str] | None = None,
) -> Text:
    """A draft campaign, a new revision of a text, or a further language. Returns the text that is current now.

    Of a campaign that is public it is public at once: what nobody has looked at yet goes through `take_in`. The same
    words again change nothing. Raises Refusal for a bad slug, a closed campaign, or another demand where people have
    signed this one.
    """
    check_slug(slug)
    wording = Canonical(language=language, headline=headline, date=day, demand=demand, body=body)
    with transaction():
        campaign = locked(slug) or _draft(slug, example)
        return publish_wording(
            campaign=campaign, wording=wording, place=place, kind=kind, corrected=corrected
        )


def publish_wording(
    *,
    campaign: Campaign,
    wording: Canonical,
    place: str | None,
    kind: CorrectionKind | None = None,
    corrected: dict[str, str] | None = None,
) -> Text:
    """The same for a campaign that the caller has locked."""
    language, sha256 = wording.language, text_hash(canonical_text(**vars(wording)))
    with transaction() as session:
        require_open_for_texts(campaign)
        current = queries.current_text(campaign.id, language)
        if current and current.sha256 == sha256:
            return current
        require_revisable(campaign, current, wording, sha256)
        text = Text(
            campaign_id=campaign.id,
            revision=queries.newest_revision(campaign.id, language) + 1,
            sha256=sha256,
            place=place,
            kind=kind,
            corrected=corrected,
            made_at=clock.now(),
            **vars(wording),
        )
        session.add(text)
        session.flush()
        if campaign.state != CampaignState.DRAFT:
            tally.append_text(campaign=campaign.id, text=sha256)
        audit.note(
            Act.DRAFT if campaign.state == CampaignState.DRAFT else Act.PUBLISH,
            campaign=campaign.slug,
            kind=kind.value if kind else None,
            language=language,
            revision=text.revision,
            sha256=sha256,
        )
        return text


def require_open_for_texts(campaign: Campaign) -> None:
    """Raises Refusal for a closed campaign."""
    if campaign.state == CampaignState.CLOSED:
        raise Refusal("releases/closed-for-texts", slug=campaign.slug)


def require_revisable(campaign: Campaign, current: Text | None, wording: Canonical, sha256: str) -> None:
    """Raises Refusal where these words can't become the current ones."""
    others = current and current.demand != wording.demand
    if others and queries.is_demand_signed(campaign.id, wording.language):
        raise Refusal("releases/signed-demand")
    if queries.text(campaign.id, sha256):
        raise Refusal("releases/older-revision")


def current_demand(slug: str, language: str) -> str | None:
    """The demand that stands under this slug in this language."""
    campaign = queries.campaign(slug)
    text = queries.current_text(campaign.id, language) if campaign else None
    return text.demand if text else None


def check_slug(slug: str) -> None:
    """Raises Refusal for what can't be an address of a campaign."""
    if not SLUG.fullmatch(slug) or len(slug) > 60:
        raise Refusal("releases/bad-slug", slug=slug)
    if slug in OUR_WORDS:
        raise Refusal("releases/own-address", slug=slug)


def preview_token(name: str) -> str:
    """The unguessable part of the preview link of what is called so, a slug for one; the same each time."""
    raw = keyed(secret(settings().keys, "preview"), name)[:24]
    return whole(base64.urlsafe_b64encode(raw).decode())


def draft_values(slug: str, *, example: bool) -> dict[str, Any]:
    """The row of a campaign that nobody has said anything about yet."""
    return {
        "slug": slug,
        "state": CampaignState.DRAFT,
        "organisers": [],
        "example": example,
        "preview_hash": hash_token(preview_token(slug), purpose="preview"),
        "made_at": clock.now(),
    }


def _draft(slug: str, example: bool) -> Campaign:
    campaign = Campaign(**draft_values(slug, example=example))
    db.session.add(campaign)
    db.session.flush()
    return campaign
