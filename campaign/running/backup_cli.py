"""`campaign backup`, `restore`, `upgrade`: all in one file, back from it, and on to a newer version."""

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
import psycopg
from flask.cli import with_appcontext
from pyrage.x25519 import Identity
from sqlalchemy.exc import OperationalError

from campaign import config
from campaign.config import Settings
from campaign.extensions import db
from campaign.lib import clock
from campaign.releases.actions import Refusal
from campaign.running.archive import BadBackup
from campaign.running.backing_up import Made
from campaign.running.backing_up import backup as write_backup
from campaign.running.models import Heartbeat
from campaign.running.restoring import restore as bring_back
from campaign.running.versions import bring_to_shape, require_known, shape
from campaign.signing.lists import CannotWrite
from campaign.vault.first import first_identity
from campaign.vault.identities import read_identities
from campaign.vault.laptop_cli import asked_passphrase
from campaign.web import settings

ALIVE_WITHIN = 30
BEATS = 6  # the worker's heart beats every five seconds


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write database, keys and settings to FILE, while campaign runs or not.

    FILE is sealed to those who hold keys. While the first key still lies beside the data, it can't be, and says so.
    """
    with _sentences():
        _tell(file, write_backup(file=file, settings=settings()), settings())


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

    with _sentences():
        done = bring_back(file=file, identities=identities, load=config.load)
    click.echo(f"Restored as it was on {done.made_at:%Y-%m-%d %H:%M:%S} UTC. What came since isn't here.")
    if done.other_settings:
        click.echo("The settings, .env, that were here stay; the backup's are others.")
    if identity is not None:
        click.echo(f"{identity.name} isn't needed here any more: delete it from this machine.")
    for sentence in (*done.waits.sentences(), *done.stopped):
        click.echo(sentence)
    click.echo("Next: campaign check; campaign tally --check; and start it again." + _unless(done.stopped))


@click.command()
@with_appcontext
def upgrade() -> None:
    """After a newer version was installed: back up, then bring the database to its shape. Campaign must be stopped.

    `make upgrade` installs and then runs this. docs/upgrading.md says what to do if it fails.
    """
    known = settings()
    with _sentences():
        _require_something(known)
        require_known()
        _require_stopped()
        file = _place(known)
        _tell(file, write_backup(file=file, settings=known), known)
    try:
        bring_to_shape()
    except BaseException:
        click.echo(
            f"The database could not be brought to the new shape. Everything is in {file}; docs/upgrading.md says how "
            "to go back to the version before.",
            err=True,
        )
        raise
    click.echo("The database is in this version's shape. Start campaign again, then: campaign check")
    click.echo(f"Delete {file} once all is well: what it holds is in no purge's reach.")


def _tell(file: Path, made: Made, known: Settings) -> None:
    size = f"{file}, {max(1, made.size // 1000):,} kB"
    names = ", ".join(each.name for each in made.holders)
    if made.holders:
        click.echo(f"{size}, sealed: only a key of {names} opens it.")
        if not any(each.proved for each in made.holders):
            click.echo("Nobody has proved yet that her key works. See: campaign keys drill --help")
    elif made.first_key:
        click.echo(
            f"{size}, NOT sealed: the key that opens everything still lies beside the data, {first_identity(known)}, "
            "and is in this file too. Whoever finds it reads all that signers gave."
        )
    else:
        click.echo(f"{size}, NOT sealed: nobody holds a key yet. Whoever finds it has the server's secrets.")
    for name in made.left_out:
        click.echo(f"Left out: {name} in the keys folder, which is no secret of the server.")


def _require_something(known: Settings) -> None:
    """Raises BadBackup where no database of ours is: an upgrade of nothing would look like one that went well."""
    file = Path(known.database_url.removeprefix("sqlite:///"))
    there = not known.database_url.startswith("sqlite:") or file.exists()
    if not (there and shape()):
        raise BadBackup(
            f"There is nothing to upgrade: no database of campaign is here, in {known.instance}. If yours is "
            "elsewhere, CAMPAIGN_INSTANCE names it; on a server of docs/going-public.md type: campaign upgrade"
        )


def _require_stopped() -> None:
    """Raises BadBackup while a worker's heart beats; one that has just been stopped is given the time to be silent."""
    for _ in range(BEATS + 1):
        beat = _beat()
        if beat is None or (clock.now() - beat).total_seconds() > ALIVE_WITHIN:
            return
        time.sleep(1)
        if (again := _beat()) != beat:
            raise BadBackup(
                f"Campaign still runs: its worker was alive at {again:%H:%M:%S} UTC. Stop it first, with Ctrl-C or "
                "systemctl stop."
            )


def _beat() -> datetime | None:
    db.session.rollback()
    found = db.session.get(Heartbeat, "worker", populate_existing=True)
    return found.at if found else None


def _place(known: Settings) -> Path:
    folder = known.instance / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"before-upgrade-{clock.now():%Y-%m-%d-%H%M%S}.backup"


def _unless(stopped: list[str]) -> str:
    return " The logs named above wait for campaign log resume." if stopped else ""


@contextmanager
def _sentences() -> Iterator[None]:
    """What the operator can mend: a sentence and exit code 2."""
    try:
        yield
    except (BadBackup, CannotWrite, Refusal, config.BadSetting, ValueError) as problem:
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


commands = [backup, restore, upgrade]
