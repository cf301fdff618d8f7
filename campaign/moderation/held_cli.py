"""`campaign held list`, `accept`, `refuse`."""

from collections.abc import Mapping
from typing import Any

import click
from flask.cli import with_appcontext

from campaign.lib.refusal import Refusal
from campaign.lib.row_numbers import LARGEST
from campaign.lib.terminal import refusals
from campaign.moderation import actions, queries
from campaign.moderation.queries import AT_A_LOOK, SHORT
from campaign.releases.actions.refusing import named
from campaign.signing.models import HeldReason

NUMBER = click.IntRange(1, LARGEST)
WIDE = "{:>10}  {:7}  {:16}  {:8}  {:8}  {}"
WHY: Mapping[HeldReason | None, str] = {
    HeldReason.HIDDEN_FIELD: "the hidden field was filled",
    HeldReason.TOO_FAST: "sent within two seconds",
    None: "not recorded",
}


@click.group()
def held() -> None:
    """Submissions that look wrong: a hidden field was filled, or they came within two seconds."""


@held.command("list")
@click.argument("slug")
@click.option("--after", type=click.IntRange(0, LARGEST), default=0, help="Continue after this number.")
@with_appcontext
def list_held(slug: str, after: int) -> None:
    """Show the held submissions of SLUG and why, fifty at a time; of the mail domain only a tag, for comparison.

    A number is never used again for another submission.
    """
    with refusals():
        campaign = named(slug)
        submissions = queries.held(campaign.id, after=after)
        if not submissions:
            click.echo("No submission is held." if not after else "No more are held.")
            return
        click.echo(WIDE.format("NUMBER", "COUNTRY", "HOUR (UTC)", "DOMAIN", "LANGUAGE", "WHY"))
        for each in submissions:
            tag = each.domain_tag.hex()[:SHORT]
            hour, why = f"{each.hour:%Y-%m-%d %H:00}", WHY[each.held_because]
            click.echo(WIDE.format(each.id, each.country, hour, tag, each.language, why))
        click.echo(f"Held: {queries.held_count(campaign.id):,}. Each is deleted four days after it arrived.")
        if len(submissions) == AT_A_LOOK:
            click.echo(f"More: campaign held list {slug} --after {submissions[-1].id}")


def _chosen(command: Any) -> Any:
    for option in (
        click.option("--all", "every", is_flag=True, help="All that are held now."),
        click.argument("numbers", nargs=-1, type=NUMBER),
        click.argument("slug"),
    ):
        command = option(command)
    return command


@held.command()
@_chosen
@with_appcontext
def accept(slug: str, numbers: tuple[int, ...], every: bool) -> None:
    """Accept held submissions of SLUG, by NUMBERS: each address gets its mail, and confirms or doesn't."""
    with refusals():
        campaign, wanted = named(slug), _wanted(numbers, every)
        accepted = actions.accept_held(campaign=campaign.id, numbers=wanted)
        click.echo(
            f"Accepted: {accepted:,}. Their mails are being sent now; nothing counts until it is confirmed."
        )
        _tell_missing(accepted, wanted)


@held.command()
@_chosen
@with_appcontext
def refuse(slug: str, numbers: tuple[int, ...], every: bool) -> None:
    """Delete held submissions of SLUG, by NUMBERS. Their pages said on which day to sign again."""
    with refusals():
        campaign, wanted = named(slug), _wanted(numbers, every)
        deleted = actions.refuse_held(campaign=campaign.id, numbers=wanted)
        click.echo(f"Deleted: {deleted:,}.")
        _tell_missing(deleted, wanted)


def _wanted(numbers: tuple[int, ...], every: bool) -> list[int] | None:
    if bool(numbers) == every:
        raise Refusal("moderation/which-held")
    return None if every else sorted(set(numbers))


def _tell_missing(count: int, wanted: list[int] | None) -> None:
    if wanted is not None and count < len(wanted):
        click.echo(f"Not held, or no longer: {len(wanted) - count:,} of the numbers given.")


commands = [held]
