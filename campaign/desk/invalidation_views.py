"""Signatures taken out of the count: chosen, counted, begun, and then stopped, gone on with or undone."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from campaign.current import settings
from campaign.desk.invalidation_form import MOST_RULES, Typed, counted, parts, typed
from campaign.desk.refusals import said
from campaign.desk.signature_views import pages
from campaign.desk.telling_owners import told_to_owners
from campaign.desk.typed_numbers import whole
from campaign.lib.countries import UNSAID, collated
from campaign.lib.refusal import Refusal
from campaign.moderation import actions, background
from campaign.moderation import queries as moderation_queries
from campaign.moderation.queries import Sought, Stage
from campaign.notifications.kinds import Grave
from campaign.spoken import spoken
from campaign.tally.removal import InvalidationReason, on_pages
from campaign.web.filters import Counted
from campaign.web.filters import number as in_digits

ONE = "/invalidations/<int:number>"
TOLD_OVER = 100  # of so many the other owners are mailed: the hold is the hour in which they can undo it
EMPTY = {"country": "", "day": "", "since": "", "domain": ""}


@pages.get("/invalidations")
def invalidations(slug: str) -> Any:
    """What was taken out so far, the newest first, and how far each is."""
    return _listed(problem=None)


@pages.get("/invalidations/new")
def choose(slug: str) -> Any:
    """The form, empty."""
    return _form(Typed([EMPTY]))


@pages.get("/invalidations/count")
def count_anew(slug: str) -> Any:
    """Where a reload leads, once the form is gone."""
    return redirect(url_for("signatures.choose", slug=slug))


@pages.post("/invalidations/count")
def count(slug: str) -> Any:
    """How many match, or the form again: with one more rule, to be changed, or with what is to be mended."""
    form, step = typed(request.form), request.form.get("step", "")
    if step == "add":
        return _form(Typed([*form.rules, EMPTY][:MOST_RULES], form.indexes, form.reason))
    if step == "change":
        return _form(Typed(form.rules or [EMPTY], form.indexes, form.reason))
    sought = parts(g.campaign, form)
    if form.problems:
        return _form(form), 422
    last = moderation_queries.newest_signature(g.campaign.id)
    try:
        return _confirm(form, sought, counted(g.campaign, sought, last=last), last)
    except Refusal as refusal:
        form.problems["form"] = said(refusal)
        return _form(form), 422


@pages.post("/invalidations")
def begin(slug: str) -> Any:
    """Begin, if the number that was typed is the one that matches still."""
    form = typed(request.form)
    sought, last, before = parts(g.campaign, form), whole("last"), whole("counted")
    if form.problems or last is None or form.chosen is None:
        return _form(form), 422
    try:
        counts = counted(g.campaign, sought, last=last)
    except Refusal as refusal:
        if moderation_queries.gathering(g.campaign.id, last=last, reason=form.chosen):
            return redirect(url_for("signatures.invalidations", slug=slug))  # the same form, sent twice
        form.problems["form"] = said(refusal)
        return _form(form), 409
    if sum(counts) != before:
        return _confirm(form, sought, counts, last, was=before), 409
    if whole("number") != sum(counts):
        wrong = gettext("Type %(count)s, or change the rules.", count=in_digits(sum(counts)))
        return _confirm(form, sought, counts, last, wrong=wrong), 422
    chosen = list(zip(sought, counts, strict=True))
    with told_to_owners(Grave.REMOVAL) if sum(counts) > TOLD_OVER else nullcontext():
        background.begin_batch(campaign=g.campaign, parts=chosen, reason=form.chosen, last=last)
    flash(gettext("Started. Until they are removed from the count, all of it can be undone."), "success")
    return redirect(url_for("signatures.invalidations", slug=slug))


@pages.post(f"{ONE}/stop")
def stop(slug: str, number: int) -> Any:
    """Gather no more for now."""
    return _told(
        number,
        lambda: background.stop(campaign=g.campaign, number=number),
        gettext("Stopped. All of them still count."),
    )


@pages.post(f"{ONE}/go-on")
def go_on(slug: str, number: int) -> Any:
    """Gather the rest."""
    return _told(
        number, lambda: background.go_on(campaign=g.campaign, number=number), gettext("It is running.")
    )


@pages.post(f"{ONE}/undo")
def undo(slug: str, number: int) -> Any:
    """Let them count on."""
    undo_one = {"campaign": g.campaign.id, "number": number}
    return _told(
        number, lambda: actions.undo_invalidation(**undo_one), gettext("Undone. All of them still count.")
    )


def _told(number: int, action: Callable[..., object], sentence: str) -> Any:
    """What is done to one of this campaign's, and the list again."""
    if moderation_queries.invalidation(g.campaign.id, number) is None:
        abort(404)
    try:
        action()
    except Refusal as refusal:
        return _listed(problem=said(refusal)), 409
    flash(sentence, "success")
    return redirect(url_for("signatures.invalidations", slug=g.campaign.slug))


def _listed(*, problem: str | None) -> str:
    listed = moderation_queries.invalidations(g.campaign.id)
    return render_template(
        "desk/invalidations.html",
        listed=[(each, moderation_queries.stage(each)) for each in listed],
        gathered=moderation_queries.gathered_each([each.id for each in listed]),
        Stage=Stage,
        problem=problem,
        reason_words=_reason_words,
        names=dict(collated(str(spoken()))),
    )


def _form(form: Typed) -> str:
    return render_template(
        "desk/invalidation.html",
        form=form,
        rows=form.rules or [EMPTY],
        most=MOST_RULES,
        reasons=InvalidationReason,
        reason_words=_reason_words,
        countries=collated(str(spoken())),
        unsaid=UNSAID,
    )


def _confirm(
    form: Typed,
    sought: list[Sought],
    counts: list[int],
    last: int,
    *,
    was: int | None = None,
    wrong: str | None = None,
) -> str:
    return render_template(
        "desk/invalidation_counted.html",
        form=form,
        parts=list(zip([*form.rules, None], sought, counts, strict=False)),
        total=sum(counts),
        was=was,
        wrong=wrong,
        last=last,
        reason=_reason_words(form.chosen),
        by_country=any(each.country is not None for each in sought),
        hold=_hold(),
        names=dict(collated(str(spoken()))),
    )


def _hold() -> str:
    minutes = settings().hold_seconds // 60
    if not minutes:
        return gettext("They are removed from the count at once: this site is on this computer alone.")
    return ngettext(
        "They will count for %(num)s more minute, during which all of it can be undone.",
        "They will count for %(num)s more minutes, during which all of it can be undone.",
        Counted(minutes),
    )


def _reason_words(reason: Any) -> str:
    return on_pages(reason, gettext)
