"""`campaign upgrade`: after a newer version took this one's place."""

import time
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade as migrate
from sqlalchemy import inspect

from campaign.backup.archive import BadBackup
from campaign.backup.backup import backup as write_backup
from campaign.backup.cli import sentences, tell
from campaign.current import settings
from campaign.extensions import db
from campaign.lib import clock
from campaign.running.models import Heartbeat

ALIVE_WITHIN = 30
BEATS = 6  # the worker's heart beats every five seconds


@click.command()
@with_appcontext
def upgrade() -> None:
    """After a newer version was installed: back up, then bring the database to its shape. Campaign must be stopped.

    `make upgrade` installs and then runs this. docs/upgrading.md says what to do if it fails.
    """
    with sentences():
        _require_something()
        _require_stopped()
        file = _place()
        tell(file, write_backup(file=file))
    try:
        migrate()
    except BaseException:
        click.echo(
            f"The database could not be brought to the new shape. Everything is in {file}; docs/upgrading.md says how "
            "to go back to the version before.",
            err=True,
        )
        raise
    click.echo("The database is in this version's shape. Start campaign again, then: campaign check")
    click.echo(f"Delete {file} once all is well: what it holds is in no purge's reach.")


def _require_something() -> None:
    """Raises BadBackup where no database of ours is: an upgrade of nothing would look like one that went well."""
    file = settings().database_file
    there = file is None or file.exists()
    if not (there and inspect(db.engine).has_table("alembic_version")):
        raise BadBackup(
            f"There is nothing to upgrade: no database of campaign is here, in {settings().instance}. If yours is "
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
    if not inspect(db.engine).has_table(Heartbeat.__tablename__):
        return None
    found = db.session.get(Heartbeat, "worker", populate_existing=True)
    return found.at if found else None


def _place() -> Path:
    folder = settings().instance / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"before-upgrade-{clock.now():%Y-%m-%d-%H%M%S}.backup"


commands = [upgrade]
