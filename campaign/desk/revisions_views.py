"""The revisions of a text: side by side, and withdrawn for good where one endangers somebody."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.refusals import said
from campaign.desk.text_views import differences, require_language
from campaign.desk.text_words import language_name
from campaign.desk.typed_slug import require_slug, typed
from campaign.lib.refusal import Refusal
from campaign.organisers.roles import Role, suffices
from campaign.releases import queries as releases_queries
from campaign.releases.models import Text
from campaign.running import taking_down

pages = Blueprint("revisions", __name__, url_prefix="/desk/campaigns/<slug>/text/<language>/revisions")


@pages.get("")
def show(slug: str, language: str) -> Any:
    """All of them, and what leads from one to another; the two newest where none are chosen."""
    require_language(language)
    revisions = releases_queries.revisions(g.campaign.id, language)
    readable = [] if _is_hidden() else [text for text in revisions if text.withdrawn_at is None]
    new = _chosen("new", readable) or next(iter(readable), None)
    old = _chosen("old", readable) or next(
        (text for text in readable if new and text.revision < new.revision), None
    )
    return render_template(
        "desk/text_revisions.html", written=language, revisions=revisions, old=old, new=new,
        differences=differences(old, new) if old and new else [], language_name=language_name, readable=readable,
    )  # fmt: skip


@pages.get("/<int:revision>/withdrawal")
def ask(slug: str, language: str, revision: int) -> Any:
    """What withdrawing a revision does, and the slug to type."""
    require_language(language)
    return _question(_revision(language, revision))


@pages.post("/<int:revision>/withdrawal")
def withdraw(slug: str, language: str, revision: int) -> Any:
    """Erase the words of a revision for good, and the letters that hold them."""
    require_language(language)
    text = _revision(language, revision)
    try:
        require_slug(slug)
        taking_down.withdraw(slug=slug, sha256=text.sha256)
    except Refusal as refusal:
        return _question(text, typed=typed(), problem=said(refusal)), 422
    flash(
        gettext("Withdrawn: its words are erased. Its hash stays in the log, and so do its signatures."),
        "success",
    )
    return redirect(url_for("revisions.show", slug=slug, language=language))


def _is_hidden() -> bool:
    """Whether whoever asks may read no words of the campaign for now."""
    return g.campaign.taken_down_at is not None and not suffices(g.role, Role.ORGANISER)


def _chosen(name: str, revisions: Sequence[Text]) -> Text | None:
    number = request.args.get(name, type=int)
    return next((text for text in revisions if text.revision == number), None)


def _revision(language: str, number: int) -> Text:
    revisions = releases_queries.revisions(g.campaign.id, language)
    return next((text for text in revisions if text.revision == number), None) or abort(404)


def _question(text: Text, *, typed: str = "", problem: str | None = None) -> str:
    return render_template(
        "desk/text_withdrawal.html", text=text, typed=typed, problem=problem, language_name=language_name
    )
