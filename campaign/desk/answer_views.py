"""What a mission answered: written down as a draft, read again, published or taken off the page."""

from datetime import date
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.letter_views import letters_page, pages
from campaign.desk.letter_words import consents, forms, positions
from campaign.desk.refusals import said
from campaign.desk.stale import Stale, as_seen, as_stored, differing, version_of
from campaign.desk.typed_fields import called
from campaign.desk.undoing import undo_by
from campaign.letters import actions
from campaign.letters import queries as letters_queries
from campaign.letters.actions.answering import fit
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
    code, shown = _known(code), request.form.get("publish") == "yes"
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    try:
        with as_seen(slug, lambda _: _stored(code), request.form.get("version")):
            actions.answered(
                campaign=g.campaign, country=code, day=_day(typed["day"]), note=typed["note"],
                words=typed["words"], position=_one_of(Position, "position", typed),
                form=_one_of(ReplyForm, "form", typed), consent=_one_of(Consent, "consent", typed),
            )  # fmt: skip
            if shown:
                actions.publish_answer(campaign=g.campaign, country=code)
    except Stale:
        # A form that was sent twice finds its own words there, and the public reads them or doesn't, as it asked.
        differences = differing(_stored(code), as_stored(typed, lambda: _fit(typed)), _said_as)
        if differences or shown != _is_public(code):
            return _page(code, typed=typed, differences=differences, is_other=not differences), 409
    except Refusal as refusal:
        return _page(code, typed=typed, wrong={refusal.field or "position": said(refusal)}), 422
    draft = gettext("Saved as a draft. Read it once more, then publish it.")
    flash(gettext("It is public now.") if shown else draft, "success")
    return redirect(url_for("outgoing.answer", slug=slug, code=code))


@pages.post(f"{ANSWER}/published")
def publish(slug: str, code: str) -> Any:
    """Let the public read it, or no longer."""
    code, shown = _known(code), request.form.get("publish") == "yes"
    try:
        with as_seen(slug, lambda _: _stored(code), request.form.get("version")):
            if not actions.publish_answer(campaign=g.campaign, country=code, publish=shown):
                abort(404)
    except Stale:
        return _page(code, is_other=True), 409
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


def _page(
    code: str,
    *,
    typed: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    differences: Any = (),
    is_other: bool = False,
) -> str:
    """With `is_other`, what stands is another than what was to be published."""
    row = letters_queries.newest_reply(g.campaign.id, code)
    return render_template(
        "desk/answer.html", code=code, name=un_name(code, page_language()), row=row, typed=typed or _stands(row),
        wrong=wrong or {}, positions=positions(), forms=forms(), consents=consents(), today=clock.today().isoformat(),
        differences=differences, is_other=is_other, version=version_of(_stored(code)),
    )  # fmt: skip


def _stored(code: str) -> dict[str, str]:
    """What the form shows of what is written down; nothing in each field before anything is."""
    row = letters_queries.newest_reply(g.campaign.id, code)
    return _stands(row) if row else dict.fromkeys(FIELDS, "")


def _fit(typed: dict[str, str]) -> dict[str, str]:
    """What was typed as it is stored. Raises Refusal."""
    day = _day(typed["day"]).isoformat()
    return {**typed, "day": day, **fit(note=typed["note"], words=typed["words"])}


def _is_public(code: str) -> bool | None:
    """Whether the public reads what is written down; None where nothing is."""
    row = letters_queries.newest_reply(g.campaign.id, code)
    return row.published if row else None


def _said_as(name: str, value: str) -> tuple[str, str]:
    """What a field is called, and its value in words."""
    match name:
        case "position":
            return gettext("What it says of the demand"), positions().get(value, gettext("empty"))
        case "form":
            return gettext("How it came"), forms().get(value, gettext("empty"))
        case "consent":
            return gettext("May these words be published?"), consents().get(value, gettext("empty"))
    return called(name) or name, value or gettext("empty")


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
