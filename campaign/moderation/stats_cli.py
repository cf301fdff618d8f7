"""`campaign stats`: how a campaign goes, drawn in the terminal."""

import shutil
import sys

import click
from flask.cli import with_appcontext

from campaign.lib import charts, clock, countries
from campaign.lib.countries import UNSAID
from campaign.lib.terminal import refusals
from campaign.moderation import queries
from campaign.moderation.days import days as by_day
from campaign.releases import actions as releases
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign

TOP = 10


@click.command()
@click.argument("slug")
@click.option(
    "--days",
    type=click.IntRange(1, 3660),
    default=30,
    show_default=True,
    help="How many, up to today; none before it opened.",
)
@with_appcontext
def stats(slug: str, days: int) -> None:
    """Draw how SLUG goes: forms sent, confirmed, waiting, refused by day, and the countries; exact, for organisers."""
    with refusals():
        campaign = named(slug)
        marks, width = charts.marks_for(sys.stdout.encoding), shutil.get_terminal_size().columns
        for line in [*_days(campaign, days, width, marks), "", *_countries(campaign, width, marks)]:
            click.echo(line)


def _days(campaign: Campaign, count: int, width: int, marks: str) -> list[str]:
    last = clock.today()
    first = last - (count - 1) * clock.DAY
    if campaign.opened_at and campaign.opened_at.date() <= last:
        first = max(first, campaign.opened_at.date())
    days = by_day(campaign.id, first=first, last=last)
    rows = []
    for each in days:
        parts = (each.confirmed, each.waiting, each.refused)
        rows.append((each.day.isoformat(), (each.sent, *parts), parts))
    total = tuple(sum(row[1][at] for row in rows) for at in range(4))
    heads = ("day (UTC)", "sent", "confirmed", "waiting", "refused")
    lines = charts.table([*rows, ("together", total, ())], heads=heads, width=width, marks=marks)
    legend = f"{marks[0]} confirmed   {marks[1]} waiting   {marks[2]} refused: rejected, expired, replaced"
    told = [f"{campaign.slug}: what became of the forms that were sent on each day", "", *lines, "", legend]
    if waiting := queries.held_count(campaign.id):
        told.append(f"Of those that wait, held until an organiser has looked: {waiting:,}")
    return told


def _countries(campaign: Campaign, width: int, marks: str) -> list[str]:
    counts = sorted(releases.exact_counts(campaign=campaign).items(), key=lambda pair: (-pair[1], pair[0]))
    if not counts:
        return ["Nothing is counted yet."]
    rows: list[charts.Row] = [(_named(code, marks), (count,), (count,)) for code, count in counts[:TOP]]
    if others := counts[TOP:]:
        rows.append((f"{len(others)} others", (sum(count for _, count in others),), ()))
    total = sum(count for _, count in counts)
    heads = ("country", "signatures")
    lines = charts.table([*rows, ("together", (total,), ())], heads=heads, width=width, marks=marks)
    public = f"campaign tally {campaign.slug} --public"
    return [*lines, "", f"Exact figures, for organisers alone. What may be passed on: {public}"]


def _named(code: str, marks: str) -> str:
    """The name in English, as far as the terminal can show it."""
    if code == UNSAID:
        return "not given"
    return f"{code} {countries.name(code, 'en')}" if marks == charts.UNICODE else code


commands = [stats]
