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
    return campaigns_page()


@pages.post("/campaigns")
def found() -> Any:
    """Found one: its address is all that is asked for."""
    slug = request.form.get("slug", "").strip()
    try:
        actions.found(slug=slug, organiser_id=g.organiser.id)
    except Refusal as refusal:
        return campaigns_page(slug=slug, wrong=said(refusal)), 422
    return redirect(url_for("start.show", slug=slug))


def _mine() -> list[Campaign]:
    mine = organisers_queries.roles_of(g.organiser.id)
    return [each for each in releases_queries.campaigns() if each.id in mine]


def campaigns_page(
    *, slug: str = "", wrong: str | None = None, no_file: str | None = None, other: str = ""
) -> str:
    """The list of hers, and how to begin another: by its address, or from a file."""
    return render_template(
        "desk/campaigns.html", campaigns=_mine(), slug=slug, wrong=wrong, no_file=no_file, other=other
    )
