"""The campaigns of whoever asks, and new ones."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for

from campaign.desk.refusals import said
from campaign.lib.refusal import Refusal
from campaign.organisers import queries as organisers_queries
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign

pages = Blueprint("campaigns", __name__, url_prefix="/desk")


@pages.get("/")
def index() -> Any:
    """One is shown at once; several are a list."""
    listed = _mine()
    if len(listed) == 1 and not g.organiser.is_site_owner:
        return redirect(url_for("overview.show", slug=listed[0].slug))
    return _page(listed)


@pages.post("/campaigns")
def found() -> Any:
    """Found one: its address is all that is asked for."""
    slug = request.form.get("slug", "").strip()
    try:
        actions.found(slug=slug, organiser_id=g.organiser.id)
    except Refusal as refusal:
        return _page(_mine(), slug=slug, wrong=said(refusal)), 422
    return redirect(url_for("start.show", slug=slug))


def _mine() -> list[Campaign]:
    mine = organisers_queries.roles_of(g.organiser.id)
    return [each for each in releases_queries.campaigns() if each.id in mine]


def _page(listed: list[Campaign], *, slug: str = "", wrong: str | None = None) -> str:
    return render_template("desk/campaigns.html", campaigns=listed, slug=slug, wrong=wrong)
