"""What goes onto the organisers' own site: a card, a badge, a feed; and which sites may frame the card."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import force_locale, gettext

from campaign.current import settings
from campaign.desk.answers import lines_of
from campaign.desk.refusals import said
from campaign.desk.stale import Stale, Values, as_seen, is_there, version_of
from campaign.desk.text_words import language_name
from campaign.lib.languages import LANGUAGES
from campaign.lib.pasted import site
from campaign.lib.refusal import Refusal
from campaign.press import pieces
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.actions.framing import MOST_FRAMERS, plain_framers
from campaign.releases.models import Campaign

pages = Blueprint("own_site", __name__, url_prefix="/desk/campaigns/<slug>/own-site")


@pages.get("")
def show(slug: str) -> Any:
    """What to copy, and the sites that may show the card."""
    return _page()


@pages.post("")
def name(slug: str) -> Any:
    """Let these sites show it, and no others; 409 where somebody else was quicker, 422 for what is no site."""
    typed = lines_of(request.form.get("origins", ""))
    origins = [site(line) for line in typed]
    try:
        with as_seen(slug, _read, request.form.get("version", "")):
            actions.name_framers(slug=slug, origins=origins)
    except Stale:
        if not is_there(g.campaign.framers, lambda: plain_framers(origins)):  # else it was sent twice
            return _page(typed=typed, is_stale=True), 409
    except Refusal as refusal:
        return _page(typed=typed, wrong=said(refusal)), 422
    flash(gettext("Saved."), "success")
    return redirect(url_for("own_site.show", slug=slug))


def _read(campaign: Campaign) -> Values:
    return {"origins": campaign.framers}


def _page(*, typed: list[str] | None = None, wrong: str | None = None, is_stale: bool = False) -> str:
    """With `typed` what was sent; a second press after somebody else's change was shown is meant."""
    campaign, stands = g.campaign, _read(g.campaign)
    parts = []
    for code in releases_queries.page_languages(campaign.id):
        with force_locale(LANGUAGES[code].locale):
            parts.append((code, language_name(code), pieces.pieces(campaign, code)))
    return render_template(
        "desk/own_site.html", parts=parts, site=settings().base_url, most=MOST_FRAMERS, wrong=wrong,
        is_stale=is_stale, stands=stands["origins"], version=version_of(stands),
        typed=stands["origins"] if typed is None else typed,
    )  # fmt: skip
