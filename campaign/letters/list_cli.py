"""`campaign list`."""

import click
from flask.cli import with_appcontext

from campaign.letters.queries.of_sets import newest_set
from campaign.releases import queries as releases_queries
from campaign.tally import queries as tally_queries


@click.command(name="list")
@with_appcontext
def list_campaigns() -> None:
    """Every campaign: slug, state, total, date of the last letters."""
    rows = []
    for campaign in releases_queries.campaigns():
        newest = newest_set(campaign.id)
        total = tally_queries.public_tally(campaign.id).total
        rows.append((campaign.slug, campaign.state, str(total), str(newest.date) if newest else "none"))
    for row in [("slug", "state", "total", "last letters"), *rows]:
        click.echo(f"{row[0]:<30} {row[1]:<8} {row[2]:>10}  {row[3]}")


commands = [list_campaigns]
