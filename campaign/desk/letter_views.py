"""Letters: what they bear, made in the background, looked through, stopped."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from campaign.desk.letter_words import addressees, positions
from campaign.desk.refusals import said
from campaign.desk.text_words import language_name
from campaign.desk.undoing import Undo
from campaign.desk.yes_or_no import asked
from campaign.jobs import actions as jobs
from campaign.jobs import queries as jobs_queries
from campaign.jobs.kinds import JobKind
from campaign.letters import actions
from campaign.letters import pages as letter_pages
from campaign.letters import queries as letters_queries
from campaign.letters.facts import Paper
from campaign.letters.models import LetterSet
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.text import folded
from campaign.lib.un_names import un_name
from campaign.missions.states import with_a_mission
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.web.filters import Counted, in_line, page_language

pages = Blueprint("outgoing", __name__, url_prefix="/desk/campaigns/<slug>/letters")
HEAD = ("person", "paper", "territories", "refers", "sent_before")


@pages.get("")
def show(slug: str) -> Any:
    """What waits, what is issued, and what became of it."""
    return letters_page()


@pages.post("/made")
def make(slug: str) -> Any:
    """Have letters made of the count as it is published now."""
    typed = {name: request.form.get(name, "").strip() for name in HEAD}
    paper: Paper = "letter" if typed["paper"] == "letter" else "a4"
    try:
        actions.set_letterhead(
            campaign=g.campaign, person=typed["person"], paper=paper,
            refers=bool(typed["refers"]), sent_before=bool(typed["sent_before"]),
        )  # fmt: skip
        if (named := typed["territories"] == "named") != bool(g.campaign.territories) and typed[
            "territories"
        ]:
            releases.change(slug=slug, territories=named)
        jobs.enqueue(kind=JobKind.LETTERS, campaign=slug, day=clock.today().isoformat())
    except Refusal as refusal:
        return letters_page(typed=typed, wrong={refusal.field: said(refusal)}), 422
    flash(gettext("The letters are being made. This page says how far it is."), "success")
    return redirect(url_for("outgoing.show", slug=slug))


@pages.post("/made/<job>/stop")
def stop_making(slug: str, job: str) -> Any:
    """Don't go on with them."""
    row = jobs_queries.job(job)
    if row is None or (row.kind, row.campaign) != (JobKind.LETTERS, slug):
        abort(404)
    jobs.ask_stop(job=job)
    return redirect(url_for("outgoing.show", slug=slug))


@pages.get("/made/<code>.pdf")
def read_one(slug: str, code: str) -> Any:
    """One of those that wait, as it will be printed."""
    pdf = letters_queries.drafted_pdf(g.campaign.id, code)
    if pdf is None:
        abort(404)
    response = Response(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{slug}-{code}.pdf"'
    return response


@pages.post("/made/discarded")
def discard(slug: str) -> Any:
    """Delete those that wait."""
    actions.discard_draft(campaign=g.campaign)
    flash(gettext("They are deleted. Nothing was public."), "success")
    return redirect(url_for("outgoing.show", slug=slug))


@pages.post("/stopped")
def stop_sending(slug: str) -> Any:
    """Send none that still waits, or none of one wave."""
    try:
        stopped = actions.stop(campaign=g.campaign, only=(), wave=request.form.get("wave"))
    except Refusal as refusal:
        return letters_page(problem=said(refusal)), 422
    language = page_language()
    leaving = in_line(sorted((un_name(code, language) for code in stopped.leaving), key=folded))
    sentence = ngettext(
        "%(num)s letter was stopped.", "%(num)s letters were stopped.", Counted(len(stopped.countries))
    )
    flash(
        f"{sentence} {gettext('Being handed over right now: %(states)s.', states=leaving)}"
        if leaving
        else sentence
    )
    return redirect(url_for("outgoing.show", slug=slug))


def letters_page(
    *,
    problem: str | None = None,
    typed: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    missing: Collection[str] = (),
    undo: Undo | None = None,
) -> str:
    """What there is of letters; `missing` are States that a yes or a no was lacking for."""
    language = page_language()
    newest, drafted = letters_queries.last_issued(g.campaign.id), letters_queries.drafted_set(g.campaign.id)
    making = next(iter(jobs_queries.newest(campaign=g.campaign.slug, kind=JobKind.LETTERS)), None)
    refusal = jobs_queries.refusal(making) if making else None
    letters = letters_queries.drafted_letters(g.campaign.id) if drafted else ()
    by_name = _by_name([(letter.country, letter) for letter in letters], language)
    return render_template(
        "desk/letters.html", problem=problem, undo=undo, wrong=wrong or {}, typed=typed or _letterhead(),
        signed=_signed(), job=making, refused=said(refusal) if refusal else None, drafted=drafted,
        letters=by_name, asked=asked([row.country for _, row in by_name], missing=missing), newest=newest,
        lines=_fates(newest, language) if newest else [], addressees=addressees(g.campaign, language),
        waits=bool(letters_queries.waiting_waves(g.campaign.id)),
        reached={country for country, _ in letters_queries.reached(g.campaign.id)},
        dates=letters_queries.dates(g.campaign.id),
        positions=positions(), language_name=language_name, states=_states(language),
        answers=letter_pages.answers_now(g.campaign), places=letter_pages.places(g.campaign, language),
    )  # fmt: skip


def _states(language: str) -> list[tuple[str, str]]:
    """All that have a mission, those whom the next letters are for first."""
    first = set(g.campaign.addressed or ())
    names = [(code, un_name(code, language)) for code in with_a_mission()]
    return sorted(names, key=lambda pair: (pair[0] not in first, folded(pair[1])))


def _by_name(rows: list[tuple[str, Any]], language: str) -> list[tuple[str, Any]]:
    named = [(un_name(code, language), row) for code, row in rows]
    return sorted(named, key=lambda pair: folded(pair[0]))


def _fates(newest: LetterSet, language: str) -> list[tuple[str, Any]]:
    """(State, (its letter, its sending, its answer)) of the set issued last, by name."""
    sendings, replies = letters_queries.sendings(newest.id), letters_queries.replies(newest.id)
    rows = [
        (letter.country, (letter, sendings.get(letter.country), replies.get(letter.country)))
        for letter in letters_queries.letters(newest.id)
    ]
    return _by_name(rows, language)


def _letterhead() -> dict[str, str]:
    """What they bore last; before that, who was named for missions, if it harms nobody: letters are public."""
    head = letters_queries.letterhead(g.campaign.id)
    territories = "named" if g.campaign.territories else "together"
    if head is not None:
        return {
            "person": head.person, "paper": head.paper, "territories": territories,
            "refers": "y" if head.refers else "", "sent_before": "y" if head.sent_before else "",
        }  # fmt: skip
    named = None if g.campaign.protects_signers else releases_queries.responsible(g.campaign.id)
    asks = " ".join(part for part in (named.person, named.telephone) if part) if named else ""
    return {"person": asks, "paper": "a4", "territories": territories, "refers": "y", "sent_before": ""}


def _signed() -> list[tuple[str, str, str]]:
    """(Language, place, signatories) as letters have them; an empty language is for all the others."""
    places, names = g.campaign.letter_places or {}, g.campaign.signatories or {}
    return [
        (
            language_name(code) if code else "",
            places.get(code) or places.get("", ""),
            "; ".join(names.get(code) or names.get("", [])),
        )
        for code in sorted(places.keys() | names.keys())
    ]
