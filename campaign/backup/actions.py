"""Noting that a backup was made, or that a night's copies failed."""

from sqlalchemy import delete

from campaign.backup.models import FailedNight, LastBackup
from campaign.extensions import transaction
from campaign.lib import clock


def note_made() -> None:
    """Say that a backup is whole and lies on the disk, as of now."""
    with transaction() as session:
        session.execute(delete(LastBackup))
        session.add(LastBackup(made_at=clock.now()))
        session.execute(delete(FailedNight))


def note_failed() -> None:
    """Say that a night's copies weren't all made: owners hear of it."""
    with transaction() as session:
        session.execute(delete(FailedNight))
        session.add(FailedNight(at=clock.now()))
