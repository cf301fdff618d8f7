"""What is tried before people sign: a list that remembers who tried what, when, and how it went."""

from typing import Any, assert_never

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.refusals import said
from campaign.desk.start_views import tried_of
from campaign.lib.refusal import Refusal
from campaign.organisers import queries as organisers_queries
from campaign.releases import queries as releases_queries
from campaign.releases.actions.rehearsing import note_rehearsal, outcomes_of, try_mail
from campaign.releases.models import Exercise, Outcome

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
    flash(gettext("Noted."), "success")
    return redirect(url_for("rehearsal.show", slug=slug))


def _page(to: str = "", *, wrong: str | None = None) -> str:
    rows = releases_queries.rehearsals(g.campaign.id)
    names = {each.id: each.name for each in organisers_queries.everybody()}
    return render_template(
        "desk/rehearsal.html", to=to, wrong=wrong, exercises=list(Exercise), what=_what, how=_how, names=names,
        rows={exercise: [row for row in rows if row.exercise == exercise] for exercise in Exercise},
        outcomes={exercise: _outcomes(exercise) for exercise in Exercise}, tried=len(tried_of(rows)),
    )  # fmt: skip


def _outcomes(exercise: Exercise) -> list[tuple[str, str]]:
    return [(each.value, _how(each)) for each in Outcome if each in outcomes_of(exercise)]


def _how(outcome: Outcome) -> str:
    match outcome:
        case Outcome.INBOX:
            return gettext("In the inbox")
        case Outcome.SPAM:
            return gettext("Among unwanted mail")
        case Outcome.WORKED:
            return gettext("It worked")
        case Outcome.FAILED:
            return gettext("It failed")
        case Outcome.UNTRIED:
            return gettext("Not yet tried")
        case _:
            assert_never(outcome)


def _what(exercise: Exercise) -> tuple[str, str]:
    """(what it is called, what to do)."""
    match exercise:
        case Exercise.MAIL:
            return gettext("Where our mail lands"), gettext(
                "Type an address of your own at a provider that your signers use. We send it a mail from the address "
                "that theirs come from; look where it lands, and say so. Do it for each provider that matters."
            )
        case Exercise.WITHDRAWAL:
            return gettext("Withdrawing"), gettext(
                "Sign with your own address, confirm, and withdraw by the same link. This campaign isn’t open, so do "
                "it in one that is, such as the example on your own computer."
            )
        case Exercise.LETTER:
            return gettext("A letter"), gettext(
                "Have letters made of the example on your own computer, which are marked as specimens, and read one:"
            )
        case Exercise.HELD_FORM:
            return gettext("A form that is held"), gettext(
                "Send the form of a campaign that is open within two seconds of opening its page: it is held. Find it "
                "among those that are held, and let it go or refuse it."
            )
        case Exercise.LIST:
            return gettext("The list, opened"), gettext(
                "Take the sealed list of a campaign in which you signed away, and open it with a holder’s key on her "
                "own computer."
            )
        case Exercise.RESTORE:
            return gettext("A backup, restored"), gettext(
                "Have whoever runs the server bring a backup back on another machine, as the manual says, and look at "
                "the count there."
            )
        case _:
            assert_never(exercise)
