"""What the templates of this room need, gathered."""

import re
from datetime import date, timedelta
from typing import Any

from flask import abort, g

from campaign.current import settings
from campaign.extensions import db
from campaign.letters import queries as letters_queries
from campaign.lib import clock
from campaign.lib.charts import reached
from campaign.lib.codes import address_as_code
from campaign.lib.languages import LANGUAGES
from campaign.pictures.showing import on_the_page
from campaign.releases import queries as releases_queries
from campaign.releases.actions.opening import RUNS_FOR
from campaign.releases.models import Campaign, CampaignState, Draft, Text
from campaign.releases.outlook import outlook
from campaign.releases.rendering import render, summary
from campaign.signing.consent import consent_shown, organiser
from campaign.signing.forms import SignForm, country_options
from campaign.signing.passing_on import Ways, ways
from campaign.signing.privacy import erased_on, readers
from campaign.tally import queries as tally_queries
from campaign.tally.queries import PublicTally
from campaign.updates import pages as updates_pages
from campaign.updates import queries as updates_queries
from campaign.web import briefly

MOST_FIRST = 5
HASH = re.compile("[0-9a-f]{64}")


def campaign_at(slug: str) -> Campaign | None:
    """The campaign of an address, detached; None for a draft or none at all."""
    campaign: Campaign | None = briefly(
        ("campaign", slug), lambda: _detached(releases_queries.campaign(slug))
    )
    return campaign if campaign is not None and campaign.state != CampaignState.DRAFT else None


def public_campaign(slug: str) -> Campaign:
    """The same; 404 where there is none."""
    return campaign_at(slug) or abort(404)


def is_draft(slug: str) -> bool:
    """Whether a campaign stands there that isn't open yet."""
    campaign = briefly(("campaign", slug), lambda: _detached(releases_queries.campaign(slug)))
    return campaign is not None and campaign.state == CampaignState.DRAFT


def campaign_of(key: int) -> Campaign:
    """The campaign that a submission or signature belongs to, detached."""
    campaign: Campaign = briefly(("campaign", key), lambda: _detached(releases_queries.campaign_by_id(key)))
    return campaign


def public_tally(campaign: Campaign) -> PublicTally:
    """What the public may know now."""
    tally: PublicTally = briefly(("tally", campaign.id), lambda: tally_queries.public_tally(campaign.id))
    return tally


def text_of(campaign: Campaign, language: str) -> Text:
    """What a page about a campaign says in this language, detached."""
    text: Text = briefly(
        ("text", campaign.id, language), lambda: _detached(releases_queries.text_for(campaign.id, language))
    )
    return text


def frame(campaign: Campaign, language: str) -> dict[str, Any]:
    """What every page about a campaign shows: its text, who is behind it, where else it can be read."""
    g.page_languages = campaign.languages
    return {
        "campaign": campaign,
        "release": text_of(campaign, language),
        "organiser": organiser(campaign),
        "site": settings().base_url,
        "address": f"{settings().base_url}/{language}/{campaign.slug}",
        "states_from": settings().state_entries,
        "within_minutes": max(1, settings().counts_within // 60),
        "within_seconds": settings().counts_within if settings().loopback else None,
    }


def ways_on(frame: dict[str, Any]) -> Ways | None:
    """How to pass on the campaign of a frame; None where nobody can sign it, or its words are shown nowhere."""
    campaign = frame["campaign"]
    if campaign.state != CampaignState.OPEN or campaign.taken_down_at is not None:
        return None
    return ways(headline=frame["release"].headline, address=frame["address"])


def _detached(row: Any) -> Any:
    """Out of the session, so that it outlives the request and a write needs no second read of it."""
    if row is not None and row in db.session:
        db.session.expunge(row)
    return row


def campaign_page(
    campaign: Campaign,
    language: str,
    form: SignForm,
    *,
    notice: str | None = None,
    draft: Draft | None = None,
) -> dict[str, Any]:
    """Everything on the campaign's page; with `draft` as it would be if that were published."""
    context = frame(campaign, language)
    text: Text | Draft = draft or context["release"]
    shown = draft or campaign.taken_down_at is None
    corrections = releases_queries.corrections(campaign.id, text.language) if shown else []
    tally = public_tally(campaign)
    first = tuple(code for code, _ in tally.ranked[:MOST_FIRST])
    return context | {
        "release": text,
        "draft": draft,
        "corrections": _with_its_own(draft, corrections) if draft else corrections,
        "body": render(text.body),
        "picture": None if draft else on_the_page(campaign, language, text.language),
        "description": summary(text.demand),
        "tally": tally,
        "earlier": [] if draft else releases_queries.revisions(campaign.id, text.language)[1:],
        "letters_issued": letters_queries.newest_set(campaign.id) is not None,
        **({"outcome": None, "update": None, "is_told": False} if draft else _since(campaign, language)),
        "is_reported": campaign.state == CampaignState.CLOSED
        and releases_queries.report(campaign.id) is not None,
        "outlook": briefly(("outlook", campaign.id, language), lambda: outlook(campaign, language)),
        "code": address_as_code(context["address"]),
        "reached": reached(tally.total, campaign.goal),
        "form": form,
        "options": country_options(LANGUAGES[language].locale, chosen=form.country.data, first=first),
        "consent": consent_shown(campaign),
        "readers": briefly(("readers", campaign.id), lambda: readers(campaign)),
        "organisers": campaign.organisers_in(text.language),
        "notice": notice,
        "erased_on": erased_on(campaign) or _if_opened_now(),
        "goes_on": _goes_on(campaign),
    }


def _since(campaign: Campaign, language: str) -> dict[str, Any]:
    """What has been told since the text: the outcome, the newest update, and whether there is any."""
    newest = briefly(("update", campaign.id, language), lambda: updates_pages.newest(campaign, language))
    return {
        "outcome": updates_pages.outcome(campaign, language),
        "update": newest,
        "is_told": updates_queries.is_told(campaign.id),
    }


def _with_its_own(draft: Draft, corrections: list[tuple[date, str]]) -> list[tuple[date, str]]:
    sentence = (draft.corrected or {}).get(draft.language)
    own = [(clock.today(), sentence)] if sentence else []
    return list(dict.fromkeys([*own, *corrections]))


def _if_opened_now() -> date:
    """The same for a draft without a closing day, if it were opened today and closed as usual."""
    return clock.today() + RUNS_FOR + clock.DAY + timedelta(days=settings().keep_days)


def _goes_on(campaign: Campaign) -> date | None:
    """The day on which signing is expected to go on, unless it is past."""
    day = campaign.paused_until
    return day if day and day >= clock.today() else None


def text_read(campaign: Campaign, sha256: str, current: Text) -> str:
    """The hash of the text she had before her: the page names it, so that a revision in between is no trap."""
    if sha256 == current.sha256:
        return sha256
    if HASH.fullmatch(sha256) and releases_queries.is_text(campaign.id, sha256):
        return sha256
    return current.sha256
