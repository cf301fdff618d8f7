"""The texts of a campaign: what each language has, and what waits in it."""

from dataclasses import asdict, dataclass
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.differences import runs
from campaign.desk.refusals import said
from campaign.desk.text_parts import Parts
from campaign.desk.text_phone import on_a_phone
from campaign.desk.text_versions import Outdated, as_shown, draft_in, version_of
from campaign.desk.text_words import language_name
from campaign.desk.undoing import Undo, undo_by
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.organisers.roles import Role, suffices
from campaign.releases import actions, printing
from campaign.releases import queries as releases_queries
from campaign.releases.actions.taking_in import MOST_PARAGRAPHS
from campaign.releases.changes import changes
from campaign.releases.models import CampaignState, Draft, Text

pages = Blueprint("text", __name__, url_prefix="/desk/campaigns/<slug>/text")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a language has. `text` is None where there is none, or none that whoever asks may read."""

    language: str
    text: Text | None
    draft: Draft | None
    revisions: int


@pages.get("")
def show(slug: str) -> Any:
    """Every language, and what it has."""
    return render_template(
        "desk/text.html",
        standings=[standing(language) for language in _languages()],
        language_name=language_name,
        unprintable=[each for each in printing.unprintable_in_campaign(g.campaign) if not each.language],
    )


def _languages() -> list[str]:
    """Those of the pages, and those in which there is a text or a draft."""
    written = {text.language for text in releases_queries.all_texts(g.campaign.id)}
    waiting = {draft.language for draft in releases_queries.drafts(g.campaign.id)}
    return [code for code in LANGUAGES if code in {*g.campaign.languages, *written, *waiting}]


@pages.get("/<language>")
def one(slug: str, language: str) -> Any:
    """A language: its text, and its draft with what that would change."""
    require_language(language)
    return page_of(language)


@pages.post("/<language>/publication")
def publish(slug: str, language: str) -> Any:
    """Make the draft that was looked at the public's text."""
    require_language(language)
    try:
        with as_shown(slug, language, request.form.get("version", "")):
            actions.publish_drafts(slug=slug, language=language)
    except Outdated:
        return _changed(language)
    except Refusal as refusal:
        return page_of(language, problem=said(refusal)), 422
    flash(_published(), "success")
    return redirect(url_for("text.one", slug=slug, language=language))


def _published() -> str:
    """A draft that came along to a campaign that isn't open becomes its text, and not public."""
    if g.campaign.state == CampaignState.DRAFT:
        return gettext("It is the text now. Nobody sees it until the campaign opens.")
    return gettext("It is public now. Caches in front of the page follow within a minute.")


@pages.post("/<language>/discarding")
def discard(slug: str, language: str) -> Any:
    """Delete the draft; of a campaign that isn't open, all that stands in the language."""
    require_language(language)
    gone = draft_in(g.campaign, language) or releases_queries.current_text(g.campaign.id, language)
    fields = _fields(gone) if gone else {}
    try:
        with as_shown(slug, language, request.form.get("version", "")) as campaign:
            if campaign.state == CampaignState.DRAFT:
                actions.discard_language(slug=slug, language=language)
            else:
                actions.discard_drafts(slug=slug, language=language)
    except Outdated:
        return _changed(language)
    except Refusal as refusal:
        return page_of(language, problem=said(refusal)), 422
    back = url_for("drafts.save", slug=slug, language=language)
    fields["version"] = version_of(g.campaign, language)
    sentence = gettext("Deleted. What is public stays as it is.")
    return page_of(language, undo=undo_by(sentence, back, fields, is_upload=True))


def _fields(text: Text | Draft) -> dict[str, str]:
    """What the form has in which it was written; that it is in this language was said before."""
    corrected = getattr(text, "corrected", None) or {}
    return {
        **asdict(Parts.of_text(text)), "sure": "y", "kind": getattr(text, "kind", None) or "",
        **{f"corrected-{code}": words for code, words in corrected.items()},
    }  # fmt: skip


def require_language(language: str) -> None:
    """404 for one that no page is in."""
    if language not in LANGUAGES:
        abort(404)


def standing(language: str) -> Standing:
    """What a language of the campaign has, as whoever asks may read it."""
    hidden = g.campaign.taken_down_at is not None and not suffices(g.role, Role.ORGANISER)
    return Standing(
        language=language,
        text=None if hidden else releases_queries.current_text(g.campaign.id, language),
        draft=draft_in(g.campaign, language),
        revisions=releases_queries.newest_revision(g.campaign.id, language),
    )


def page_of(language: str, *, problem: str | None = None, undo: Undo | None = None) -> str:
    """The page of a language."""
    stands = standing(language)
    shown = stands.draft or stands.text
    token = actions.draft_token(stands.draft) if stands.draft else actions.preview_token(g.campaign.slug)
    return render_template(
        "desk/text_language.html",
        problem=problem,
        undo=undo,
        standing=stands,
        is_signed=releases_queries.is_demand_signed(g.campaign.id, language),
        shown=shown,
        language_name=language_name,
        screen=on_a_phone(shown) if shown else "",
        differences=differences(stands.text, stands.draft) if stands.text and stands.draft else [],
        unprintable=printing.unprintable_in_text(shown) if shown else (),
        version=version_of(g.campaign, language),
        preview=url_for("signing.preview", language=language, token=token),
    )


def differences(before: Any, after: Any) -> list[tuple[str, Any]]:
    """(part or number of a paragraph, what leads from the old words to the new), of all that differ.

    Nothing for more paragraphs than a text may have: comparing them takes too long.
    """
    if max(each.body.count("\n\n") for each in (before, after)) >= MOST_PARAGRAPHS:
        return []
    return [(each.where, runs(each.before, each.after)) for each in changes(before, after)]


def _changed(language: str) -> Any:
    sentence = gettext(
        "Somebody else has changed this in the meantime. Nothing was done: look at it as it is now."
    )
    return page_of(language, problem=sentence), 409
