"""`campaign night`: what is copied each night, and who hears of a night, or of a service, that failed."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from campaign.backup import actions as backup_actions
from campaign.backup.backup import backup
from campaign.current import settings
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import Address, all_or_nothing, sentence
from campaign.mail.actions import new_record_id
from campaign.mail.composing import Mail, as_message
from campaign.mail.transports import Refused, transport
from campaign.releases import queries as releases_queries
from campaign.running.log_copies import copy_log
from campaign.tally import queries as tally_queries

BACKUPS, MIRRORS = "backups", "mirrors"
KEPT_DAYS = 14
OURS = re.compile(r"(\d{4}-\d\d-\d\d)(?:-\d{6})?\.backup", re.ASCII)
SUBJECT = "Last night's copies"
UNIT = re.compile(r"[A-Za-z0-9:_.@-]{1,100}", re.ASCII)


@click.command()
@click.option(
    "--tell", type=Address(), metavar="ME", help="Who gets a mail when something failed, and only then."
)
@with_appcontext
def night(tell: str | None) -> None:
    """Back up, and copy each campaign's log: for cron, once a day.

    Backups go to backups/ of the instance folder, where those older than two weeks are deleted once a new one is whole;
    logs to mirrors/SLUG. What fails stops nothing else; exit code 1 says that something did.
    """
    failed: list[str] = []
    _back_up(failed)
    for campaign in releases_queries.campaigns():
        if tally_queries.published_checkpoint(campaign.id):
            folder = settings().instance / MIRRORS / campaign.slug
            with _told(failed, f"Log of {campaign.slug}"):
                click.echo(f"{copy_log(campaign=campaign, folder=folder):,} entries in {folder}")
    if failed:
        click.echo("\n".join(failed), err=True)
        with suppress(SQLAlchemyError):  # which may be what failed
            backup_actions.note_failed()
        if tell:
            opening = "Something failed as last night's copies were made."
            _mail(tell, SUBJECT, [opening, *failed, "To see more: campaign check"])
        sys.exit(1)


@click.command("tell-failed")
@click.argument("unit")
@click.option("--tell", type=Address(), metavar="ME", required=True, help="Who gets a mail.")
@with_appcontext
def tell_failed(unit: str, tell: str) -> None:
    """Mail somebody that a unit of systemd has failed: for its OnFailure=. It needs no database."""
    if not UNIT.fullmatch(unit):
        raise click.BadParameter("it has to be the name of a unit, such as campaign-night.service.")
    what = f"{unit} has failed on {settings().host}."
    sees = f"To see why, on the server: journalctl -u {unit} -n 50"
    if not _mail(tell, "Something has failed on the server", [what, sees]):
        sys.exit(1)


def _back_up(failed: list[str]) -> None:
    folder, now = settings().instance / BACKUPS, clock.now()
    with _told(failed, "Backup"):
        folder.mkdir(exist_ok=True, mode=0o700)
        file = folder / f"{now:%Y-%m-%d}.backup"
        if file.exists():
            file = folder / f"{now:%Y-%m-%d-%H%M%S}.backup"
        if backup(file=file).noted:
            backup_actions.note_made()
        click.echo(f"{file}")
        for old in outdated(folder, today=now.date()):
            old.unlink(missing_ok=True)


def outdated(folder: Path, *, today: date) -> list[Path]:
    """Backups of ours that are older than two weeks, by their names; never what an upgrade or a person put there."""
    named = ((path, OURS.fullmatch(path.name)) for path in sorted(folder.iterdir()))
    before = (today - timedelta(days=KEPT_DAYS)).isoformat()
    return [path for path, name in named if name and name[1] < before]


@contextmanager
def _told(failed: list[str], what: str) -> Iterator[None]:
    """A sentence for what goes wrong within, whatever it is; the rest of the night goes on."""
    try:
        with all_or_nothing():
            yield
    except Refusal as refusal:
        failed.append(f"{what}: {sentence(refusal)}")
    except Exception as problem:
        failed.append(f"{what}: {type(problem).__name__}. See what `campaign check` says.")


def _mail(to: str, subject: str, paragraphs: Sequence[str]) -> bool:
    """Past the outbox, which may be what failed; whether it was taken."""
    letter = Mail(to, subject, "\n\n".join(paragraphs) + "\n", "en", new_record_id().hex())
    line = transport(settings().mail_url)
    try:
        line.send(as_message(letter, sender=settings().mail_from, host=settings().host, date=clock.now()))
    except Refused as refusal:
        click.echo(f"The mail server did not take the mail for {to}: {refusal.answer}.", err=True)
        return False
    finally:
        line.close()
    return True


commands = [night, tell_failed]
