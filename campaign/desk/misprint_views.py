"""A misprint in a demand that people have signed: it stays, and a note under the text says so."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.refusals import said
from campaign.desk.text_views import require_language
from campaign.desk.text_words import language_name
from campaign.desk.typed_slug import require_slug, typed
from campaign.lib.refusal import Refusal
from campaign.releases import actions
from campaign.releases import queries as releases_queries

pages = Blueprint("misprint", __name__, url_prefix="/desk/campaigns/<slug>/text/<language>/misprint")


@pages.get("")
def ask(slug: str, language: str) -> Any:
    """A sentence in each language, and the slug to type."""
    require_language(language)
    return _page(language)


@pages.post("")
def note(slug: str, language: str) -> Any:
    """Note it under the text; it is public at once."""
    require_language(language)
    texts = releases_queries.current_texts(g.campaign.id)
    sentences = {text.language: request.form.get(f"corrected-{text.language}", "") for text in texts}
    try:
        require_slug(slug)
        actions.note_misprint(slug=slug, language=language, sentences=sentences)
    except Refusal as refusal:
        return _page(language, sentences, typed=typed(), problem=said(refusal)), 422
    flash(gettext("Noted under the text, from today on."), "success")
    return redirect(url_for("text.one", slug=slug, language=language))


def _page(
    language: str, sentences: dict[str, str] | None = None, *, typed: str = "", problem: str | None = None
) -> str:
    return render_template(
        "desk/text_misprint.html", written=language, sentences=sentences or {}, typed=typed, problem=problem,
        texts=releases_queries.current_texts(g.campaign.id), language_name=language_name,
        is_signed=releases_queries.is_demand_signed(g.campaign.id, language),
        text=releases_queries.current_text(g.campaign.id, language),
    )  # fmt: skip
