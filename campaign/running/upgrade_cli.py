"""`campaign upgrade`: after a newer version took this one's place."""

import time
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from campaign.backup.actions import note_made
from campaign.backup.backup import backup as write_backup
from campaign.backup.backup import note_backup
from campaign.backup.cli import tell
from campaign.backup.versions import require_known, shape
from campaign.current import settings
from campaign.extensions import db
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import all_or_nothing, refusals
from campaign.running.models import Heartbeat
from campaign.running.setting_up import set_up
from campaign.setting_texts import BadSetting

ALIVE_WITHIN = 30
BEATS = 6  # the worker's heart beats every five seconds


@click.command()
@with_appcontext
def upgrade() -> None:
    """After a newer version was installed: back up, then bring the database to its shape. Campaign must be stopped.

    `make upgrade` installs and then runs this. docs/upgrading.md says what to do if it fails.
    """
    with refusals(BadSetting, ValueError), all_or_nothing():
        _require_something()
        require_known()
        _require_stopped()
        file = _place()
        made = write_backup(file=file)
        tell(file, made)
    with refusals():
        _set_up(file)
        if not made.noted:
            note_backup(made)
        note_made()
    click.echo("The database is in this version's shape. Start campaign again, then: campaign check")
    click.echo(f"Delete {file} once all is well: no purge reaches what it contains.")


def _set_up(backup: Path) -> None:
    """Raises Refusal where all that is missing are the site's secrets, on a machine that was never given them."""
    try:
        set_up()
    except Refusal:
        raise
    except BaseException:
        click.echo(
            f"The database could not be brought to the new shape. Everything is in {backup}; docs/upgrading.md says "
            "how to go back to the previous version.",
            err=True,
        )
        raise


def _require_something() -> None:
    """Raises Refusal where no database of ours is: an upgrade of nothing would look like one that went well."""
    file = settings().database_file
    there = file is None or file.exists()
    if not (there and shape()):
        raise Refusal("running/nothing-to-upgrade", instance=settings().instance)


def _require_stopped() -> None:
    """Raises Refusal while a worker's heart beats; one that has just been stopped is given the time to be silent."""
    for _ in range(BEATS + 1):
        beat = _beat()
        if beat is None or (clock.now() - beat).total_seconds() > ALIVE_WITHIN:
            return
        time.sleep(1)
        if (again := _beat()) != beat:
            raise Refusal("running/still-runs", alive=again)


def _beat() -> datetime | None:
    db.session.rollback()
    return db.session.scalar(select(Heartbeat.at).where(Heartbeat.name == "worker"))


def _place() -> Path:
    folder = settings().instance / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"before-upgrade-{clock.now():%Y-%m-%d-%H%M%S}.backup"


commands = [upgrade]
