"""What was issued, each letter's own page, frozen at its checkpoint, and the page for missions."""

import re
from typing import Any

from flask import Blueprint, Response, abort, render_template

from campaign.letters import pages, queries
from campaign.letters.models import Letter, LetterSet
from campaign.releases.models import Campaign
from campaign.releases.verifying import verify_page
from campaign.releases.views import public_campaign
from campaign.web import RECALLED_WITHIN_A_MINUTE, public_page
from campaign.web.routes import LANGUAGE

letters = Blueprint("letters", __name__)
SIZE = "<string(maxlength=18):size>"
CODE = re.compile("[A-Z]{2}")
WHOLE = re.compile("[1-9][0-9]*")


@letters.get(f"/{LANGUAGE}/<slug>/letters")
@public_page
def newest_letters(language: str, slug: str) -> Any:
    """The newest set, and where the others are."""
    campaign = public_campaign(slug)
    newest = queries.newest_set(campaign.id)
    return render_template("letters/letters.html", **pages.set_page(campaign, newest, language))


@letters.get(f"/{LANGUAGE}/<slug>/letters/{SIZE}")
@public_page
def letters_at(language: str, slug: str, size: str) -> Any:
    """One set."""
    campaign = public_campaign(slug)
    return render_template("letters/letters.html", **pages.set_page(campaign, _set(campaign, size), language))


@letters.get(f"/{LANGUAGE}/<slug>/letters/<country>/{SIZE}")
@public_page
def letter(language: str, slug: str, country: str, size: str) -> Any:
    """One letter: where the QR code on the paper leads."""
    campaign = public_campaign(slug)
    chosen = _set(campaign, size)
    row = _letter(chosen, country)
    return render_template("letters/letter.html", **pages.letter_page(campaign, chosen, row, language))


@letters.get(f"/{LANGUAGE}/<slug>/verify")
@public_page
def verify(language: str, slug: str) -> Any:
    """For missions: what is proved and what isn't, the checkpoint, three steps, growth, forms and removals."""
    campaign = public_campaign(slug)
    facts = verify_page(campaign, language)
    checkpoint = facts["checkpoint"]
    forms = queries.stated_forms(campaign.id, checkpoint.size) if checkpoint else None
    return render_template("letters/verify.html", forms=forms, **facts)


@letters.get(f"/<slug>/letters/<country>/{SIZE}.pdf")
def letter_pdf(slug: str, country: str, size: str) -> Any:
    """The letter as it was issued; 410 while its words are taken down, and once they are withdrawn."""
    campaign = public_campaign(slug)
    row = _letter(_set(campaign, size), country)
    pdf = queries.pdf(row.set_id, row.country)
    if campaign.taken_down_at is not None or not pdf:
        abort(410)
    response = Response(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{slug}-{country}-{size}.pdf"'
    response.headers["Cache-Control"] = RECALLED_WITHIN_A_MINUTE
    return response


@letters.get("/<slug>/log/manifests/<sha256>")
def manifest(slug: str, sha256: str) -> Any:
    """A list of letters that a `letters` entry names; its address is its hash."""
    content = queries.manifest(public_campaign(slug).id, sha256)
    if content is None:
        abort(404)
    response = Response(content, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _set(campaign: Campaign, size: str) -> LetterSet:
    letter_set = queries.letter_set(campaign.id, int(size)) if WHOLE.fullmatch(size) else None
    return letter_set or abort(404)


def _letter(chosen: LetterSet, country: str) -> Letter:
    row = queries.letter(chosen.id, country) if CODE.fullmatch(country) else None
    return row or abort(404)
