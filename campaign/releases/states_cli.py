"""`campaign pause`, `close`; `open` stands with what comes before it."""

from datetime import date

import click
from flask.cli import with_appcontext

from campaign.current import settings
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import Day, asked, refusals
from campaign.releases import actions, figures
from campaign.releases.actions import pausing
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign, CampaignState
from campaign.tally import queries as tally_queries


@click.command()
@click.argument("slug")
@click.option(
    "--until", type=Day(), help="The day on which signing is expected to resume; the page names it."
)
@with_appcontext
def pause(slug: str, until: date | None) -> None:
    """Take no signatures for a while; `campaign open` resumes. Anyone who already has our mail can still confirm."""
    with refusals():
        campaign = pausing.pause_campaign(slug=slug, until=until)
        said = (
            f", and says that it is expected to resume on {campaign.paused_until}"
            if campaign.paused_until
            else ""
        )
        click.echo(
            f"{slug} is paused{said}. Its page says so within seconds; a cache in front may take longer."
        )
        click.echo(f"Its closing day stays {campaign.closes}. To resume: campaign open {slug}")


@click.command()
@click.argument("slug")
@click.option("--confirm", "typed", metavar="SLUG", help="The slug again, instead of being asked for it.")
@with_appcontext
def close(slug: str, typed: str | None) -> None:
    """End the signing of SLUG for good. The count, letters and log remain; withdrawals stay possible."""
    with refusals():
        campaign = named(slug)
        if campaign.state == CampaignState.DRAFT:
            raise Refusal("releases/draft-has-nothing-to-close", slug=slug)
        if campaign.state == CampaignState.CLOSED:
            click.echo(f"{slug} is already closed.")
            return
        _tell_not_stated(campaign)
        _require_typed(slug, typed)
        actions.close_campaign(slug=slug)
        total = tally_queries.public_tally(campaign.id).total
        click.echo(f"{slug} is closed. It stands at {total:,}; the log's last lines follow within a minute.")
        click.echo("Letters can be made and sent as before, and anyone who signed can still withdraw.")


def _tell_not_stated(campaign: Campaign) -> None:
    joins, leaves = figures.not_stated(campaign)
    if joins or leaves:
        click.echo(
            f"No figure by country yet includes {joins:,} who signed and {leaves:,} who withdrew. Closing doesn't "
            f"change that: each of them waits until there are {settings().state_entries} of the same kind."
        )


def _require_typed(slug: str, typed: str | None) -> None:
    if typed is None:
        click.echo(f"Closing {slug} can't be undone: nobody can sign or confirm after that.")
        typed = asked("Type its slug to close it")
    if typed != slug:
        raise Refusal("releases/other-slug-typed", typed=typed, slug=slug)


commands = [pause, close]
