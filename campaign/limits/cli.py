"""`campaign limits allow`, `list`, `forget`."""

from datetime import date

import click
from flask.cli import with_appcontext

from campaign.lib.terminal import Day, refusals
from campaign.limits import queries, widening


@click.group()
def limits() -> None:
    """How much one network may send."""


@limits.command()
@click.argument("network")
@click.option("--until", type=Day(), required=True, help="The last day, such as 2026-12-01.")
@with_appcontext
def allow(network: str, until: date) -> None:
    """Give NETWORK ten times the budget until a day: a camp, an office, a street stall.

    NETWORK is an address or a network, such as 203.0.113.7, 203.0.113.0/28 or 2001:db8:5::/48; each address in it gets
    ten times what it had. It takes effect within seconds, and is kept until its day is over.
    """
    with refusals(ValueError):
        understood = widening.widen(network=network, until=until)
    click.echo(f"{understood} may send ten times as much until the end of {until} (UTC).")


@limits.command("list")
@with_appcontext
def list_widened() -> None:
    """Show the networks that have a wider budget."""
    networks = queries.widened()
    for each in networks:
        click.echo(f"{each.network:43}  until the end of {each.until.date()} (UTC)")
    if not networks:
        click.echo("No network has a wider budget.")


@limits.command()
@click.argument("network")
@with_appcontext
def forget(network: str) -> None:
    """End NETWORK's wider budget."""
    with refusals(ValueError):
        understood = widening.narrow(network=network)
    click.echo(f"{understood} has the usual budget again.")


commands = [limits]
