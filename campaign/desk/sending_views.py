"""Sending letters: to whom, from when on, who gets none and why; an hour in which owners can stop it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk import sending_form as form
from campaign.desk.letter_views import pages
from campaign.desk.refusals import said
from campaign.desk.telling_owners import told_to_owners
from campaign.desk.typed_numbers import whole
from campaign.desk.yes_or_no import asked, declined, unanswered
from campaign.letters import actions
from campaign.letters import queries as letters_queries
from campaign.letters.fates import ON_THE_WAY, SendingState
from campaign.letters.models import LetterSet
from campaign.letters.pace import moments, new_york
from campaign.letters.planning import Plan
from campaign.letters.waves import Wave, by_other_ways, gone, pasts, wave_plan
from campaign.lib.refusal import Refusal
from campaign.lib.text import folded
from campaign.lib.un_names import un_name
from campaign.missions import queries as missions_queries
from campaign.missions.own_groups import own_groups
from campaign.notifications.kinds import Grave
from campaign.organisers.actions.waiting import hold
from campaign.web.filters import clock_time, day, page_language


@pages.get("/sending")
def choose(slug: str) -> Any:
    """Whom the letters issued last go to."""
    letters = _issued()
    return _form(letters) if letters else _first_issue()


@pages.post("/sending/plan")
def plan(slug: str) -> Any:
    """Show who would get one, and who gets none and why."""
    letters = _issued()
    if letters is None:
        return _first_issue()
    try:
        return _planned(letters)
    except Refusal as refusal:
        return _form(letters, wrong={refusal.field: said(refusal)}), 422


@pages.post("/sending")
def send(slug: str) -> Any:
    """Queue them, once the number was typed; the first goes after an hour in which it can be stopped."""
    letters = _issued()
    if letters is None:
        return _first_issue()
    try:
        chosen = _plan(letters)
        if missing := unanswered(one.country for one in chosen.going):
            return _planned(letters, missing=missing), 422
        if whole("number") != len(chosen.going):
            wrong = said(Refusal("letters/other-number", count=len(chosen.going)))
            return _planned(letters, wrong=wrong), 422
        _queue(letters, chosen)
    except Refusal as refusal:
        return _form(letters, wrong={refusal.field: said(refusal)}), 422
    return redirect(url_for("outgoing.show", slug=slug))


def _queue(letters: LetterSet, chosen: Plan) -> None:
    """All that was asked for, with the mail that tells of it; neither, where somebody was faster. Raises Refusal."""
    begins, wave = form.begins(), form.wave_name(form.whom(letters), g.campaign.id)
    with told_to_owners(Grave.LETTERS):
        queued = actions.send_issued(
            campaign=g.campaign, letters=letters, going=chosen.going, per_hour=form.per_hour(),
            office_hours=form.office_hours(), start=begins, wave=wave,
        )  # fmt: skip
        if not queued:
            raise Refusal("letters/none-left")
    sentence = (
        gettext("They wait. The first goes at %(time)s UTC at the earliest; until then all can be stopped.",
                time=clock_time(begins))
        if hold()
        else gettext("They go from now on, or from the moment that you chose: this site is on this computer alone.")
    )  # fmt: skip
    flash(sentence, "success")


def _issued() -> LetterSet | None:
    return letters_queries.last_issued(g.campaign.id)


def _first_issue() -> Any:
    flash(gettext("No letters have been issued yet."), "error")
    return redirect(url_for("outgoing.show", slug=g.campaign.slug))


def _plan(letters: LetterSet) -> Plan:
    """Raises Refusal."""
    states = form.whom(letters).states
    again = request.form.getlist("again")
    return wave_plan(g.campaign, letters, Wave(states=states, declined=declined(), again=again))


def _planned(letters: LetterSet, *, wrong: str | None = None, missing: Collection[str] = ()) -> str:
    """The plan, with what was chosen carried along. Raises Refusal."""
    chosen, language = _plan(letters), page_language()
    times = moments(
        len(chosen.going), start=form.begins(), per_hour=form.per_hour(), office_hours=form.office_hours()
    )
    by_name = _by_name(language)
    about = form.whom(letters).states - set(chosen.without_letter)
    return render_template(
        "desk/sending_plan.html", typed=form.typed(), plan=chosen, wrong=wrong,
        name=lambda code: un_name(code, language), times=times, new_york=new_york(),
        going=sorted(chosen.going, key=lambda one: folded(un_name(one.country, language))),
        asked=asked(by_name(about), missing=missing),
        nobody=[(why, by_name(codes)) for why, codes in _why_not(chosen) if codes],
        day=day, waits=bool(hold()),
    )  # fmt: skip


def _why_not(chosen: Plan) -> Iterable[tuple[str, list[str]]]:
    """Each reason for which somebody gets none, and who."""
    addresses = {row.code for row in missions_queries.addresses()}
    other_ways = by_other_ways(g.campaign).keys()
    before: Mapping[str, SendingState] = dict(chosen.before)
    without = chosen.without_letter
    return [
        (gettext("No address"), list(chosen.without_address)),
        (gettext("No letter was issued"), [code for code in without if code in addresses]),
        (gettext("No letter was issued, and no address is known"),
         [code for code in without if code not in addresses]),
        (gettext("One waits to be sent"), [code for code in before if before[code] in ON_THE_WAY]),
        (gettext("One went before"), [code for code in before if before[code] not in ON_THE_WAY]),
        (gettext("By post or by hand"), [code for code in chosen.left_out if code in other_ways]),
        (gettext("You said no"), [code for code in chosen.left_out if code not in other_ways]),
    ]  # fmt: skip


def _by_name(language: str) -> Callable[[Iterable[str]], list[str]]:
    return lambda codes: sorted(codes, key=lambda code: folded(un_name(code, language)))


def _form(letters: LetterSet, *, wrong: dict[str, str] | None = None) -> str:
    language = page_language()
    before = gone(letters)
    stopped = _stopped(letters)
    try:
        shipped = form.groups()
    except Refusal as refusal:
        shipped, wrong = own_groups(g.campaign.id), {"whom": said(refusal), **(wrong or {})}
    every = _by_name(language)(row.country for row in letters_queries.letters(letters.id))
    return render_template(
        "desk/sending.html", typed=form.typed(), wrong=wrong or {}, letters=letters, stopped=stopped,
        name=lambda code: un_name(code, language), waits=bool(hold()),
        states=[code for code in every if code not in before],
        groups=[(each.key, each.name(language)) for each in shipped],
        again=[code for code in every if code in before and before[code] not in ON_THE_WAY],
    )  # fmt: skip


def _stopped(letters: LetterSet) -> dict[str, date]:
    """On which day the letters were stopped that were to go and haven't gone."""
    past = pasts(letters)
    return {code: each.stopped_at.date() for code, each in past.items() if each.stopped_at and not each.went}
