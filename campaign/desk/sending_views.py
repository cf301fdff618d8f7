"""Sending letters: to whom, from when on, who gets none and why; an hour in which owners can stop it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.current import settings
from campaign.desk.letter_views import pages
from campaign.desk.refusals import said
from campaign.desk.telling_owners import told_to_owners
from campaign.desk.typed_numbers import whole
from campaign.letters import actions
from campaign.letters import queries as letters_queries
from campaign.letters.models import LetterSet
from campaign.letters.pace import moments, new_york
from campaign.letters.planning import Plan
from campaign.letters.waves import Wave, asked_about, by_other_ways, wave_plan
from campaign.lib import clock
from campaign.lib.days import read_day
from campaign.lib.refusal import Refusal
from campaign.lib.text import folded
from campaign.lib.un_names import un_name
from campaign.missions.groups import Group
from campaign.missions.own_groups import every_group, own_groups
from campaign.organisers.actions.waiting import WAITS
from campaign.web.filters import clock_time, day, page_language

FIELDS = ("whom", "day", "hour", "per_hour", "office_hours")
LISTS = ("states", "again")
ALL, CHOSEN = "all", "chosen"
MOST_AN_HOUR, USUAL = 3_600, 60


@pages.get("/sending")
def choose(slug: str) -> Any:
    """Whom the letters issued last go to."""
    letters = _issued()
    return _form(letters, _typed()) if letters else _first_issue()


@pages.post("/sending/plan")
def plan(slug: str) -> Any:
    """Show who would get one, and who gets none and why."""
    letters = _issued()
    if letters is None:
        return _first_issue()
    try:
        return _planned(letters)
    except Refusal as refusal:
        return _form(letters, _typed(), wrong={refusal.field: said(refusal)}), 422


@pages.post("/sending")
def send(slug: str) -> Any:
    """Queue them, once the number was typed; the first goes after an hour in which it can be stopped."""
    letters = _issued()
    if letters is None:
        return _first_issue()
    try:
        start, per_hour = _start(), _per_hour()
        chosen = _plan(letters)
        if unanswered := _unanswered(chosen):
            return _planned(letters, unanswered=unanswered), 422
        if whole("number") != len(chosen.going):
            wrong = said(Refusal("letters/other-number", count=len(chosen.going)))
            return _planned(letters, wrong=wrong), 422
        begins = max(start, clock.now() + WAITS)
        with told_to_owners():
            actions.send_issued(
                campaign=g.campaign, letters=letters, going=chosen.going, per_hour=per_hour,
                office_hours=_office_hours(), start=begins, wave=request.form.get("whom", "")[:60],
            )  # fmt: skip
    except Refusal as refusal:
        return _form(letters, _typed(), wrong={refusal.field: said(refusal)}), 422
    flash(gettext("They wait. The first goes at %(time)s UTC at the earliest; until then all can be stopped.",
                  time=clock_time(begins)), "success")  # fmt: skip
    return redirect(url_for("outgoing.show", slug=slug))


def _issued() -> LetterSet | None:
    return letters_queries.last_issued(g.campaign.id)


def _first_issue() -> Any:
    flash(gettext("No letters have been issued yet."), "error")
    return redirect(url_for("outgoing.show", slug=g.campaign.slug))


def _typed() -> dict[str, Any]:
    form = request.form
    usual = {"whom": ALL, "day": "", "hour": "9", "per_hour": str(USUAL), "office_hours": ""}
    if form:
        usual = {name: form.get(name, "").strip() for name in FIELDS}
    return {**usual, **{name: form.getlist(name) for name in LISTS}}


def _whom(letters: LetterSet) -> set[str]:
    """The States chosen. Raises Refusal."""
    whom = request.form.get("whom", "")
    every = {row.country for row in letters_queries.letters(letters.id)}
    if whom == ALL:
        return every
    if whom == CHOSEN:
        named = set(request.form.getlist("states")) & every
    else:
        named = {code for each in _groups() if each.key == whom for code in each.states} & every
    if not named:
        raise Refusal("letters/nobody-chosen").about("whom")
    return named


def _groups() -> tuple[Group, ...]:
    return every_group(settings().instance, g.campaign.id)


def _plan(letters: LetterSet) -> Plan:
    """Raises Refusal."""
    declined = {code for code in asked_about(g.campaign) if request.form.get(f"write-{code}") == "no"}
    wave = Wave(states=_whom(letters), declined=declined, again=request.form.getlist("again"))
    return wave_plan(g.campaign, letters, wave)


def _unanswered(chosen: Plan) -> list[str]:
    going = {one.country for one in chosen.going} & asked_about(g.campaign)
    return sorted(code for code in going if request.form.get(f"write-{code}") not in {"yes", "no"})


def _start() -> datetime:
    """The moment chosen, as New York has it; now where no day is given. Raises Refusal."""
    typed = request.form.get("day", "").strip()
    if not typed:
        return clock.now()
    try:
        chosen = read_day(typed)
    except ValueError:
        raise Refusal("letters/no-day").about("day") from None
    hour = whole("hour")
    if hour is None or hour > 23:
        raise Refusal("letters/no-hour").about("hour")
    if chosen > clock.today() + timedelta(days=366):
        raise Refusal("letters/no-day").about("day")
    return datetime(chosen.year, chosen.month, chosen.day, hour, tzinfo=new_york()).astimezone(UTC)


def _per_hour() -> int:
    number = whole("per_hour")
    if number is None or not 1 <= number <= MOST_AN_HOUR:
        raise Refusal("letters/no-pace", most=MOST_AN_HOUR).about("per_hour")
    return number


def _office_hours() -> bool:
    return bool(request.form.get("office_hours"))


def _planned(letters: LetterSet, *, wrong: str | None = None, unanswered: list[str] | None = None) -> str:
    """The plan, with what was chosen carried along. Raises Refusal."""
    chosen, language = _plan(letters), page_language()
    start, per_hour = max(_start(), clock.now() + WAITS), _per_hour()
    times = moments(len(chosen.going), start=start, per_hour=per_hour, office_hours=_office_hours())
    asked = sorted(asked_about(g.campaign) & _whom(letters))
    return render_template(
        "desk/sending_plan.html", typed=_typed(), plan=chosen, wrong=wrong, unanswered=unanswered or [],
        name=lambda code: un_name(code, language), times=times, new_york=new_york(),
        asked=[(code, request.form.get(f"write-{code}", "")) for code in asked],
        other_ways=by_other_ways(g.campaign),
        withheld=set(g.campaign.withheld or ()), day=day,
    )  # fmt: skip


def _form(letters: LetterSet, typed: dict[str, Any], *, wrong: dict[str, str] | None = None) -> str:
    language = page_language()
    rows = letters_queries.letters(letters.id)
    sent = letters_queries.sendings(letters.id)
    try:
        shipped = _groups()
    except Refusal as refusal:
        shipped, wrong = own_groups(g.campaign.id), {"whom": said(refusal), **(wrong or {})}
    states = sorted(
        ((row.country, un_name(row.country, language)) for row in rows), key=lambda pair: folded(pair[1])
    )
    return render_template(
        "desk/sending.html", typed=typed, wrong=wrong or {}, letters=letters, states=states,
        groups=[(each.key, each.name(language)) for each in shipped],
        again=[(code, name) for code, name in states if code in sent],
    )  # fmt: skip
