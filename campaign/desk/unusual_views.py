"""What looks unusual: hours, countries, mail domains, and what was refused."""

from typing import Any

from flask import g, render_template

from campaign.desk.signature_views import pages
from campaign.lib import clock
from campaign.lib.charts import skyline
from campaign.lib.countries import collated
from campaign.limits import queries as limits_queries
from campaign.moderation import counts, surveys, unusual
from campaign.moderation.surveys import Look
from campaign.spoken import spoken
from campaign.tally import queries as tally_queries

HOURS = 24 * 14


@pages.get("/unusual", endpoint="unusual")
def show_unusual(slug: str) -> Any:
    """From the last look at all of them."""
    look = surveys.newest(g.campaign.id)
    odd, total = unusual.odd_hours(look.hours), tally_queries.public_tally(g.campaign.id).total
    return render_template(
        "desk/unusual.html",
        look=look,
        hours=odd,
        countries=unusual.odd_countries(look.recent, look.before, days=counts.BEFORE_DAYS),
        domains=unusual.odd_domains(look.domains, total=max(1, total)),
        networks=_networks(),
        refused=_refused(),
        drawn=_drawn(look, {each.hour for each in odd}),
        names=dict(collated(str(spoken()))),
    )


def _networks() -> list[unusual.OddNetwork]:
    today = [(kind, count) for day, kind, count in limits_queries.refused() if day == clock.today()]
    total = sum(count for kind, count in today if kind.is_refusal)
    return unusual.odd_networks(limits_queries.refused_networks(), total=total)


def _refused() -> list[Any]:
    """(day, count) of what was refused on the whole site."""
    days: dict[Any, int] = {}
    for day, kind, count in limits_queries.refused():
        if kind.is_refusal:
            days[day] = days.get(day, 0) + count
    return list(days.items())


def _drawn(look: Look, odd: set[Any]) -> dict[str, Any] | None:
    """The hours of the last fourteen days as a skyline, with those that are odd."""
    last = clock.hour(clock.now())
    hours = [last - (HOURS - 1 - number) * clock.HOUR for number in range(HOURS)]
    heights = [look.hours.get(hour, 0) for hour in hours]
    if not any(heights):
        return None
    return {
        "path": skyline(heights),
        "first": hours[0],
        "last": last,
        "most": max(heights),
        "odd": [place for place, hour in enumerate(hours) if hour in odd],
        "width": HOURS,
    }
