"""What organisers do with a campaign: publish, change, open, close; and the count's next batch."""

import base64
import re
from datetime import date, timedelta

from sqlalchemy import select, update

from campaign.config import Settings
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.countries import codes
from campaign.lib.languages import LANGUAGES
from campaign.lib.tokens import hash_token
from campaign.releases import queries
from campaign.releases.canonical import Canonical, canonical_text, text_hash
from campaign.releases.models import Campaign, Text
from campaign.tally import actions as tally
from campaign.tally import queries as tallied
from campaign.tally.origins import first_origin
from campaign.vault import queries as vault
from campaign.vault.keys import keyed, secret
from campaign.vault.tags import folder, make_tag_key

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
OUR_WORDS = (
    frozenset({"c", "p", "u", "desk", "mail", "healthz", "metrics", "static", "favicon", "robots"})
    | LANGUAGES.keys()
)
RUNS_FOR = timedelta(days=183)


class Refusal(Exception):
    """A sentence for the organiser: what can't be done, and why."""


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
        campaign = _locked(slug) or _draft(slug, example)
        if campaign.state == "closed":
            raise Refusal(f"{slug} is closed; its texts stay as they were signed.")
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
        if campaign.state != "draft":
            tally.append_text(campaign=campaign.id, text=sha256)
        return text


def _require_revisable(campaign: Campaign, current: Text | None, wording: Canonical, sha256: str) -> None:
    if current and current.demand != wording.demand and tallied.has_signatures(campaign.id):
        raise Refusal(
            "People have signed this demand; it can't change any more. Publish another campaign for another demand."
        )
    if queries.text(campaign.id, sha256):
        raise Refusal("These words stood here before, in an older revision. Change at least one of them.")


def current_demand(slug: str, language: str) -> str | None:
    """The demand that stands under this slug in this language."""
    campaign = queries.campaign(slug)
    if campaign is None:
        return None
    return next((text.demand for text in queries.texts(campaign.id) if text.language == language), None)


def check_slug(slug: str) -> None:
    """Raises Refusal for what can't be an address of a campaign."""
    if not SLUG.fullmatch(slug) or len(slug) > 60:
        raise Refusal(
            f"{slug!r} can't be an address: use small letters, digits and single hyphens, such as clear-skies."
        )
    if slug in OUR_WORDS:
        raise Refusal(f"{slug!r} is an address of the site's own. Choose another slug.")


def preview_token(slug: str) -> str:
    """The unguessable part of a draft's preview link; the same each time."""
    return base64.urlsafe_b64encode(keyed(secret(folder(), "preview"), slug)[:24]).decode()


def change(
    *,
    slug: str,
    goal: int | None = None,
    closes: date | None = None,
    organisers: list[str] | None = None,
    contact: str | None = None,
    withhold: list[str] | None = None,
    write_to_mission: bool | None = None,
) -> Campaign:
    """Set what is given, leave the rest. Withheld countries may be added, never removed. Raises Refusal."""
    with transaction() as session:
        campaign = _existing(slug)
        if campaign.state == "closed":
            raise Refusal(f"{slug} is closed; nothing about it can change.")
        if closes is not None and closes <= clock.today():
            raise Refusal(f"The closing day {closes} is not in the future.")
        if goal is not None and goal < 1:
            raise Refusal("A goal is a number of signatures, 1 or more.")
        campaign.goal = goal if goal is not None else campaign.goal
        campaign.closes = closes or campaign.closes
        campaign.organisers = organisers or campaign.organisers
        campaign.contact = contact or campaign.contact
        if withhold is not None:
            campaign.withheld = _withheld(campaign, withhold)
        if write_to_mission is not None:
            campaign.write_to_mission = write_to_mission
        session.flush()
        return campaign


