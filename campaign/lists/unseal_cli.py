"""`campaign unseal`: on an organiser's own computer, without server, settings or database."""

from pathlib import Path

import click

from campaign.lib.processes import at_hand
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import asked_passphrase, refusals
from campaign.lists.files import LAST_LINE, kind_of
from campaign.lists.unseal import frame_of, unseal
from campaign.vault.identities import read_identities

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(name="unseal")
@click.argument("file", type=FILE)
@click.option("--identity", type=FILE, required=True, help="Your key, such as anna.key.")
@click.option("--out", type=FILE, required=True, help="A .csv, .xlsx or .jsonl file to write.")
def unseal_list(file: Path, identity: Path, out: Path) -> None:
    """Open FILE, which campaign export SLUG --sealed FILE wrote, with a holder's key. No server is needed."""
    with refusals():
        kind_of(out)
        if out.exists():
            raise Refusal("lib/taken", path=out)
        frame = frame_of(file)
        identities = read_identities(identity, passphrase=asked_passphrase)
        with click.progressbar(length=frame.count, label="Opening") as bar:
            count = unseal(
                path=file,
                out=out,
                identities=identities,
                frame=frame,
                progress=bar.update,
                processes=at_hand(),
            )
        kind = "signatures on paper" if frame.header.paper else "signatures"
        click.echo(f"{count:,} {kind} of {frame.header.slug} in {out}, as of {frame.header.day}")
        click.echo(LAST_LINE)


commands = [unseal_list]
