"""`campaign letters issue`, what sends letters and takes answers; `campaign list`. `make` stands in `moderation`."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.current import settings
from campaign.letters import actions, queries
from campaign.letters.answering_cli import commands as answering
from campaign.letters.asking_cli import ask_about
from campaign.letters.returning import read_set
from campaign.letters.sending_cli import commands as sending
from campaign.lib.languages import DEFAULT
from campaign.lib.terminal import refusals
from campaign.missions.states import member_states
from campaign.releases import queries as releases_queries
from campaign.releases.actions.refusing import named
from campaign.tally import queries as tally_queries


@click.command(name="issue")
@click.argument("slug")
@click.option("--from", "folder", type=click.Path(path_type=Path), required=True, help="What make wrote.")
@with_appcontext
def issue_letters(slug: str, folder: Path) -> None:
    """Publish a set of letters, each on its own page, for good; one set per checkpoint."""
    with refusals():
        campaign = named(slug)
        with refusals(ends="Nothing was issued."):
            made = read_set(folder)
        ask_about(campaign, [letter.line.country for letter in made], "Publish the letter to it?")
        left = {state.code for state in member_states()} - {letter.line.country for letter in made}
        if left and sys.stdin.isatty():
            click.confirm(
                f"Issue these {len(made)} for good? {len(left)} Member States are not among them; letters to them "
                "can follow as another set, made after this one",
                abort=True,
            )
        issued = actions.issue(campaign=campaign, letters=made)
        where = f"{settings().base_url}/{DEFAULT}/{slug}/letters"
        if issued.again:
            click.echo(
                f"These letters were issued on {issued.letters.made_at:%Y-%m-%d}; nothing changed: {where}"
            )
            return
        click.echo(f"{len(made)} letters issued, dated {issued.letters.date}: {where}")
        if left:
            click.echo(f"{len(left)} Member States are not among them.")
        click.echo(f"Manifest: {issued.letters.sha256}")


@click.command(name="list")
@with_appcontext
def list_campaigns() -> None:
    """Every campaign: slug, state, total, date of the last letters."""
    rows = []
    for campaign in releases_queries.campaigns():
        newest = queries.newest_set(campaign.id)
        total = tally_queries.public_tally(campaign.id).total
        rows.append((campaign.slug, campaign.state, str(total), str(newest.date) if newest else "none"))
    for row in [("slug", "state", "total", "last letters"), *rows]:
        click.echo(f"{row[0]:<30} {row[1]:<8} {row[2]:>10}  {row[3]}")


commands = [list_campaigns]
# Of the group that `moderation/letters_cli.py` makes.
letter_commands = [issue_letters, *sending, *answering]
