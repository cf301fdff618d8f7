"""`campaign export`, `campaign limits allow`, `list`, `forget`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from flask.cli import with_appcontext
from pyrage.x25519 import Identity

from campaign.releases import queries as released
from campaign.releases.actions import Refusal
from campaign.releases.asking import Day, refusals
from campaign.signing import actions, queries
from campaign.signing.exporting import export as write_export
from campaign.signing.lists import LAST_LINE
from campaign.signing.sealed_export import export_removed, export_sealed
from campaign.vault.first import first_identity
from campaign.vault.identities import read_identities
from campaign.vault.laptop_cli import asked_passphrase
from campaign.web import settings

SEALED_LINE = "It is sealed. On a holder's computer: campaign unseal {out} --identity KEY --out list.xlsx"


@click.command()
@click.argument("slug")
@click.option("--out", type=click.Path(path_type=Path), help="A .csv, .xlsx or .jsonl file, opened here.")
@click.option("--sealed", type=click.Path(path_type=Path), help="A file that stays sealed; it needs no key.")
@click.option(
    "--identity",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A holder's key: an age identity file, with a passphrase or without.",
)
@click.option("--country", help="Only signers who live there, such as FR.")
@click.option("--wants-updates", is_flag=True, help="Only those who asked to be written to.")
@click.option(
    "--removed",
    is_flag=True,
    help="Those taken out of the count, to be told so by campaign mailout; --sealed.",
)
@with_appcontext
def export(
    slug: str,
    out: Path | None,
    sealed: Path | None,
    identity: Path | None,
    country: str | None,
    wants_updates: bool,
    removed: bool,
) -> None:
    """Write the list of confirmed signers of SLUG to a file."""
    with refusals():
        campaign = released.campaign(slug)
        if campaign is None:
            raise Refusal(f"There is no campaign {slug!r}. campaign list shows those there are.")
        if (out is None) == (sealed is None):
            raise Refusal(
                "Either --out FILE, opened here, or --sealed FILE, to be opened on a holder's computer."
            )
        if removed and (out or country or wants_updates):
            raise Refusal("--removed goes with --sealed FILE alone.")
        if sealed and removed:
            count = export_removed(campaign=campaign, out=sealed)
            click.echo(f"{count:,} removed signatures in {sealed}")
            click.echo(
                f"To tell them, on a holder's computer: campaign mailout {slug} FILE.md --from {sealed.name} …"
            )
        elif sealed:
            count = export_sealed(campaign=campaign, out=sealed, country=country, wants_updates=wants_updates)
            click.echo(f"{count:,} signatures in {sealed}")
            click.echo(SEALED_LINE.format(out=sealed.name))
        elif out:
            count = write_export(
                campaign=campaign,
                out=out,
                identity=_identities(identity, slug),
                country=country,
                wants_updates=wants_updates,
            )
            click.echo(f"{count:,} signatures in {out}")
            click.echo(LAST_LINE)


def _identities(file: Path | None, slug: str) -> list[Identity]:
    """The key that was named, or the first one while it lies here."""
    first = first_identity(settings())
    if file is None and not first.exists():
        raise Refusal(
            "What signers gave is sealed, and no key that opens it lies here. Give yours with --identity FILE, or take "
            f"the sealed list to your own computer: campaign export {slug} --sealed FILE"
        )
    try:
        return read_identities(file or first, passphrase=asked_passphrase)
    except ValueError as problem:
        raise Refusal(str(problem)) from None


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
    ten times what it had. It holds within seconds, and is kept until its day is over.
    """
    with _sentences():
        understood = actions.widen(network=network, until=until)
    click.echo(f"{understood} may send ten times as much until the end of {until} (UTC).")


@limits.command("list")
@with_appcontext
def list_widened() -> None:
    """Show the networks that have a wider budget."""
    known = queries.widened()
    for each in known:
        click.echo(f"{each.network:43}  until the end of {each.until.date()} (UTC)")
    if not known:
        click.echo("No network has a wider budget.")


@limits.command()
@click.argument("network")
@with_appcontext
def forget(network: str) -> None:
    """Take NETWORK's wider budget back."""
    with _sentences():
        understood = actions.narrow(network=network)
    if understood is None:
        raise click.UsageError(f"{network} has no wider budget. campaign limits list shows those that have.")
    click.echo(f"{understood} has the usual budget again.")


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except ValueError as problem:
        raise click.UsageError(str(problem)) from None


commands = [export, limits]
