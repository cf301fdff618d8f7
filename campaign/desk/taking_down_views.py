"""Words that must not be read any more: taken down at once in every language, and put back."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext

from campaign.current import settings
from campaign.desk.refusals import said
from campaign.desk.typed_slug import require_slug, typed
from campaign.lib.refusal import Refusal
from campaign.releases import actions, figures
from campaign.releases.models import CampaignState
from campaign.running import taking_down
from campaign.web.filters import in_line

pages = Blueprint("taking_down", __name__, url_prefix="/desk/campaigns/<slug>/text")


@pages.get("/take-down")
def ask(slug: str) -> Any:
    """What it does, and a button for whoever types which campaign is meant."""
    return _page()


@pages.post("/take-down")
def take_down(slug: str) -> Any:
    """Show its words nowhere from now on, if its slug was typed."""
    try:
        require_slug(slug)
        down = taking_down.take_down(slug=slug)
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    flash(
        gettext("The text is no longer shown anywhere; caches in front of the page follow within a minute."),
        "success",
    )
    if down.letters.countries:
        flash(
            gettext("Waiting letters were stopped: %(codes)s.", codes=in_line(down.letters.countries)),
            "success",
        )
    if down.letters.leaving:
        flash(
            gettext("Being handed over right now: %(codes)s.", codes=in_line(down.letters.leaving)), "error"
        )
    return redirect(url_for("text.show", slug=slug))


@pages.post("/put-back")
def put_back(slug: str) -> Any:
    """Show them again as they stand."""
    try:
        actions.put_back(slug=slug)
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    flash(gettext("The text is shown again."), "success")
    return redirect(url_for("text.show", slug=slug))


def _page(*, problem: str | None = None) -> str:
    signing = g.campaign.state in {CampaignState.OPEN, CampaignState.PAUSED}
    joins, leaves = figures.not_stated(g.campaign)
    return render_template(
        "desk/text_taking_down.html", problem=problem, signing=signing, joins=joins, leaves=leaves,
        states_from=settings().state_entries, typed=typed(),
    )  # fmt: skip
