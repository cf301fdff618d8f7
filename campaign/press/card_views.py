"""The card that another site may show in a frame, and the badge that it may show as a picture."""

from typing import Any

from flask import Response, abort, g, render_template

from campaign.press import card
from campaign.press.views import press
from campaign.releases.models import Campaign
from campaign.releases.views import public_campaign
from campaign.web import public_page
from campaign.web.routes import LANGUAGE


def passable_campaign(slug: str) -> Campaign:
    """The campaign at an address; 404 for one that could harm its signers, as for none at all."""
    campaign = public_campaign(slug)
    return campaign if not campaign.protects_signers else abort(404)


@press.get(f"/{LANGUAGE}/<slug>/card")
@public_page
def framed(language: str, slug: str) -> Any:
    """The count on a card: no form, no script, and only the sites that the organisers name may frame it."""
    campaign = passable_campaign(slug)
    page = render_template("press/card.html", **card.card(campaign, language))
    g.framers = campaign.framers
    return page


@press.get(f"/{LANGUAGE}/<slug>/badge.svg")
@public_page
def badge(language: str, slug: str) -> Any:
    """The count in one line, for `<img>`."""
    drawn = render_template("press/badge.svg", **card.badge(passable_campaign(slug)))
    return Response(drawn, content_type="image/svg+xml; charset=utf-8")
