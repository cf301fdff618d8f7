"""A campaign in one screen; and its exact figures by country, for those who may see them."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, g, render_template, request
from flask_babel import gettext

from campaign.desk.next_step_words import told
from campaign.desk.next_steps import next_steps
from campaign.desk.overview_facts import letters_of, overview
from campaign.lib import clock
from campaign.lib.charts import columns
from campaign.lib.countries import UNSAID, collated, name
from campaign.moderation.days import Day
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.spoken import spoken
from campaign.tally import queries as tally_queries
from campaign.tally.entries import Stated

pages = Blueprint("overview", __name__, url_prefix="/desk/campaigns/<slug>")
SHOWN_DAYS = 30


@pages.get("/")
def show(slug: str) -> Any:
    """What to do next, and how it stands. Viewers see what the public does."""
    if g.role == Role.VIEWER:
        tally = tally_queries.public_tally(g.campaign.id)
        return render_template(
            "desk/overview_public.html",
            tally=tally,
            stated=_stated(tally.stated),
            letters=letters_of(g.campaign.id),
        )
    whole = overview(g.campaign)
    today = clock.today()
    days = _last_days(whole.look.days)
    return render_template(
        "desk/overview.html",
        tally=whole.tally,
        stated=_stated(whole.tally.stated),
        letters=whole.letters,
        look=whole.look,
        signed_today=whole.look.signed(today),
        signed_this_week=sum(whole.look.signed(today - timedelta(days=back)) for back in range(7)),
        days=days,
        bars=columns([(day.confirmed, day.sent - day.confirmed) for day in days]),
        today=today,
        unconfirmed=whole.look.unconfirmed(whole.facts.held),
        held=whole.held,
        health=whole.health,
        steps=[told(step, whole.facts, slug=slug) for step in next_steps(whole.facts)],
    )


@pages.route("/countries", methods=["GET", "POST"])
def countries(slug: str) -> Any:
    """Exact figures: not for the press, not for missions. Whoever wants them presses, and it is noted that she did."""
    if request.method == "GET":
        return render_template("desk/countries.html", rows=None)
    counts = releases.exact_counts(campaign=g.campaign)
    named = {**dict(collated(str(spoken()))), UNSAID: gettext("Not given")}
    rows = sorted(
        ((named.get(code, code), count) for code, count in counts.items()), key=lambda row: (-row[1], row[0])
    )
    return render_template("desk/countries.html", rows=rows, total=sum(counts.values()))


def _stated(stated: Stated | None) -> list[tuple[str, int]]:
    """(name, figure) of the last statement, the largest first."""
    return [(name(code, str(spoken())), figure) for code, figure in stated.ranked] if stated else []


def _last_days(days: list[Day]) -> list[Day]:
    """One for each of the last SHOWN_DAYS, also for those before the campaign opened; none before the first look."""
    counted = {day.day: day for day in days}
    last = max(counted, default=None)
    if last is None:
        return []
    shown = (last - back * clock.DAY for back in reversed(range(SHOWN_DAYS)))
    return [counted.get(day, Day(day)) for day in shown]
