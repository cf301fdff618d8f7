"""Pictures as they are fetched: that of a link, and the sizes of the one under the demand."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, request

from campaign.pictures import queries
from campaign.pictures.about import picture_path
from campaign.pictures.sharing import is_shared
from campaign.releases.views import public_campaign
from campaign.web import RECALLED_WITHIN_A_MINUTE
from campaign.web.routes import LANGUAGE

pictures = Blueprint("pictures", __name__)
NAME = "<string(length=32):name>"


@pictures.get(f"/{LANGUAGE}/<slug>/shared/{NAME}.png")
def shared(language: str, slug: str, name: str) -> Any:
    """The picture of links; an older one's address leads to the newest. 410 where there is none to be shown."""
    campaign = public_campaign(slug)
    row = queries.shared(campaign.id, language) if is_shared(campaign) else None
    if row is None:
        abort(410)
    if row.name != name:
        return redirect(picture_path(campaign, language) or abort(410))
    return _picture(row.content, name, "image/png")


@pictures.get(f"/<slug>/pictures/{NAME}.jpg")
def size(slug: str, name: str) -> Any:
    """One size of the campaign's picture; 410 while its words are taken down, and once it is off the page."""
    campaign = public_campaign(slug)
    content = queries.size_named(campaign.id, name, public=True)
    if content is None or campaign.taken_down_at is not None:
        abort(410)
    return _picture(content, name, "image/jpeg")


def _picture(content: bytes, name: str, content_type: str) -> Any:
    """No cache keeps it for long, since it may be taken off; who has it is told that it is the same."""
    response = Response(content, content_type=content_type)
    response.headers["Cache-Control"] = RECALLED_WITHIN_A_MINUTE
    response.set_etag(name)
    return response.make_conditional(request)
