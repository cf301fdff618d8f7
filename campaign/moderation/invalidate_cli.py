"""`campaign invalidate`: what is to leave the count, counted and shown first."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, assert_never

import click
from flask.cli import with_appcontext

from campaign.lib import clock, pasted
from campaign.lib.refusal import Refusal
from campaign.lib.row_numbers import LARGEST
from campaign.lib.terminal import Day, asked, progress, refusals
from campaign.moderation import actions, queries, rules
from campaign.moderation.queries import SHORT, Sought, Stage
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign
from campaign.signing.models import Invalidation
from campaign.tally.removal import AT_THE_TERMINAL, InvalidationReason

NUMBER = click.IntRange(1, LARGEST)
REASONS = [reason.value for reason in InvalidationReason]
WIDE = "{:>10}  {:7}  {:16}  {}"


@click.command()
@click.argument("slug")
@click.option("--country", help="Only those from this country, such as FR; ZZ for “I prefer not to say”.")
@click.option("--day", type=Day(), help="Only those confirmed on this day (UTC).")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H", "%Y-%m-%dT%H:%M"]),
    help="Only those confirmed since this hour (UTC), such as 2026-10-01T14.",
)
@click.option(
    "--domain", help="Only those with mail addresses at this domain, such as example.org; or a tag as shown."
)
@click.option(
    "--index",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Only those in the log at the indexes in FILE, one per line.",
)
@click.option("--reason", type=click.Choice(REASONS), help="What the log, the tally and letters will say.")
@click.option(
    "--confirm", type=click.IntRange(0), metavar="N", help="The number, instead of being asked for it."
)
@click.option("--go-on", type=NUMBER, metavar="ID", help="Continue one that was stopped.")
@click.option(
    "--undo", type=NUMBER, metavar="ID", help="Let its signatures go on counting, while it is on hold."
)
@click.option("--list", "listing", is_flag=True, help="Show what was invalidated, and how far it has come.")
@with_appcontext
def invalidate(slug: str, reason: str | None, confirm: int | None, go_on: int | None, undo: int | None,
               listing: bool, **filters: Any) -> None:  # fmt: skip
    """Remove signatures of SLUG from the count: those that match everything given.

    Counts and shows a sample first, and asks for the number. Nothing is removed within CAMPAIGN_HOLD_SECONDS;
    until then it can be undone. The log keeps every line: the tally and each later letter say how many were removed,
    and why. To tell their owners by mail: campaign export SLUG --removed --sealed FILE
    """
    with refusals():
        campaign = named(slug)
        if listing:
            _list(campaign)
        elif undo:
            count = actions.undo_invalidation(campaign=campaign.id, number=undo)
            click.echo(f"Invalidation {undo} is undone: {count:,} signatures still count.")
        elif go_on:
            actions.go_on(campaign=campaign.id, number=go_on)
            _gather(campaign, go_on)
        else:
            why = None if reason is None else InvalidationReason(reason)
            _invalidate(campaign, _sought(campaign, **filters), why, confirm)


def _invalidate(
    campaign: Campaign, sought: Sought, reason: InvalidationReason | None, confirm: int | None
) -> None:
    if sought == Sought():
        raise Refusal("moderation/which-signatures")
    if reason is None:
        raise Refusal("moderation/why", reasons="|".join(REASONS))
    last = queries.newest_signature(campaign.id)
    count = queries.count(campaign.id, sought, last=last)
    if not count:
        raise _none_match(campaign, sought)
    _show(campaign, sought, last, count)
    click.echo(f"Reason: {reason} ({AT_THE_TERMINAL[reason]}). It stays in the log for good.")
    if sought.country:
        click.echo(
            f"The log shows which entries are removed, and the next figures show that they were from {sought.country}: "
            "anyone who knows how they were chosen can tell this of each one. To hide it, withhold the country."
        )
    _require_number(count, confirm)
    number = actions.begin_invalidation(
        campaign=campaign.id, sought=sought, reason=reason, last=last, wanted=count
    )
    _gather(campaign, number)


def _none_match(campaign: Campaign, sought: Sought) -> Refusal:
    """Why: no other invalidation finds what one has, be it stopped or on hold."""
    taken = [
        f"{count:,} in {number}, {_how_it_stands(campaign, number)}"
        for number, count in queries.taken(campaign.id, sought)
    ]
    if not taken:
        return Refusal("moderation/none-match")
    return Refusal("moderation/all-taken", taken="; ".join(taken))


def _how_it_stands(campaign: Campaign, number: int) -> str:
    invalidation = queries.invalidation(campaign.id, number)
    assert invalidation is not None  # none is ever deleted
    stage = queries.stage(invalidation)
    match stage:
        case Stage.GATHERING:
            return "which is being collected"
        case Stage.STOPPED:
            return f"which is stopped (--go-on {number}, or --undo {number})"
        case Stage.HELD:
            return f"which is on hold (--undo {number} lets them go on counting)"
        case Stage.LEAVING | Stage.REMOVED:  # removed a moment ago, or they would not stand there
            return "and are being removed now"
        case Stage.UNDONE:
            return "which is undone"
    assert_never(stage)


def _show(campaign: Campaign, sought: Sought, last: int, count: int) -> None:
    whole = queries.counting(campaign.id)
    click.echo(
        f"{count:,} signatures match, {100 * count / whole:.1f} % of the {whole:,} that count. A random sample:"
    )
    click.echo(WIDE.format("INDEX", "COUNTRY", "HOUR (UTC)", "DOMAIN"))
    for each in queries.sample(campaign.id, sought, last=last):
        hour = f"{each.hour:%Y-%m-%d %H:00}" if each.hour else ""
        index = "waiting" if each.index is None else each.index
        click.echo(WIDE.format(index, each.country, hour, each.domain))


def _require_number(count: int, confirm: int | None) -> None:
    typed = str(confirm) if confirm is not None else asked("Type the number of signatures to remove")
    if pasted.number(typed) != str(count):
        raise Refusal("moderation/other-number-typed", count=count, typed=typed or "nothing")


def _gather(campaign: Campaign, number: int) -> None:
    invalidation = queries.invalidation(campaign.id, number)
    wanted, gathered = (invalidation.wanted, queries.gathered(number)) if invalidation else (0, 0)
    try:
        with progress("Gathering", length=wanted) as tell:
            tell(gathered)
            while count := actions.gather(campaign=campaign.id, number=number):
                tell(count)
                gathered += count
    except KeyboardInterrupt:
        actions.stop_gathering(campaign=campaign.id, number=number)
        gathered = queries.gathered(number)
        raise Refusal(
            "moderation/stopped", gathered=gathered, wanted=wanted, slug=campaign.slug, number=number
        ) from None
    _tell_held(campaign, number, gathered)


def _tell_held(campaign: Campaign, number: int, gathered: int) -> None:
    invalidation = queries.invalidation(campaign.id, number)
    if invalidation is not None and queries.stage(invalidation) == Stage.HELD:
        click.echo(
            f"Invalidation {number}: {gathered:,} signatures will be removed from the count after "
            f"{invalidation.due_at:%Y-%m-%d %H:%M} UTC. "
            f"Until then: campaign invalidate {campaign.slug} --undo {number}"
        )
    else:
        click.echo(f"Invalidation {number}: {gathered:,} signatures are being removed from the count now.")


def _list(campaign: Campaign) -> None:
    invalidations = queries.invalidations(campaign.id)
    if not invalidations:
        click.echo("Nothing was invalidated.")
    for each in invalidations:
        click.echo(
            f"{each.id:>5}  {each.made_at:%Y-%m-%d %H:%M}  {each.reason:<9}  {_filters(each):<40}  {_stands(each)}"
        )


def _filters(row: Invalidation) -> str:
    """What was asked for; the tag of a domain goes with the end, so that only its being asked for is left."""
    parts = [row.country or "", f"on {row.day}" if row.day else ""]
    parts += [f"since {row.since:%Y-%m-%d %H:00}" if row.since else ""]
    if row.domain_tag is not None:
        parts.append(f"domain {row.domain_tag.hex()[:SHORT]}" if row.domain_tag else "a domain")
    if row.listed is not None:
        parts.append(f"{len(row.listed):,} listed" if row.listed else "a list")
    return ", ".join(part for part in parts if part)


def _stands(row: Invalidation) -> str:
    stage = queries.stage(row)
    match stage:
        case Stage.UNDONE:
            return f"undone {row.undone_at:%Y-%m-%d %H:%M}"
        case Stage.REMOVED:
            return f"removed {row.removed:,}"
        case Stage.GATHERING:
            return f"{queries.gathered(row.id):,} of {row.wanted:,} collected so far; all still count"
        case Stage.STOPPED:
            return f"stopped, {queries.gathered(row.id):,} of {row.wanted:,} collected; all still count"
        case Stage.HELD:
            return f"{queries.gathered(row.id):,} on hold until {row.due_at:%Y-%m-%d %H:%M}"
        case Stage.LEAVING:
            return f"{row.removed:,} removed, {queries.gathered(row.id):,} being removed now"
    assert_never(stage)


def _sought(
    campaign: Campaign,
    *,
    country: str | None,
    day: date | None,
    since: datetime | None,
    domain: str | None,
    file: Path | None,
) -> Sought:
    moment = clock.hour(since.replace(tzinfo=UTC)) if since else None
    return Sought(
        country=rules.country(country) if country else None,
        day=day,
        since=moment,
        domain_tag=None if domain is None else rules.domain(campaign, domain),
        listed=None if file is None else rules.listed(campaign, file.read_text(errors="replace")),
    )


commands = [invalidate]
