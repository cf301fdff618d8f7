"""What `campaign publish` shows of a file, and how it asks for what is missing in it."""

from datetime import date

import click

from campaign.lib.refusal import Refusal
from campaign.releases.reading.release import Release


def show(release: Release, day: date | None) -> None:
    """What was understood, and the day that was given instead of the release's own."""
    click.echo(f"Headline   {release.headline}")
    click.echo(f"Place      {release.place or 'not given'}")
    click.echo(f"Date       {day or release.date or 'not given'}")
    click.echo(f"Text       {len(release.paragraphs)} paragraphs, {len(release.body.split())} words")
    for note in release.notes:
        click.echo(f"Note       {note}")
    if release.contact:
        click.echo(
            f"Contact    {release.contact} stood in the release; --contact {release.contact} makes it yours."
        )


def ask(release: Release, day: date | None, demand: str | None) -> tuple[date, str]:
    """Day and demand, typed where they are missing."""
    return day or _asked_day(release), demand or click.prompt("The demand, in one or two sentences", type=str)


def refuse(release: Release, day: date | None, demand: str | None) -> tuple[date, str]:
    """Where nobody can be asked. Raises Refusal with what is missing."""
    missing = [] if day else [_about_day(release)]
    if not demand:
        missing.append("the demand, the one or two sentences that are signed (--demand)")
    raise Refusal("releases/missing", missing="; ".join(missing))


def _about_day(release: Release) -> str:
    if release.day_month:
        day, month = release.day_month
        return (
            f"the year: the dateline says only day {day} of month {month} (--date YYYY-{month:02d}-{day:02d})"
        )
    if release.choices:
        return "the date, which can be read two ways (--date " + " or ".join(map(str, release.choices)) + ")"
    return "the date (--date YYYY-MM-DD)"


def _asked_day(release: Release) -> date:
    while True:
        answer = str(click.prompt(f"Missing: {_about_day(release)}. The date, as YYYY-MM-DD")).strip()
        try:
            return date.fromisoformat(answer)
        except ValueError:
            click.echo(f"{answer!r} is no day; write it like 2016-09-24.")
