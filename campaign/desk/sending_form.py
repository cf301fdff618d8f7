"""What was typed of a sending: to whom, from when on, how fast."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import g, request
from flask_babel import gettext

from campaign.current import settings
from campaign.desk.typed_numbers import whole
from campaign.letters import queries as letters_queries
from campaign.letters.addressees import addressees
from campaign.letters.models import LetterSet
from campaign.letters.pace import new_york
from campaign.lib import clock
from campaign.lib.days import read_day
from campaign.lib.refusal import Refusal
from campaign.missions.groups import Group
from campaign.missions.own_groups import every_group
from campaign.organisers.actions.waiting import hold

FIELDS = ("whom", "day", "hour", "per_hour", "office_hours")
LISTS = ("states", "again")
ALL, CHOSEN = "all", "chosen"
MOST_AN_HOUR, USUAL, USUAL_HOUR = 3_600, 60, 9


@dataclass(frozen=True)
class Whom:
    """The States that were chosen, and what the choice is called."""

    name: str
    states: frozenset[str]


def typed() -> dict[str, Any]:
    """As the form has it, with what is usual before anything was typed."""
    form = request.form
    usual = {"whom": ALL, "day": "", "hour": "", "per_hour": str(USUAL), "office_hours": ""}
    if form:
        usual = {name: form.get(name, "").strip() for name in FIELDS}
    return {**usual, **{name: form.getlist(name) for name in LISTS}}


def groups() -> tuple[Group, ...]:
    """Raises Refusal."""
    return every_group(settings().instance, g.campaign.id)


def whom(letters: LetterSet) -> Whom:
    """The States chosen, those too of which this set has no letter. Raises Refusal.

    Where any are ticked the letters go to these alone: nobody gets one whom she didn't mean.
    """
    chosen = request.form.get("whom", "")
    every = {row.country for row in letters_queries.letters(letters.id)}
    ticked = {code for name in LISTS for code in request.form.getlist(name)} & every
    if chosen in {ALL, CHOSEN} and ticked:
        return Whom(CHOSEN, frozenset(ticked))
    if chosen == ALL:
        return Whom(ALL, frozenset(every | _addressed()))
    states = frozenset(code for each in groups() if each.key == chosen for code in each.states)
    if not states:
        raise Refusal("letters/nobody-chosen").about("whom")
    if ticked:
        raise Refusal("letters/ticked-too").about("whom")
    return Whom(chosen, states)


def _addressed() -> set[str]:
    """Whom the campaign writes to, as far as that is known today."""
    try:
        return {each.code for each in addressees(g.campaign, folder=settings().instance, today=clock.today())}
    except Refusal:
        return set()


def wave_name(chosen: Whom, campaign: int) -> str:
    """What these letters are called together, so that they can be told from those of other deeds, and stopped alone."""
    before, name, number = letters_queries.waves_so_far(campaign), chosen.name[:50], 1
    while (numbered := f"{name} {number}" if number > 1 else name) in before:
        number += 1
    return numbered


def whom_in_words(language: str) -> Callable[[str], str]:
    """What a wave is for, in words; empty where nobody knows any more."""
    try:
        names = {each.key: each.name(language) for each in groups()}
    except Refusal:
        names = {}
    names |= {ALL: gettext("All to whom none went yet"), CHOSEN: gettext("The States that were ticked")}
    return lambda wave: names.get(wave, "") or names.get(wave.rpartition(" ")[0], "")


def start() -> datetime:
    """The moment chosen, as New York has it; now where neither day nor hour is given. Raises Refusal.

    An hour without a day is today's, or tomorrow's where that is past.
    """
    day, hour = request.form.get("day", "").strip(), _hour()
    if not day and hour is None:
        return clock.now()
    if not day:
        today = _at_hour(clock.now().astimezone(new_york()), hour or 0)
        return (
            today if today >= clock.now() else _at_hour(today.astimezone(new_york()) + clock.DAY, hour or 0)
        )
    try:
        chosen = read_day(day)
    except ValueError:
        raise Refusal("letters/no-day").about("day") from None
    if chosen > clock.today() + timedelta(days=366):
        raise Refusal("letters/no-day").about("day")
    return _at_hour(
        datetime(chosen.year, chosen.month, chosen.day, tzinfo=new_york()),
        USUAL_HOUR if hour is None else hour,
    )


def begins() -> datetime:
    """When the first letter goes: once it has waited its hour. Raises Refusal."""
    return max(start(), clock.now() + hold())


def per_hour() -> int:
    """Raises Refusal."""
    number = whole("per_hour")
    if number is None or not 1 <= number <= MOST_AN_HOUR:
        raise Refusal("letters/no-pace", most=MOST_AN_HOUR).about("per_hour")
    return number


def office_hours() -> bool:
    """Whether they go in the office hours of New York alone."""
    return bool(request.form.get("office_hours"))


def _hour() -> int | None:
    if not request.form.get("hour", "").strip():
        return None
    hour = whole("hour")
    if hour is None or hour > 23:
        raise Refusal("letters/no-hour").about("hour")
    return hour


def _at_hour(day: datetime, hour: int) -> datetime:
    return day.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)
