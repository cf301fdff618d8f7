"""The picture under the demand: uploaded, looked at with its words, put on the page, changed, taken off."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.refusals import said
from campaign.desk.stale import Stale, Values, as_seen, is_done, is_there, version_of
from campaign.desk.text_words import language_name
from campaign.jobs import queries as jobs_queries
from campaign.jobs.kinds import ENDED
from campaign.lib.refusal import Refusal
from campaign.pictures import choosing
from campaign.pictures import queries as pictures_queries
from campaign.pictures.models import PictureState
from campaign.pictures.showing import shown
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.web.filters import page_language

pages = Blueprint("picture", __name__)
BASE = "/desk/campaigns/<slug>/picture"
SHOWN = (PictureState.READY, PictureState.PUBLIC)
Typed = Mapping[str, Mapping[str, str]]


@pages.get(BASE)
def show(slug: str) -> Any:
    """What is on the page, what waits to be put there, and a form for another."""
    return _page()


@pages.post("/desk/uploads/<slug>/picture")
def upload(slug: str) -> Any:
    """Take a file with its words; the worker makes its sizes."""
    file, words, is_sure = request.files.get("file"), _typed(), request.form.get("nobody") == "y"
    try:
        with as_seen(slug, _reading, request.form.get("version", "")):
            choosing.receive(slug=slug, raw=file.read() if file else b"", words=words, nobody_harmed=is_sure)
    except Stale:
        return _page(words=words, is_sure=is_sure, is_stale=True), 409
    except Refusal as refusal:
        return _page(words=words, is_sure=is_sure, refusal=refusal), 422
    return redirect(url_for("picture.show", slug=slug))


@pages.post(f"{BASE}/<state>/words")
def describe(slug: str, state: str) -> Any:
    """Change what is said of one."""
    which, words = _which(state), _typed()
    try:
        with as_seen(slug, _reading, request.form.get("version", "")):
            choosing.describe(slug=slug, state=which, words=words)
    except Stale:
        row = pictures_queries.picture(g.campaign.id, which)
        # Words that were sent twice are there.
        if row is None or not is_there(row.words, lambda: choosing.fit(words, list(words))):
            return _page(words=words, about=which, is_stale=True), 409
    except Refusal as refusal:
        return _page(words=words, about=which, refusal=refusal), 422
    return _told(slug, gettext("Saved."))


@pages.post(f"{BASE}/published")
def publish(slug: str) -> Any:
    """Put the one that was looked at on the page."""
    try:
        with as_seen(slug, _reading, request.form.get("version", "")):
            choosing.publish(slug=slug)
    except Stale:
        if not _is_published():  # else it was pressed twice
            return _page(is_stale=True), 409
    except Refusal as refusal:
        return _page(refusal=refusal, about=PictureState.READY), 422
    return _told(slug, gettext("It is public now."))


@pages.post(f"{BASE}/<state>/removed")
def remove(slug: str, state: str) -> Any:
    """Take one off the page, or throw away the one that waits."""
    which = _which(state)
    try:
        with as_seen(slug, _reading, request.form.get("version", "")):
            choosing.remove(slug=slug, state=which)
    except Stale:
        return _page(is_stale=True), 409
    return _told(slug, gettext("The picture is deleted."))


@pages.get(f"{BASE}/<string(length=32):name>.jpg")
def size(slug: str, name: str) -> Any:
    """One size, be it public or not."""
    content = pictures_queries.size_named(g.campaign.id, name, public=False)
    return Response(content, content_type="image/jpeg") if content else abort(404)


def _which(state: str) -> PictureState:
    return PictureState(state) if state in SHOWN else abort(404)


def _typed() -> dict[str, dict[str, str]]:
    return {
        code: {name: request.form.get(f"{name}-{code}", "") for name in ("alternative", "credit")}
        for code in releases_queries.page_languages(g.campaign.id)
    }


def _reading(campaign: Campaign) -> Values:
    """What the page shows of pictures: as `stale` compares it."""
    rows = {state: pictures_queries.picture(campaign.id, state) for state in PictureState}
    return {state.value: row and [row.id, row.words] for state, row in rows.items()}


def _is_published() -> bool:
    """Whether the first picture of a campaign is public just as it was looked at."""
    now = _reading(g.campaign)
    public, ready = PictureState.PUBLIC.value, PictureState.READY.value
    before, after = {**now, ready: now[public], public: None}, {**now, ready: None}
    return is_done(now, before=before, after=after, version=request.form.get("version"))


def _told(slug: str, sentence: str) -> Any:
    flash(sentence, "success")
    return redirect(url_for("picture.show", slug=slug))


def _page(
    *,
    words: Typed | None = None,
    about: PictureState | None = None,
    is_sure: bool = False,
    refusal: Refusal | None = None,
    is_stale: bool = False,
) -> str:
    """With `words` what was typed, of one that stands or, without `about`, of a new one."""
    campaign = g.campaign
    rows = {state: pictures_queries.picture(campaign.id, state) for state in PictureState}
    spoken = page_language()
    figures = {state: shown(row, _address, spoken) for state in SHOWN if (row := rows[state])}
    received, job = rows[PictureState.RECEIVED], choosing.newest(campaign.slug)
    failed = jobs_queries.refusal(job) if received and job and job.state in ENDED else None
    typed: dict[str | None, Typed] = {state: row.words for state, row in rows.items() if row}
    typed[None] = received.words if received else {}
    if words is not None:
        typed[about] = words
    return render_template(
        "desk/picture.html", figures=figures, states=PictureState, typed=typed, about=about, is_sure=is_sure,
        languages_of_text=releases_queries.page_languages(campaign.id), language_name=language_name,
        has_text=releases_queries.has_text(campaign.id), is_made=pictures_queries.is_being_made(campaign.id),
        failed=said(failed) if failed else None, version=version_of(_reading(campaign)), is_stale=is_stale,
        wrong={refusal.field: said(refusal)} if refusal else {},
    )  # fmt: skip


def _address(name: str) -> str:
    return url_for("picture.size", slug=g.campaign.slug, name=name)
