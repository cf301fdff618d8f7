"""A text that is mended by hand: shown as it will be, and stored as a draft."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext

from campaign.desk import text_mending
from campaign.desk.reading_views import form_of, reading_of
from campaign.desk.refusals import said
from campaign.desk.text_mending import Mending
from campaign.desk.text_parts import Parts
from campaign.desk.text_versions import Outdated, as_shown, draft_in
from campaign.desk.text_views import require_language
from campaign.desk.text_words import language_name
from campaign.lib.refusal import Refusal
from campaign.releases import actions
from campaign.releases import queries as releases_queries

pages = Blueprint("drafts", __name__)


@pages.get("/desk/campaigns/<slug>/text/<language>/edit")
def edit(slug: str, language: str) -> Any:
    """What stands in a language, part by part: its draft, or else its text."""
    require_language(language)
    draft = draft_in(g.campaign, language)
    stands = draft or releases_queries.current_text(g.campaign.id, language)
    if stands is None:
        return redirect(url_for("reading.paste", slug=slug, language=language))
    mending = Mending(language=language, parts=Parts.of_text(stands))
    if draft:
        mending = replace(mending, kind=draft.kind or "", corrected=draft.corrected or {})
    return text_mending.page_of(mending)


@pages.post("/desk/uploads/<slug>/text/<language>/draft")
def save(slug: str, language: str) -> Any:
    """Store it, or show it once more: as it stands in the fields, or with other pieces kept."""
    require_language(language)
    mending = Mending.of_form(language)
    try:
        match request.form.get("act"):
            case "show":
                return text_mending.page_of(mending)
            case "again":
                kept_before = tuple(request.form.getlist("kept"))
                return text_mending.page_of(text_mending.read_again(mending, kept_before))
            case _:
                return _stored(slug, mending)
    except Outdated:
        sentence = gettext(
            "Somebody else has changed this text in the meantime. Nothing was stored; what you typed is here."
        )
        return text_mending.page_of(mending, problem=sentence, outdated=True), 409
    except Refusal as refusal:
        return text_mending.page_of(mending, refusal=refusal), 422


def _stored(slug: str, mending: Mending) -> Any:
    with as_shown(slug, mending.language, request.form.get("version", "")):
        taken = actions.take_in_release(
            slug=slug,
            language=mending.language,
            release=mending.parts.release(),
            demand=mending.parts.clean.demand,
            kind=mending.correction,
            corrected=dict(mending.corrected),
            sure_of_language=mending.is_sure,
        )
    flash(_sentence(taken), "success")
    if mending.rest:
        return _next(mending)
    return redirect(url_for("text.one", slug=slug, language=mending.language))


def _next(mending: Mending) -> Any:
    """The other language of the same paste."""
    language, *others = mending.rest
    rest = {code: mending.rest[code] for code in others}
    flash(gettext("Now the part in %(language)s.", language=language_name(language)), "success")
    text = mending.rest[language]
    try:
        return text_mending.page_of(reading_of(language, text, rest, mending.is_document))
    except Refusal as refusal:
        return form_of(language, text, said(refusal)), 422


def _sentence(taken: actions.TakenIn) -> str:
    if taken.draft:
        return gettext("The draft is saved. So far only people with its link can read it.")
    if taken.text:
        return gettext("Saved. The public will see it once the campaign is open.")
    return gettext("These words are already there; nothing was changed, and no draft is waiting.")
