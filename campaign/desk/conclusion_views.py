"""The end, from the close on: what comes when, what is done and what is open; holders say that copies are deleted."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask_babel import force_locale, gettext

from campaign.backup import queries as backup_queries
from campaign.current import settings
from campaign.desk.conclusion_facts import standing_of
from campaign.desk.conclusion_rows import rows
from campaign.desk.refusals import said
from campaign.desk.text_words import language_name
from campaign.lib import numerals
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lists import copies
from campaign.organisers import queries as organisers_queries
from campaign.press import ending, sentences
from campaign.press.models import EndingStep
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, CampaignState
from campaign.signing.privacy import privacy
from campaign.spoken import spoken
from campaign.tally import queries as tally_queries

pages = Blueprint("conclusion", __name__, url_prefix="/desk/campaigns/<slug>/end")


@pages.get("")
def show(slug: str) -> Any:
    """Everything that is left to do, with its days."""
    return _page()


@pages.post("/steps/<step>")
def note(slug: str, step: str) -> Any:
    """Say that something is done which no server can know, or that it is open again."""
    if step not in {each.value for each in EndingStep}:
        abort(404)
    try:
        ending.note_step(slug=slug, step=EndingStep(step), is_done=request.form.get("done") == "yes")
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    return redirect(url_for("conclusion.show", slug=slug))


@pages.post("/holders/<int:holder_id>")
def ask(slug: str, holder_id: int) -> Any:
    """A link for a holder, shown this once."""
    try:
        token = copies.ask_holder(slug=slug, holder_id=holder_id)
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    name = next(holder.name for holder, _ in copies.holders_asked(g.campaign) if holder.id == holder_id)
    return render_template(
        "desk/conclusion_link.html", name=name, link=f"{settings().base_url}/holder/copies/{token}"
    )


def _page(*, problem: str | None = None) -> str:
    campaign = g.campaign
    facts, standing = privacy(campaign), standing_of(campaign)
    return render_template(
        "desk/conclusion.html", problem=problem, is_over=campaign.state == CampaignState.CLOSED,
        facts=facts, holders=copies.holders_asked(campaign), steps=standing.steps if standing else {},
        rows=rows(facts, standing) if standing else [],
        thanks=_thanks(campaign, facts.erased_on), language_name=language_name, site=settings().base_url,
        owners=[each.name for each in organisers_queries.owners(campaign.id)],
        backup_at=backup_queries.last_made(),
    )  # fmt: skip


def _thanks(campaign: Campaign, erased_on: date | None) -> list[tuple[str, list[str]]]:
    """(language, paragraphs) to copy into the mail to those who asked to hear of it."""
    if erased_on is None:
        return []
    tally, told = tally_queries.public_tally(campaign.id), []
    for code in releases_queries.page_languages(campaign.id):
        shown = releases_queries.outcome_shown(campaign.id, code)
        with force_locale(LANGUAGES[code].locale):
            told.append((code, [
                gettext("Thank you"),
                gettext("Dear friends,"),
                gettext("The campaign that you signed is over. %(total)s", total=sentences.total(tally)),
                *([shown[1]] if shown and shown[0] == code else []),
                gettext(
                    "By %(day)s your name and address are deleted, so you will hear nothing more from us about it. "
                    "Thank you for your signature.",
                    day=numerals.day(erased_on, spoken()),
                ),
            ]))  # fmt: skip
    return told
