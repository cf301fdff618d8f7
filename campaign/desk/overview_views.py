"""A campaign in one screen."""

from typing import Any

from flask import Blueprint, g, render_template

from campaign.tally import queries as tally_queries

pages = Blueprint("overview", __name__, url_prefix="/desk/campaigns/<slug>")


@pages.get("/")
def show(slug: str) -> Any:
    """What to do next, and how it stands."""
    return render_template("desk/overview.html", tally=tally_queries.public_tally(g.campaign.id))
