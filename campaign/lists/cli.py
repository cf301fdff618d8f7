"""`campaign export`."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from pyrage.x25519 import Identity

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import refusals
from campaign.lists.export import export as write_export
from campaign.lists.files import LAST_LINE
from campaign.lists.sealed_export import export_removed, export_sealed
from campaign.releases import queries as releases_queries
from campaign.vault.first_identity import first_identity
from campaign.vault.identities import read_identities
from campaign.vault.passphrases import asked_passphrase

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
        campaign = releases_queries.campaign(slug)
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
    first = first_identity()
    if file is None and not first.exists():
        raise Refusal(
            "What signers gave is sealed, and no key that opens it lies here. Give yours with --identity FILE, or take "
            f"the sealed list to your own computer: campaign export {slug} --sealed FILE"
        )
    try:
        return read_identities(file or first, passphrase=asked_passphrase)
    except ValueError as problem:
        raise Refusal(str(problem)) from None


commands = [export]
