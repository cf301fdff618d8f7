"""`campaign backup`, `restore`: all in one file, and back from it."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import psycopg
from flask.cli import with_appcontext
from pyrage.x25519 import Identity
from sqlalchemy.exc import OperationalError

from campaign import config
from campaign.backup.archive import BadBackup
from campaign.backup.backup import Made
from campaign.backup.backup import backup as write_backup
from campaign.backup.restore import restore as bring_back
from campaign.lists.files import CannotWrite
from campaign.vault.first_identity import first_identity
from campaign.vault.identities import read_identities
from campaign.vault.passphrases import asked_passphrase


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write database, keys and settings to FILE, while campaign runs or not.

    FILE is sealed to those who hold keys. While the first key still lies beside the data, it can't be, and says so.
    """
    with sentences():
        tell(file, write_backup(file=file))


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--identity",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A holder's key, for a sealed backup, with a passphrase or without.",
)
def restore(file: Path, identity: Path | None) -> None:
    """Bring FILE back into an instance that has no database.

    The file is verified before anything is written, and nothing is overwritten.
    """

    def identities() -> list[Identity]:
        if identity is None:
            raise BadBackup(
                "This backup is sealed. Give a holder's key with --identity FILE; or open it on her own computer, "
                "age -d -i KEY -o backup.tar BACKUP, and restore backup.tar."
            )
        return read_identities(identity, passphrase=asked_passphrase)

    with sentences():
        done = bring_back(file=file, identities=identities, load=config.load)
    click.echo(f"Restored as it was on {done.made_at:%Y-%m-%d %H:%M:%S} UTC. What came since isn't here.")
    if done.other_settings:
        click.echo("The settings, .env, that were here stay; the backup's are others.")
    if identity is not None:
        click.echo(f"{identity.name} isn't needed here any more: delete it from this machine.")
    for sentence in (*done.waits.sentences(), *done.stopped):
        click.echo(sentence)
    click.echo("Next: campaign check; campaign tally --check; and start it again." + _unless(done.stopped))


def tell(file: Path, made: Made) -> None:
    """Say what a backup is, who can open it, and what it leaves out."""
    size = f"{file}, {max(1, made.size // 1000):,} kB"
    names = ", ".join(each.name for each in made.holders)
    if made.holders:
        click.echo(f"{size}, sealed: only a key of {names} opens it.")
        if not any(each.proved for each in made.holders):
            click.echo("Nobody has proved yet that her key works. See: campaign keys drill --help")
    elif made.first_key:
        click.echo(
            f"{size}, NOT sealed: the key that opens everything still lies beside the data, {first_identity()}, "
            "and is in this file too. Whoever finds it reads all that signers gave."
        )
    else:
        click.echo(f"{size}, NOT sealed: nobody holds a key yet. Whoever finds it has the server's secrets.")
    for name in made.left_out:
        click.echo(f"Left out: {name} in the keys folder, which is no secret of the server.")


def _unless(stopped: list[str]) -> str:
    return " The logs named above wait for campaign log resume." if stopped else ""


@contextmanager
def sentences() -> Iterator[None]:
    """What the operator can mend: a sentence and exit code 2."""
    try:
        yield
    except (BadBackup, CannotWrite, config.BadSetting, ValueError) as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    except (sqlite3.Error, psycopg.Error, OperationalError) as problem:
        click.echo(
            f"The database can't be used: {_database_says(problem)}. Is it there, and is there room on the disk? "
            "Nothing was changed.",
            err=True,
        )
        sys.exit(2)
    except OSError as problem:
        click.echo(f"{problem.filename or 'The disk'}: {problem.strerror}. Nothing was changed.", err=True)
        sys.exit(2)


def _database_says(problem: Exception) -> str:
    """SQLite's words; of PostgreSQL's only the kind, as they may hold a row."""
    problem = getattr(problem, "orig", problem)
    return str(problem) if isinstance(problem, sqlite3.Error) else type(problem).__name__


commands = [backup, restore]
