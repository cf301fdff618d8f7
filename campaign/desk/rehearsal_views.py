"""What is tried before people sign: a list that remembers who tried what, when, and how it went."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.backup import queries as backup_queries
from campaign.desk.refusals import said
from campaign.desk.rehearsal_words import how, what
from campaign.desk.rehearsed import seen, tried
from campaign.jobs import queries as jobs_queries
from campaign.jobs.models import Job
from campaign.letters import specimens
from campaign.lib import countries
from campaign.lib.refusal import Refusal
from campaign.missions.states import member_states, observer_states
from campaign.organisers import queries as organisers_queries
from campaign.releases import queries as releases_queries
from campaign.releases.actions.rehearsing import note_rehearsal, outcomes_of, try_mail
from campaign.releases.rehearsals import Exercise, Outcome
from campaign.spoken import spoken
from campaign.vault import queries as vault_queries

pages = Blueprint("rehearsal", __name__, url_prefix="/desk/campaigns/<slug>/start/rehearsal")


@pages.get("")
def show(slug: str) -> Any:
    """Each exercise: what to do, and how it went the last time."""
    return _page()


@pages.post("/mail")
def send(slug: str) -> Any:
    """Send a mail to a mailbox of one's own."""
    to = request.form.get("to", "")
    who = g.organiser
    try:
        provider = try_mail(campaign_id=g.campaign.id, organiser_id=who.id, to=to, language=who.language)
    except Refusal as refusal:
        return _page(to, wrong=said(refusal)), 422
    flash(
        gettext("A mail is on its way to %(provider)s. Say below where it landed.", provider=provider),
        "success",
    )
    return redirect(url_for("rehearsal.show", slug=slug))


@pages.post("/letter")
def send_letter(slug: str) -> Any:
    """Have a specimen of the letter to a State sent to oneself, in the background."""
    country = request.form.get("country", "")
    try:
        specimens.ask(campaign=g.campaign, organiser_id=g.organiser.id, country=country)
    except Refusal as refusal:
        return _page(country=country, no_letter=said(refusal)), 422
    flash(gettext("It is made and sent to %(address)s.", address=g.organiser.email), "success")
    return redirect(url_for("rehearsal.show", slug=slug))


@pages.post("")
def note(slug: str) -> Any:
    """Remember how it went."""
    try:
        exercise, outcome = (
            Exercise(request.form.get("exercise", "")),
            Outcome(request.form.get("outcome", "")),
        )
    except ValueError:
        return _page(wrong=gettext("Choose how it went.")), 422
    try:
        note_rehearsal(
            campaign_id=g.campaign.id, organiser_id=g.organiser.id, exercise=exercise, outcome=outcome,
            at_provider=request.form.get("at_provider", "")[:255] if exercise == Exercise.MAIL else "",
        )  # fmt: skip
    except Refusal as refusal:
        return _page(wrong=said(refusal)), 422
    flash(gettext("Recorded."), "success")
    return redirect(url_for("rehearsal.show", slug=slug))


def _page(to: str = "", *, wrong: str | None = None, country: str = "", no_letter: str | None = None) -> str:
    rows, letter = releases_queries.rehearsals(g.campaign.id), specimens.newest(g.campaign.slug)
    failed = jobs_queries.refusal(letter) if letter else None
    names = {each.id: each.name for each in organisers_queries.everybody()}
    return render_template(
        "desk/rehearsal.html", to=to, wrong=wrong, exercises=list(Exercise), what=what, how=how, names=names,
        rows={exercise: [row for row in rows if row.exercise == exercise] for exercise in Exercise},
        outcomes={exercise: _outcomes(exercise) for exercise in Exercise}, tried=len(tried(g.campaign)),
        seen=seen(g.campaign), letter=letter, failed=said(failed) if failed else None, no_letter=no_letter,
        states=_states(), country=country or _last_chosen(letter), proved=_proved(),
        backup_at=backup_queries.last_made(),
    )  # fmt: skip


def _states() -> list[tuple[str, str]]:
    codes = {state.code for state in (*member_states(), *observer_states())}
    return [pair for pair in countries.collated(str(spoken())) if pair[0] in codes]


def _last_chosen(letter: Job | None) -> str:
    """The State that a specimen was asked for last, or the first that is written to."""
    return letter.arguments["country"] if letter else next(iter(g.campaign.addressed or []), "")


def _proved() -> list[str]:
    """Who has shown that she opens what is sealed to her: so much the server knows of lists."""
    return [each.name for each in vault_queries.holders() if each.proved_at is not None]


def _outcomes(exercise: Exercise) -> list[tuple[str, str]]:
    return [(each.value, how(each)) for each in Outcome if each in outcomes_of(exercise)]
