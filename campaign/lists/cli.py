"""`campaign export`."""

from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from pyrage.x25519 import Identity

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import asked_passphrase, progress, refusals
from campaign.lists import queries
from campaign.lists.export import export as write_export
from campaign.lists.files import LAST_LINE
from campaign.lists.sealed_export import export_paper, export_removed, export_sealed
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign
from campaign.vault.first_identity import first_identity
from campaign.vault.identities import read_identities

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
    help="Those removed from the count, to be told so by campaign mailout; --sealed.",
)
@click.option("--paper", is_flag=True, help="Those who signed on paper, all of them; --sealed.")
@with_appcontext
def export(
    slug: str,
    out: Path | None,
    sealed: Path | None,
    identity: Path | None,
    country: str | None,
    wants_updates: bool,
    removed: bool,
    paper: bool,
) -> None:
    """Write the list of confirmed signers of SLUG to a file."""
    with refusals():
        campaign = named(slug)
        if (out is None) == (sealed is None):
            raise Refusal("lists/out-or-sealed")
        if removed and (out or country or wants_updates):
            raise Refusal("lists/removed-with-more")
        if paper and (out or removed or country or wants_updates):
            raise Refusal("lists/paper-sealed-alone")
        if sealed and paper:
            count = export_paper(campaign=campaign, out=sealed)
            click.echo(f"{count:,} signatures on paper in {sealed}")
            click.echo(SEALED_LINE.format(out=sealed.name))
        elif sealed and removed:
            _removed(campaign, sealed)
        elif sealed:
            _sealed(campaign, sealed, country=country, wants_updates=wants_updates)
        elif out:
            identities = _identities(identity, slug)
            _opened(campaign, out, identities, country=country, wants_updates=wants_updates)


def _removed(campaign: Campaign, out: Path) -> None:
    count = export_removed(campaign=campaign, out=out)
    click.echo(f"{count:,} removed signatures in {out}")
    click.echo(
        f"To tell them, on a holder's computer: campaign mailout {campaign.slug} FILE.md --from {out.name} …"
    )


def _sealed(campaign: Campaign, out: Path, **some: Any) -> None:
    with progress("Exporting", length=queries.standing(campaign.id)) as told:
        count = export_sealed(campaign=campaign, out=out, progress=told, **some)
    click.echo(f"{count:,} signatures in {out}")
    click.echo(SEALED_LINE.format(out=out.name))


def _opened(campaign: Campaign, out: Path, identities: list[Identity], **some: Any) -> None:
    with progress("Exporting", length=queries.standing(campaign.id)) as told:
        count = write_export(campaign=campaign, out=out, identity=identities, progress=told, **some)
    click.echo(f"{count:,} signatures in {out}")
    click.echo(LAST_LINE)


def _identities(file: Path | None, slug: str) -> list[Identity]:
    """The key that was named, or the first one while it lies here."""
    first = first_identity()
    if file is None and not first.exists():
        raise Refusal("lists/no-key-here", slug=slug)
    return read_identities(file or first, passphrase=asked_passphrase)


commands = [export]
