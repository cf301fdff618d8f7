"""What a mission answered: written down as a draft, read again, published or taken off the page."""

from datetime import date
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.letter_views import letters_page, pages
from campaign.desk.letter_words import consents, forms, positions
from campaign.desk.refusals import said
from campaign.desk.undoing import undo_by
from campaign.extensions import transaction
from campaign.letters import actions
from campaign.letters import queries as letters_queries
from campaign.letters.fates import Consent, Position, ReplyForm
from campaign.letters.models import Reply
from campaign.lib import clock
from campaign.lib.days import read_day
from campaign.lib.refusal import Refusal
from campaign.lib.un_names import un_name
from campaign.missions.states import is_state
from campaign.web.filters import page_language

ANSWER = "/answers/<code>"
FIELDS = ("position", "day", "form", "words", "consent", "note")


@pages.get(ANSWER)
def answer(slug: str, code: str) -> Any:
    """What is written down of one mission's answer."""
    return _page(_known(code))


@pages.post(ANSWER)
def note(slug: str, code: str) -> Any:
    """Write it down as a draft, or let the public read just what was typed."""
    shown = request.form.get("publish") == "yes"
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    try:
        with transaction():
            actions.answered(
                campaign=g.campaign, country=_known(code), day=_day(typed["day"]), note=typed["note"],
                words=typed["words"], position=_one_of(Position, "position", typed),
                form=_one_of(ReplyForm, "form", typed), consent=_one_of(Consent, "consent", typed),
            )  # fmt: skip
            if shown:
                actions.publish_answer(campaign=g.campaign, country=code)
    except Refusal as refusal:
        return _page(code, typed=typed, wrong={refusal.field or "position": said(refusal)}), 422
    draft = gettext("Saved as a draft. Read it once more, then publish it.")
    flash(gettext("It is public now.") if shown else draft, "success")
    return redirect(url_for("outgoing.answer", slug=slug, code=code))


@pages.post(f"{ANSWER}/published")
def publish(slug: str, code: str) -> Any:
    """Let the public read it, or no longer."""
    shown = request.form.get("publish") == "yes"
    if not actions.publish_answer(campaign=g.campaign, country=_known(code), publish=shown):
        abort(404)
    flash(gettext("It is public now.") if shown else gettext("It is off the page."), "success")
    return redirect(url_for("outgoing.answer", slug=slug, code=code))


@pages.post(f"{ANSWER}/removed")
def take_back(slug: str, code: str) -> Any:
    """Delete what was written down."""
    row = letters_queries.newest_reply(g.campaign.id, _known(code))
    if row is None:
        return redirect(url_for("outgoing.show", slug=slug))
    before = {**_stands(row), "publish": "yes" if row.published else ""}
    actions.unanswered(campaign=g.campaign, country=code)
    back = url_for("outgoing.note", slug=slug, code=code)
    return letters_page(undo=undo_by(gettext("It is deleted."), back, before))


def _known(code: str) -> str:
    if not is_state(code):
        abort(404)
    return code


def _day(written: str) -> date:
    try:
        return read_day(written)
    except ValueError:
        raise Refusal("letters/no-day").about("day") from None


def _one_of(kind: Any, field: str, typed: dict[str, str]) -> Any:
    try:
        return kind(typed[field])
    except ValueError:
        raise Refusal("letters/no-choice").about(field) from None


def _page(code: str, *, typed: dict[str, str] | None = None, wrong: dict[str, str] | None = None) -> str:
    row = letters_queries.newest_reply(g.campaign.id, code)
    return render_template(
        "desk/answer.html", code=code, name=un_name(code, page_language()), row=row, typed=typed or _stands(row),
        wrong=wrong or {}, positions=positions(), forms=forms(), consents=consents(), today=clock.today().isoformat(),
    )  # fmt: skip


def _stands(row: Reply | None) -> dict[str, str]:
    if row is None:
        first = {
            "form": ReplyForm.MAIL.value,
            "consent": Consent.UNASKED.value,
            "position": Position.NONE.value,
        }
        return {"day": clock.today().isoformat(), "words": "", "note": "", **first}
    return {
        "position": row.position.value, "day": row.date.isoformat(), "form": row.form.value, "words": row.words,
        "consent": row.consent.value, "note": row.note,
    }  # fmt: skip
