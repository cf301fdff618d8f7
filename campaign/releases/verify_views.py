"""The page for missions: how to check the count, and what such a check is worth."""

from typing import Any

from flask import abort, render_template

from campaign.releases import queries
from campaign.releases.verifying import verify_page
from campaign.releases.views import LANGUAGE, releases
from campaign.web import public_page


@releases.get(f"/{LANGUAGE}/<slug>/verify")
@public_page
def verify(language: str, slug: str) -> Any:
    """What is proved and what isn't, the checkpoint, three steps, growth and removals."""
    campaign = queries.public_campaign(slug) or abort(404)
    return render_template("releases/verify.html", **verify_page(campaign, language))
