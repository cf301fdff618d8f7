"""The addresses of the API. All of them are read, by whoever asks; what follows a question mark is ignored, as it is by
the caches in between: where a list goes on stands in the path.
"""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request

from campaign.api import campaigns, letters, openapi, statements, texts, updates
from campaign.api.addresses import api as api_address
from campaign.letters import queries as letters_queries
from campaign.releases import queries as releases_queries
from campaign.releases.views import public_campaign
from campaign.updates import queries as updates_queries
from campaign.web import public_page, tagged_page
from campaign.web.filters import page_language
from campaign.web.problems import FOR_PROGRAMS, READ_ONLY
from campaign.web.routes import LANGUAGE

api = Blueprint("api", __name__)
ONE = f"{FOR_PROGRAMS}/campaigns/<slug>"
SHA256 = "<string(length=64):sha256>"
KEY = "<string(length=22):key>"
A_DAY = "86400"  # seconds


@api.after_request
def open_to_all(response: Response) -> Response:
    """Programs in pages of other sites may name a tag, and read the one that they get."""
    if request.path.startswith(FOR_PROGRAMS):
        response.headers["Access-Control-Expose-Headers"] = "ETag"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = ", ".join(READ_ONLY)
            response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
            response.headers["Access-Control-Max-Age"] = A_DAY
    return response


@api.get("/api")
def way_in() -> Any:
    """To the description, in the reader's language."""
    response = redirect(f"/{page_language()}/api")
    response.headers["Vary"] = "Accept-Language"
    return response


@api.get(f"/{LANGUAGE}/api")
@public_page
def description(language: str) -> Any:
    """What programs can read, for people."""
    return render_template(
        "api/description.html",
        first=api_address(),
        parts=openapi.PARTS,
        shapes=openapi.components()["schemas"],
        type_in_words=openapi.type_in_words,
    )


@api.get(f"{FOR_PROGRAMS}/openapi.json")
@tagged_page
def document() -> Any:
    """The same for programs."""
    return jsonify(openapi.document())


@api.get(f"{FOR_PROGRAMS}/campaigns")
@tagged_page
def every_campaign() -> Any:
    """All that are public."""
    return jsonify(campaigns.campaigns())


@api.get(f"{FOR_PROGRAMS}/campaigns/after:<cursor>")
@tagged_page
def further_campaigns(cursor: str) -> Any:
    """Those behind an address."""
    return jsonify(campaigns.campaigns(public_campaign(cursor).slug))


@api.get(ONE)
@tagged_page
def one_campaign(slug: str) -> Any:
    """One of them."""
    return jsonify(campaigns.campaign(public_campaign(slug)))


@api.get(f"{ONE}/texts")
@tagged_page
def every_text(slug: str) -> Any:
    """All revisions in all languages."""
    return jsonify(texts.texts(public_campaign(slug)))


@api.get(f"{ONE}/texts/after:<string(maxlength=12):language>:<int:revision>")
@tagged_page
def further_texts(slug: str, language: str, revision: int) -> Any:
    """Those behind one."""
    campaign = public_campaign(slug)
    if not 1 <= revision <= releases_queries.newest_revision(campaign.id, language):
        abort(404)
    return jsonify(texts.texts(campaign, language, revision))


@api.get(f"{ONE}/texts/{SHA256}")
@tagged_page
def one_text(slug: str, sha256: str) -> Any:
    """One of them; 410 where it may not be read, for now or any more."""
    campaign = public_campaign(slug)
    row = releases_queries.text(campaign.id, sha256)
    if row is None:
        abort(410 if releases_queries.unread_text(campaign.id, sha256) else 404)
    return jsonify(texts.text(campaign, row))


@api.get(f"{ONE}/statements")
@tagged_page
def every_statement(slug: str) -> Any:
    """The count, and the days on which it was stated."""
    return jsonify(statements.statements(public_campaign(slug)))


@api.get(f"{ONE}/statements/before:<string(length=10):day>")
@tagged_page
def earlier_statements(slug: str, day: str) -> Any:
    """The days before one."""
    return jsonify(statements.statements(public_campaign(slug), _day(day)))


@api.get(f"{ONE}/letters")
@tagged_page
def every_set(slug: str) -> Any:
    """The sets of letters that were issued."""
    return jsonify(letters.letter_sets(public_campaign(slug)))


@api.get(f"{ONE}/letters/before:<int:size>")
@tagged_page
def earlier_sets(slug: str, size: int) -> Any:
    """Those of smaller checkpoints."""
    campaign = public_campaign(slug)
    chosen = letters_queries.letter_set(campaign.id, size) or abort(404)
    return jsonify(letters.letter_sets(campaign, chosen.size))


@api.get(f"{ONE}/letters/<int:size>")
@tagged_page
def one_set(slug: str, size: int) -> Any:
    """One set, its letters and the answers to them."""
    campaign = public_campaign(slug)
    chosen = letters_queries.letter_set(campaign.id, size) or abort(404)
    return jsonify(letters.letter_set(campaign, chosen))


@api.get(f"{ONE}/updates/{LANGUAGE}")
@tagged_page
def every_update(slug: str, language: str) -> Any:
    """Updates, the newest first."""
    return jsonify(updates.updates(public_campaign(slug), language) or abort(404))


@api.get(f"{ONE}/updates/{LANGUAGE}/before:{KEY}")
@tagged_page
def earlier_updates(slug: str, language: str, key: str) -> Any:
    """Those behind one."""
    return jsonify(updates.updates(public_campaign(slug), language, key) or abort(404))


@api.get(f"{ONE}/updates/{LANGUAGE}/{KEY}")
@tagged_page
def one_update(slug: str, language: str, key: str) -> Any:
    """One of them: that it was taken back, where its words were."""
    campaign = public_campaign(slug)
    told = updates_queries.told_one(campaign, language, key) or abort(404)
    return jsonify(updates.update(campaign, language, told))


def _day(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        abort(404)
    return day if day.isoformat() == written else abort(404)  # one spelling, so that caches keep one copy
