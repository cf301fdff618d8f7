"""Open, pause, go on, close: what each will do, and what is missing before."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.current import settings
from campaign.desk.refusals import day_typed, said
from campaign.desk.steps import PAGES, SETTLED_AT
from campaign.desk.telling_owners import grave_mail
from campaign.desk.typed_slug import require_slug, typed
from campaign.lib.refusal import Refusal
from campaign.notifications.kinds import Grave
from campaign.organisers import actions as organisers
from campaign.organisers.actions.waiting import hold
from campaign.organisers.roles import WaitingKind
from campaign.releases import actions, figures
from campaign.releases import queries as releases_queries
from campaign.releases.actions.opening import RUNS_FOR, outstanding
from campaign.releases.actions.pausing import pause_campaign
from campaign.releases.models import CampaignState
from campaign.web.filters import clock_time

NO_TEXT = "releases/unnamed-text"  # without it no campaign opens, not even on one’s own computer
pages = Blueprint("state", __name__, url_prefix="/desk/campaigns/<slug>/state")


@pages.get("")
def show(slug: str) -> Any:
    """How it stands, and what can be done about it."""
    return _page()


@pages.post("/open")
def open_campaign(slug: str) -> Any:
    """Let people sign, for the first time or again, if its slug was typed."""
    try:
        require_slug(slug)
        campaign = actions.open_campaign(slug=slug)
    except Refusal as refusal:
        return _page("open", problem=said(refusal)), 422
    language = releases_queries.texts(campaign.id)[0].language
    flash(gettext("Open: %(address)s", address=f"{settings().base_url}/{language}/{slug}"), "success")
    return redirect(url_for("state.show", slug=slug))


@pages.post("/pause")
def pause(slug: str) -> Any:
    """Take no signatures for a while, if its slug was typed."""
    written = request.form.get("until", "").strip()
    try:
        require_slug(slug)
        pause_campaign(slug=slug, until=day_typed(written) if written else None)
    except Refusal as refusal:
        return _page("pause", problem=said(refusal), until=written), 422
    flash(gettext("Paused. The page says so within seconds."), "success")
    return redirect(url_for("state.show", slug=slug))


@pages.post("/close")
def close(slug: str) -> Any:
    """End it for good in an hour, or at once on this computer alone, if its slug was typed and no owner stops it."""
    try:
        require_slug(slug)
        if g.campaign.state == CampaignState.DRAFT:
            raise Refusal("releases/draft-has-nothing-to-close", slug=slug)
        if g.campaign.state == CampaignState.CLOSED:
            raise Refusal("releases/closed-for-changes", slug=slug)
    except Refusal as refusal:
        return _page("close", problem=said(refusal)), 422
    due = organisers.ask(
        kind=WaitingKind.CLOSE, campaign_id=g.campaign.id, by_id=g.organiser.id, mail=grave_mail(Grave.CLOSE)
    )
    flash(
        gettext("At %(time)s UTC; until then an owner can stop it.", time=clock_time(due))
        if hold()
        else gettext("It closes within a minute: this site is on this computer alone."),
        "success",
    )
    return redirect(url_for("state.show", slug=slug))


def _where(lacks: Refusal) -> tuple[str, str]:
    """What is missing, in words, and the page where it is settled."""
    return said(lacks), PAGES[SETTLED_AT[lacks.reason]]


def _page(deed: str = "", *, problem: str | None = None, until: str = "") -> str:
    campaign = g.campaign
    joins, leaves = figures.not_stated(campaign)
    words = {"open": "", "pause": "", "close": "", deed: typed()}
    lacking = outstanding(campaign)
    stopping = [each for each in lacking if not settings().loopback or each.reason == NO_TEXT]
    return render_template(
        "desk/state.html", problem=problem, until=until, typed=words, joins=joins, leaves=leaves,
        stopping=list(map(_where, stopping)), missing=[_where(each) for each in lacking if each not in stopping],
        public=not settings().loopback, states_from=settings().state_entries, runs_for=RUNS_FOR.days,
    )  # fmt: skip
