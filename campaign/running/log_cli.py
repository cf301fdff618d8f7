"""`campaign log key|export|resume|new-key`: the log for those who check it."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import refusals
from campaign.releases import queries as releases_queries
from campaign.releases import sequencer
from campaign.releases.models import Campaign
from campaign.running import log_resume as going_on
from campaign.running.log_copies import copy_log
from campaign.running.log_resume import BegunAnew, WentOn
from campaign.tally import queries as tally_queries
from campaign.tally.actions import LostTurn
from campaign.tally.note import BadNote


@click.group()
def log() -> None:
    """A campaign's log: its key, a copy of it, continuing it after a restored backup."""


@log.command()
@click.argument("slug")
@with_appcontext
def key(slug: str) -> None:
    """Print the key that checkpoints are checked with, alone on its line."""
    with refusals():
        head = tally_queries.head(_opened(slug).id)
        click.echo(head.verifier if head else "")


@log.command()
@click.argument("slug")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def export(slug: str, folder: Path) -> None:
    """Write the log of SLUG to FOLDER as plain files: to mirror on any web space, to verify anywhere."""
    with refusals():
        size = copy_log(campaign=_opened(slug), folder=folder)
        click.echo(f"{size:,} entries in {folder}")


@log.command()
@click.argument("slug")
@click.option("--last", required=True, help="The newest checkpoint known: a file, a folder or an address.")
@click.option(
    "--entries", help="A copy of the log up to it, if it isn't kept with that: a folder or an address."
)
@click.option("--entries-lost", is_flag=True, help="There is no copy of the newest entries anywhere.")
@with_appcontext
def resume(slug: str, last: str, entries: str | None, entries_lost: bool) -> None:
    """Continue the log of SLUG after a restored backup, from the newest checkpoint known.

    Where entries were lost, a next log begins: it names that checkpoint, keeps what the database has, and withdraws
    again those who have withdrawn since.
    """
    with refusals(BadNote):
        campaign = _opened(slug)
        try:
            outcome = going_on.resume(
                campaign=campaign, last=last, entries=entries, entries_lost=entries_lost
            )
        except LostTurn:
            raise Refusal("running/lost-turn") from None
        sequencer.number_entries()
        _tell(slug, outcome)


@log.command("new-key")
@click.argument("slug")
@with_appcontext
def new_key(slug: str) -> None:
    """Sign the log of SLUG with the key that is here, where the previous one is lost for good.

    The log stays what it is. Anyone who checks it with the old key, which is in letters and in copies, is told that it
    doesn't match: tell those who keep a copy.
    """
    with refusals():
        campaign = _opened(slug)
        before, now = going_on.sign_anew(campaign=campaign)
        if before == now:
            click.echo(f"{slug} is already signed with the key that is here: {now}")
            return
        click.echo(
            f"Before: {before}\nFrom now on: {now}\nTell those who keep a copy, and issue letters again."
        )


def _tell(slug: str, outcome: WentOn | BegunAnew) -> None:
    if isinstance(outcome, WentOn):
        click.echo(f"{slug} continues from the checkpoint of {outcome.size:,} entries.")
        return
    click.echo(
        f"{outcome.lost.origin} had {outcome.lost.size:,} entries; {outcome.kept:,} are here. {slug} continues in "
        f"{outcome.origin}, "
        f"which says so at its beginning. Withdrawn again: {outcome.withdrawn:,}.\n"
        "Anyone who signed in the meantime has to sign again, and letters issued in the meantime have to be "
        "issued again. "
        "Tell those who keep a copy."
    )


def _opened(slug: str) -> Campaign:
    campaign = releases_queries.public_campaign(slug)
    if campaign is None:
        raise Refusal("running/never-open", slug=slug)
    return campaign


commands = [log]