def open_campaign(*, slug: str, settings: Settings) -> Campaign:
    """From now on people can sign. Raises Refusal with what is still missing."""
    with transaction() as session:
        campaign = _existing(slug)
        if campaign.state == "open":
            return campaign
        if campaign.state == "closed":
            raise Refusal(f"{slug} is closed; a closed campaign can't be opened again.")
        if campaign.example and not settings.loopback:
            raise Refusal("The example campaign opens on this machine's own address only.")
        if campaign.closes is not None and campaign.closes < clock.today():
            raise Refusal(
                f"The closing day, {campaign.closes}, is past: it would close again at once, and for good. "
                f"campaign set {slug} --closes DAY"
            )
        if missing := _missing(campaign, settings):
            raise Refusal(
                f"Before {slug} opens, answer: {', '.join(missing)}. See: campaign set {slug} --help"
            )
        if not settings.loopback:
            _require_holders()
        first = campaign.state == "draft"
        campaign.state = "open"
        campaign.paused_until = None
        campaign.opened_at = campaign.opened_at or clock.now()
        campaign.closes = campaign.closes or clock.today() + RUNS_FOR
        campaign.withheld = campaign.withheld or []
        session.flush()
        if first:
            make_tag_key(slug)
            tally.begin_log(campaign=campaign.id, origin=first_origin(settings.authority, slug))
            for text in session.scalars(
                select(Text).where(Text.campaign_id == campaign.id).order_by(Text.id)
            ):
                tally.append_text(campaign=campaign.id, text=text.sha256)
            tally.sequence(
                campaign=campaign.id, unstated=campaign.unstated, state_entries=settings.state_entries
            )
    tally.publish(campaign=campaign.id, slug=slug, folder=settings.checkpoints)
    return campaign


def close_campaign(*, slug: str) -> Campaign:
    """The end: no submission and no confirmation after it. Can't be undone; safe to repeat."""
    with transaction() as session:
        key = _existing(slug).id
        ended = session.execute(
            update(Campaign)
            .where(Campaign.id == key, Campaign.state.in_(("open", "paused")))
            .values(state="closed", closed_at=clock.now())
        )
        if ended.rowcount:
            tally.append_closed(campaign=key)
        return session.get_one(Campaign, key, populate_existing=True)


def close_due() -> None:
    """Close the campaigns whose closing day has passed."""
    today = clock.today()
    for campaign in queries.each_in_state("open", "paused"):
        if campaign.closes and campaign.closes < today:
            close_campaign(slug=campaign.slug)


def _draft(slug: str, example: bool) -> Campaign:
    campaign = Campaign(
        slug=slug,
        state="draft",
        organisers=[],
        example=example,
        preview_hash=hash_token(preview_token(slug), purpose="preview"),
        made_at=clock.now(),
    )
    db.session.add(campaign)
    db.session.flush()
    return campaign


def _locked(slug: str) -> Campaign | None:
    """Opening, closing, a new text and a change wait for each other: each begins from what the one before left."""
    query = select(Campaign).where(Campaign.slug == slug).with_for_update()
    found: Campaign | None = db.session.scalar(query.execution_options(populate_existing=True))
    return found


def _existing(slug: str) -> Campaign:
    campaign = _locked(slug)
    if campaign is None:
        raise Refusal(f"There is no campaign {slug!r}. campaign list shows those there are.")
    return campaign


def _withheld(campaign: Campaign, given: list[str]) -> list[str]:
    if unknown := sorted(set(given) - codes()):
        raise Refusal(
            f"Not country codes: {', '.join(unknown)}. Withheld countries are ISO codes such as SY,IR, or none."
        )
    return sorted(set(campaign.withheld or ()) | set(given))


def _require_holders() -> None:
    """Before strangers sign, somebody must be able to read what they give."""
    if not vault.holders():
        raise Refusal(
            "Nobody holds a key yet, so nothing could be sealed. On an organiser's computer: campaign keys new NAME; "
            "here: campaign keys add FILE"
        )
    if unproved := [holder.name for holder in vault.unproved()]:
        raise Refusal(
            f"Not proved yet that they can open what is sealed: {', '.join(unproved)}. "
            "See: campaign keys drill --help"
        )


def _missing(campaign: Campaign, settings: Settings) -> list[str]:
    if settings.loopback:
        return []
    asked = {
        "who is behind it (--organiser)": bool(campaign.organisers),
        "an address for questions (--contact)": bool(campaign.contact),
        "which countries are withheld (--withhold SY,IR or none)": campaign.withheld is not None,
    }
    return [question for question, answered in asked.items() if not answered]
