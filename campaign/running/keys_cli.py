"""The server's half of `campaign keys`: who can open what signers give. No private half comes here."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from campaign.lib import durable
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import refusals
from campaign.releases import queries as releases_queries
from campaign.releases.models import CONFIRMABLE
from campaign.vault import actions, shared
from campaign.vault import queries as vault_queries
from campaign.vault.fingerprints import ROTATED
from campaign.vault.first_identity import not_moved
from campaign.vault.models import Holder
from campaign.vault.recipients import read_recipient

MOST_BYTES = 64 * 1024


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", help="The holder's name, where the file doesn't say it.")
@with_appcontext
def add(file: Path, name: str | None) -> None:
    """Seal to one more holder from now on. FILE is the public half of their key."""
    with refusals(ValueError):
        said, recipient = read_recipient(file.read_bytes()[:MOST_BYTES])
        if not (name or said):
            raise Refusal("running/nameless-key", file=file.name)
        holder = actions.add(name=name or said, recipient=recipient)
    click.echo(
        f"{holder.name} can open what is given from now on; what was given before stays closed to that key."
    )
    if holder.proved_at is None:
        click.echo("Next, prove that the key works: campaign keys drill --write FILE")


@click.command("list")
@with_appcontext
def list_holders() -> None:
    """Show who holds keys."""
    holders = vault_queries.holders(retired=True)
    for holder in holders:
        click.echo(f"{holder.name:<20} {_standing(holder):<32} {holder.recipient}")
    if not holders:
        click.echo("Nobody holds a key, so nobody can sign. See: campaign keys add --help")
    if said := not_moved():
        click.echo(said)


@click.command()
@click.argument("name")
@with_appcontext
def retire(name: str) -> None:
    """Stop sealing to NAME."""
    with refusals(ValueError):
        actions.retire(name=name, keep_last=bool(releases_queries.in_state(*CONFIRMABLE)))
    click.echo(f"Nothing more will be sealed to {name}. What was sealed before stays readable with that key.")
    if len(vault_queries.unproved()) == len(vault_queries.holders()):
        click.echo(
            "Nobody is left who has proved their key. Before anyone signs: campaign keys drill --write FILE"
        )


@click.command()
@click.argument("name", required=False)
@click.option("--write", type=click.Path(path_type=Path), help="Where the words go, sealed to each holder.")
@click.option("--proof", metavar="WORD", help="The word that a holder read.")
@with_appcontext
def drill(name: str | None, write: Path | None, proof: str | None) -> None:
    """Prove that holders can open what is sealed: give them a sealed word, and have them say it.

    --write FILE makes a file for those who haven't proved their keys in the last sixty days, or for NAME. Each opens it
    on their own computer; --proof WORD, here, completes it.
    """
    if (write is None) == (proof is None):
        raise click.UsageError("Give --write FILE to start, or --proof WORD to finish.")
    with refusals(ValueError):
        if proof is not None:
            holder = actions.prove(word=proof, name=name)
            click.echo(f"{holder.name} can open what is sealed.")
        elif write is not None:
            _write_drill(write, name)


def _write_drill(file: Path, name: str | None) -> None:
    if file.exists():
        raise Refusal("running/there-already", file=file)
    lines = actions.write_drill(name=name)
    if not lines:
        click.echo("Every holder has proved their key in the last sixty days.")
        return
    durable.create(file, lines.encode())
    click.echo(
        f"Give {file} to those it is for. On their own computer: campaign keys drill --open FILE --identity KEY"
    )
    click.echo("It prints a word; here: campaign keys drill --proof WORD")


@click.command()
@click.argument("name")
@click.argument("place")
@click.option("--paper", "keeper", metavar="WHO", default="", help="Who keeps the key printed on paper.")
@click.option("--paper-at", "paper_place", metavar="PLACE", default="", help="Where it is kept.")
@with_appcontext
def place(name: str, place: str, keeper: str, paper_place: str) -> None:
    """Record where NAME's key is kept: a town, or whose house. It is shown only to the owners of campaigns.

    If all holders lose their keys, nobody can ever read the names that were given; the count remains.
    """
    with refusals():
        holder = actions.keep_apart(name=name, place=place, paper_keeper=keeper, paper_place=paper_place)
    paper = f", and on paper with {holder.paper_keeper}, {holder.paper_place}" if holder.paper_keeper else ""
    click.echo(f"{holder.name}'s key is kept at {holder.place}{paper}.")


@click.command()
@click.argument("purpose", type=click.Choice(ROTATED))
@with_appcontext
def rotate(purpose: str) -> None:
    """Replace one of the server's secrets, while it runs: after a leak, when somebody has left, or if it is lost.

    Links in mails sent before still work, since they depend on no secret; forms open now are accepted for a day more.
    network and mail-limit: the counts of the limits start again. preview: links to drafts end; drill: words that
    holders have read and not said yet. The mail's own keys change automatically every day.
    """
    with refusals():
        shared.replace(purpose)
    click.echo(
        f"{purpose} is replaced. Copy {purpose}.key and {purpose}.before.key to the keys folder of each other machine."
    )


def _standing(holder: Holder) -> str:
    if holder.retired_at:
        return f"retired {holder.retired_at.date()}"
    return f"proved {holder.proved_at.date()}" if holder.proved_at else "not proved yet"


commands = [add, list_holders, retire, drill, place, rotate]
