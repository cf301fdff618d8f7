"""The page for the press: figures to quote, a picture, the release, answers, and whom to write to."""

from typing import Any

from flask import Blueprint, Response, abort, render_template

from campaign.press import pages, picture
from campaign.releases import queries as releases_queries
from campaign.releases.views import public_campaign
from campaign.web import public_page
from campaign.web.routes import LANGUAGE

press = Blueprint("press", __name__)


@press.get(f"/{LANGUAGE}/<slug>/press")
@public_page
def page(language: str, slug: str) -> Any:
    """All of it, in the language of the page."""
    return render_template("press/press.html", **pages.press_page(public_campaign(slug), language))


@press.get(f"/{LANGUAGE}/<slug>/press/count.svg")
@public_page
def count(language: str, slug: str) -> Any:
    """The count as a picture to print or show."""
    drawn = render_template("press/count.svg", **picture.drawn(public_campaign(slug), language))
    return Response(drawn, content_type="image/svg+xml; charset=utf-8")


@press.get(f"/{LANGUAGE}/<slug>/press/release.txt")
@public_page
def release(language: str, slug: str) -> Any:
    """The release as plain text; 410 while it is taken down."""
    campaign = public_campaign(slug)
    text = pages.release_as_text(campaign, language)
    if text is None:
        abort(410)
    return Response(text, content_type="text/plain; charset=utf-8")


@press.get(f"/{LANGUAGE}/<slug>/report")
@public_page
def report(language: str, slug: str) -> Any:
    """What came of a campaign that is over, once an owner has published it: figures that stay."""
    campaign = public_campaign(slug)
    row = releases_queries.report(campaign.id) or abort(404)
    return render_template(
        "press/report.html", **pages.report_page(campaign, language, row.figures, row.published_at.date())
    )
