"""The campaigns of whoever asks, and new ones."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, url_for

from campaign.organisers import queries as organisers_queries
from campaign.releases import queries as releases_queries

pages = Blueprint("campaigns", __name__, url_prefix="/desk")


@pages.get("/")
def index() -> Any:
    """One is shown at once; several are a list."""
    mine = organisers_queries.roles_of(g.organiser.id)
    listed = [each for each in releases_queries.campaigns() if each.id in mine]
    if len(listed) == 1 and not g.organiser.is_site_owner:
        return redirect(url_for("overview.show", slug=listed[0].slug))
    return render_template("desk/campaigns.html", campaigns=listed, roles=mine)
