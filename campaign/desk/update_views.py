"""Updates: written in each language, read once more, published, corrected with a note, taken back."""

import re
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk import update_form
from campaign.desk.refusals import said
from campaign.desk.stale import Stale, as_seen
from campaign.desk.text_words import language_name
from campaign.lib.refusal import Refusal
from campaign.releases.models import CampaignState, CorrectionKind
from campaign.updates import actions
from campaign.updates import queries as updates_queries

pages = Blueprint("telling", __name__)
HERE = "/desk/campaigns/<slug>/updates"
SHAPE = re.compile("[A-Za-z0-9_-]{22}")
ONE = f"{HERE}/<key>"
DOUBTS = {"updates/more-than-signed", "updates/not-stated"}  # of a figure


@pages.get(HERE)
def show(slug: str) -> Any:
    """All of them: those that the public reads, those that wait, those that were taken back."""
    rows = [update_form.Row.of(update) for update in updates_queries.written(g.campaign.id)]
    return render_template("desk/updates.html", rows=rows, language_name=language_name)


@pages.get(f"{HERE}/new")
def begin(slug: str) -> Any:
    """A form for another one, under an address of its own: sent twice, it is one update."""
    key = actions.new_key()  # nosemgrep: get_changes_nothing - it draws a number and writes nothing
    return redirect(url_for("telling.edit", slug=slug, key=key))


@pages.get(ONE)
def edit(slug: str, key: str) -> Any:
    """What is written of one, and how it stands; an empty form where nothing is yet."""
    return _page(key)


@pages.post("/desk/uploads/<slug>/updates/<key>")
def write(slug: str, key: str) -> Any:
    """Keep what was typed; the public reads nothing of it yet."""
    typed = update_form.typed(update_form.languages(_shaped(key)))
    try:
        with as_seen(slug, update_form.reading(key), request.form.get("version", "")):
            actions.write(
                slug=slug, key=key, day=typed.date, words=typed.words, sure_of_language="sure" in request.form,
                sure_of_figures="sure-figures" in request.form,
            )  # fmt: skip
    except Stale:
        if not update_form.is_saved(key, typed):  # else it was sent twice
            return _page(key, typed=typed, is_stale=True), 409
    except Refusal as refusal:
        return _page(key, typed=typed, refusal=refusal), 422
    flash(gettext("Saved. Read it below, then publish it."), "success")
    return redirect(url_for("telling.edit", slug=slug, key=key))


@pages.post(f"{ONE}/published")
def publish(slug: str, key: str) -> Any:
    """Let the public read it as it was seen."""
    kind = request.form.get("kind", "")
    corrected = {code: request.form.get(f"corrected-{code}", "") for code in update_form.languages(key)}
    try:
        with as_seen(slug, update_form.reading(key), request.form.get("version", "")):
            actions.publish(
                slug=slug, key=key, corrected=corrected,
                kind=CorrectionKind(kind) if kind in {each.value for each in CorrectionKind} else None,
            )  # fmt: skip
    except Stale:
        if not update_form.is_published(key, request.form.get("version")):  # else it was pressed twice
            return _page(key, is_stale=True), 409
    except Refusal as refusal:
        return _page(key, refusal=refusal, corrected={"kind": kind, **corrected}), 422
    flash(gettext("It is public now."), "success")
    return redirect(url_for("telling.edit", slug=slug, key=key))


@pages.get(f"{ONE}/taken-back")
def ask(slug: str, key: str) -> Any:
    """What taking it back means, before it is done."""
    update = updates_queries.update(g.campaign.id, key) or abort(404)
    if update.published_at is None or update.taken_back_at is not None:
        return redirect(url_for("telling.edit", slug=slug, key=key))
    return render_template("desk/update_taking_back.html", row=update_form.Row.of(update))


@pages.post(f"{ONE}/taken-back")
def take_back(slug: str, key: str) -> Any:
    """Take it off the page for good."""
    try:
        actions.take_back(slug=slug, key=key)
    except Refusal as refusal:
        return _page(key, refusal=refusal), 422
    flash(gettext("It is taken back. Its place says so."), "success")
    return redirect(url_for("telling.edit", slug=slug, key=key))


@pages.post(f"{ONE}/discarded")
def discard(slug: str, key: str) -> Any:
    """Delete what nobody reads."""
    try:
        actions.discard(slug=slug, key=key)
    except Refusal as refusal:
        return _page(key, refusal=refusal), 422
    flash(gettext("It is deleted."), "success")
    return redirect(url_for("telling.show", slug=slug))


@pages.get(f"{ONE}/mail")
def by_mail(slug: str, key: str) -> Any:
    """How a holder sends it to those who asked for updates, step by step."""
    return _mail_page(key)


def _shaped(key: str) -> str:
    return key if SHAPE.fullmatch(key) else abort(404)


def _mail_page(key: str) -> str:
    files = update_form.files(key) or abort(404)
    return render_template(
        "desk/update_by_mail.html", key=key, files=files, language_name=language_name, main=files[0][0],
        is_protected=g.campaign.protects_signers,
    )  # fmt: skip


def _page(
    key: str,
    *,
    typed: update_form.Typed | None = None,
    refusal: Refusal | None = None,
    corrected: dict[str, str] | None = None,
    is_stale: bool = False,
) -> str:
    """With `typed` what was typed; a second press after somebody else's change was shown is meant."""
    form = update_form.stands(_shaped(key))
    field = refusal.field if refusal else ""
    return render_template(
        "desk/update.html", key=key, form=form, typed=typed or form.typed, is_stale=is_stale,
        corrected=corrected or {}, problem=said(refusal) if refusal and not field else None,
        wrong={field: said(refusal)} if refusal and field else {}, language_name=language_name,
        is_unsure=refusal is not None and refusal.reason == "updates/other-language",
        is_doubted=refusal is not None and refusal.reason in DOUBTS,
        is_draft=g.campaign.state == CampaignState.DRAFT,
    )  # fmt: skip
