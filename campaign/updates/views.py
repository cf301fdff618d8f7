"""The public pages of updates: all, each at its own address, as a feed, and as a file for a mail."""

from typing import Any

from flask import Blueprint, Response, abort, render_template

from campaign.releases.views import public_campaign
from campaign.updates import feed, mailing, pages, queries
from campaign.updates.feeding import feed_of
from campaign.web import public_page
from campaign.web.routes import LANGUAGE

updates = Blueprint("updates", __name__)
ONE = f"/{LANGUAGE}/<slug>/updates/<string(length=22):key>"


@updates.get(f"/{LANGUAGE}/<slug>/updates")
@public_page
def every(language: str, slug: str) -> Any:
    """All of them, the newest day first."""
    return render_template("updates/all.html", **pages.all_page(public_campaign(slug), language))


@updates.get(f"/{LANGUAGE}/<slug>/updates.atom")
@public_page
def as_feed(language: str, slug: str) -> Any:
    """The same for programs that follow it."""
    content_type = f"{feed.MIMETYPE}; charset=utf-8"
    return Response(feed.atom(feed_of(public_campaign(slug), language)), content_type=content_type)


@updates.get(ONE)
@public_page
def one(language: str, slug: str, key: str) -> Any:
    """One of them; 410, and that it was taken back, where its words were."""
    campaign = public_campaign(slug)
    told = queries.told_one(campaign, language, key) or abort(404)
    page = render_template("updates/one.html", **pages.one_page(campaign, language, told))
    return page, 200 if told.headline else 410


@updates.get(f"{ONE}.md")
@public_page
def as_file(language: str, slug: str, key: str) -> Any:
    """The words in this language alone, as `campaign mailout` takes them."""
    text = mailing.as_file(public_campaign(slug), language, key)
    if text is None:
        abort(404)
    return Response(text, content_type="text/markdown; charset=utf-8")
