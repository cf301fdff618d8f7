"""What journalists are told: sentences with today's figures, and answers that are written here and then published."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import force_locale, gettext

from campaign.current import settings
from campaign.desk.refusals import said
from campaign.desk.stale import Stale, Values, as_seen, is_done, is_there, version_of
from campaign.desk.text_words import language_name
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.lib.text import paragraphs
from campaign.press import actions
from campaign.press import pages as press_pages
from campaign.press import queries as press_queries
from campaign.press.answers import NAMES, facts, question_in_words, shipped, words_of
from campaign.press.figures import figures
from campaign.press.filling import filled
from campaign.press.models import PressQuestion
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign

pages = Blueprint("newsroom", __name__, url_prefix="/desk/campaigns/<slug>/press")
ANSWER = "/answers/<language>/<question>"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an answer stands: whether anything is written, the public reads something, and whether that is the same."""

    question: PressQuestion
    asked: str
    is_written: bool
    is_public: bool
    is_same: bool


@pages.get("")
def show(slug: str) -> Any:
    """Sentences to copy in each language of the campaign, and how each answer stands."""
    told = figures(g.campaign)
    parts = []
    for code in releases_queries.page_languages(g.campaign.id):
        with force_locale(LANGUAGES[code].locale):
            quotes = press_pages.to_quote(g.campaign, told)
            asked = {question: question_in_words(question) for question in PressQuestion}
        parts.append(
            (code, quotes, [_standing(code, question, asked[question]) for question in PressQuestion])
        )
    return render_template(
        "desk/press.html", parts=parts, language_name=language_name, states_from=settings().state_entries,
        is_protected=g.campaign.protects_signers,
    )  # fmt: skip


@pages.get(ANSWER)
def answer(slug: str, language: str, question: str) -> Any:
    """One answer: to be changed, and as it reads today."""
    return _page(language, _asked(language, question))


@pages.post(ANSWER)
def write(slug: str, language: str, question: str) -> Any:
    """Keep what was typed; the public reads nothing of it yet."""
    which = _asked(language, question)
    words = request.form.get("words", "").replace("\r\n", "\n").strip()
    changed = "" if words == _shipped(language, which) else words
    try:
        with as_seen(slug, _reading(language, which), request.form.get("version", "")):
            actions.write_answer(slug=slug, language=language, question=which, words=changed)
    except Stale:
        # One that was sent twice is there.
        now = words_of(g.campaign, language, which)
        if not is_there(now, lambda: actions.fit(changed) or _shipped(language, which)):
            return _page(language, which, words=words, is_stale=True), 409
    except Refusal as refusal:
        return _page(language, which, words=words, wrong=said(refusal)), 422
    flash(gettext("Saved. Read it below with today’s figures, then publish it."), "success")
    return redirect(url_for("newsroom.answer", slug=slug, language=language, question=question))


@pages.post(f"{ANSWER}/published")
def publish(slug: str, language: str, question: str) -> Any:
    """Let the public read it as it was seen, or no longer."""
    which, shown = _asked(language, question), request.form.get("publish") == "yes"
    try:
        with as_seen(slug, _reading(language, which), request.form.get("version", "")):
            actions.publish_answer(slug=slug, language=language, question=which, publish=shown)
    except Stale:
        if not _is_done(language, which, shown):  # else it was pressed twice
            return _page(language, which, is_stale=True), 409
    except Refusal as refusal:
        return _page(language, which, wrong=said(refusal)), 422
    flash(gettext("It is public now.") if shown else gettext("It is off the page."), "success")
    return redirect(url_for("newsroom.answer", slug=slug, language=language, question=question))


def _asked(language: str, question: str) -> PressQuestion:
    if language not in LANGUAGES or question not in {each.value for each in PressQuestion}:
        abort(404)
    return PressQuestion(question)


def _reading(language: str, question: PressQuestion) -> Any:
    """What the form of an answer shows: as `stale` compares it."""

    def read(campaign: Campaign) -> Values:
        row = press_queries.answer(campaign.id, language, question)
        return {"words": words_of(campaign, language, question), "shown": row.shown if row else None}

    return read


def _is_done(language: str, question: PressQuestion, shown: bool) -> bool:
    now = _reading(language, question)(g.campaign)
    public, hidden = {**now, "shown": now["words"]}, {**now, "shown": None}
    before, after = (hidden, public) if shown else (public, hidden)
    return is_done(now, before=before, after=after, version=request.form.get("version"))


def _standing(language: str, question: PressQuestion, asked: str) -> Standing:
    now = _reading(language, question)(g.campaign)
    return Standing(
        question=question,
        asked=asked,
        is_written=bool(now["words"]),
        is_public=now["shown"] is not None,
        is_same=now["words"] == now["shown"],
    )


def _shipped(language: str, question: PressQuestion) -> str:
    with force_locale(LANGUAGES[language].locale):
        return shipped(g.campaign, question)


def _page(
    language: str,
    question: PressQuestion,
    *,
    words: str | None = None,
    wrong: str | None = None,
    is_stale: bool = False,
) -> str:
    """With `words` what was typed; a second press after somebody else's change was shown is meant."""
    read = _reading(language, question)(g.campaign)
    with force_locale(LANGUAGES[language].locale):
        filling, asked = facts(g.campaign, figures(g.campaign)), question_in_words(question)
    return render_template(
        "desk/press_answer.html", language=language, language_name=language_name, question=question, asked=asked,
        words=read["words"] if words is None else words, wrong=wrong, is_stale=is_stale, read=read,
        standing=_standing(language, question, asked), version=version_of(read), shipped=_shipped(language, question),
        preview=paragraphs(filled(read["words"], filling)),
        shown=paragraphs(filled(read["shown"] or "", filling)),
        figures=[(name, filling[name]) for name in NAMES],
    )  # fmt: skip
