"""`campaign purge`, `forget`: what has served goes, and what its owner asks to have erased."""

import sys

import click
from flask.cli import with_appcontext

from campaign.current import settings
from campaign.lib.addresses import NotAnAddress
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import refusals
from campaign.releases.actions.refusing import named
from campaign.releases.models import CampaignState
from campaign.signing import actions
from campaign.vault import tags, trusted_time
from campaign.vault.clock_cli import compared, is_astray


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be deleted; change nothing.")
@with_appcontext
def purge(dry_run: bool) -> None:
    """Delete what has served its purpose: the worker does this automatically, every hour.

    Submissions after 14 days, held ones after 4; the records of withdrawn signatures; and everything personal
    CAMPAIGN_KEEP_DAYS after a close, with the key of the tags. Log, tally and letters stay.
    """
    purged = actions.purge_due() if dry_run else actions.purge()
    verb = "would be deleted" if dry_run else "deleted"
    click.echo(f"Submissions past their time, {verb}: {purged.expired:,}")
    click.echo(f"Records of withdrawn signatures, {verb}: {purged.withdrawn:,}")
    for slug, count in purged.closed.items():
        click.echo(
            f"{slug}, closed more than {settings().keep_days} days ago: {count:,} rows and its tag key, {verb}"
        )
    trust = trusted_time.standing()
    if trust is not None and is_astray(trust):
        click.echo(compared(trust))
    if purged.closed:
        click.echo(
            "Backups and copies of the keys folder on other machines still hold theirs: delete them too."
        )


@click.command()
@click.argument("slug")
@with_appcontext
def forget(slug: str) -> None:
    """Erase from SLUG what belongs to a mail address, read from standard input.

    Its waiting submissions and mails are deleted at once; a signature that counts is withdrawn, and its record
    is deleted as soon as the log has the withdrawal. That the address asked never to be written to stays recorded.
    """
    with refusals():
        campaign = named(slug)
        if not tags.taggable(slug):
            raise _untaggable(slug, campaign.state)
        if sys.stdin.isatty():
            click.echo("Address: ", nl=False, err=True)
        try:
            forgotten = actions.forget(campaign=campaign, address=sys.stdin.readline())
        except NotAnAddress:
            raise Refusal("signing/no-address") from None
    click.echo(f"Submissions deleted: {forgotten.submissions}")
    if forgotten.withdrawn:
        minutes = max(1, settings().counts_within // 60)
        click.echo(
            f"Its signature is withdrawn; the record will be deleted within {minutes} min, once the log says so."
        )
    elif forgotten.erased:
        click.echo("Its signature no longer counted; what was left of it has been erased.")
    else:
        click.echo("No signature of that address counts.")


def _untaggable(slug: str, state: str) -> Refusal:
    if state == CampaignState.CLOSED:
        return Refusal("signing/nothing-left", slug=slug)
    return Refusal("signing/no-tag-key", slug=slug)


commands = [purge, forget]
