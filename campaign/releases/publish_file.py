"""A file becomes a draft: what was understood is shown, what is missing is asked for, nothing is guessed."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from campaign.lib.refusal import Refusal
from campaign.releases import actions
from campaign.releases.models import Text
from campaign.releases.reading.files import LARGEST, Unreadable, decode
from campaign.releases.reading.release import Release, read_release

Ask = Callable[[str], str]
LONGEST_DEMAND = 600


def publish_file(
    *, file: str, slug: str, demand: str | None, language: str, day: date | None, ask: Ask | None
) -> Text:
    """Read, complete and publish. Raises Unreadable, or Refusal that names what is missing when nobody can be asked."""
    actions.check_slug(slug)
    release = read_release(decode(_bytes(file)))
    _show(release, day)
    missing = []
    day = day or release.date
    if day is None and ask is None:
        missing.append(_about_day(release))
    current = actions.current_demand(slug, language)
    demand = demand or current
    if not demand and ask is None:
        missing.append("the demand, the one or two sentences that are signed (--demand)")
    if missing:
        raise Refusal("Missing: " + "; ".join(missing) + ".")
    if day is None and ask:
        day = _asked_day(ask, release)
    if not demand and ask:
        demand = ask("The demand, in one or two sentences")
    assert day is not None
    return actions.publish(
        slug=slug,
        language=language,
        headline=release.headline,
        place=release.place,
        day=day,
        demand=_one_line(demand or ""),
        body=release.body,
    )


def _bytes(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read(4 * LARGEST + 1)
        with Path(file).open("rb") as opened:
            return opened.read(4 * LARGEST + 1)
    except OSError as problem:
        raise Unreadable(f"{file} can't be read: {problem.strerror}.") from None


def _show(release: Release, day: date | None) -> None:
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


def _about_day(release: Release) -> str:
    if release.day_month:
        day, month = release.day_month
        return (
            f"the year: the dateline says only day {day} of month {month} (--date YYYY-{month:02d}-{day:02d})"
        )
    if release.choices:
        return "the date, which can be read two ways (--date " + " or ".join(map(str, release.choices)) + ")"
    return "the date (--date YYYY-MM-DD)"


def _asked_day(ask: Ask, release: Release) -> date:
    while True:
        answer = ask(f"Missing: {_about_day(release)}. The date, as YYYY-MM-DD").strip()
        try:
            return date.fromisoformat(answer)
        except ValueError:
            click.echo(f"{answer!r} is no day; write it like 2016-09-24.")


def _one_line(demand: str) -> str:
    line = " ".join(demand.split())
    if line.endswith(("…", "...")):
        raise Refusal(f"The demand ends in the middle: {line!r}. Write it whole: it is what people sign.")
    if not line or len(line) > LONGEST_DEMAND:
        raise Refusal(f"A demand has one or two sentences, at most {LONGEST_DEMAND} characters.")
    return line
