"""Noting that a backup was made."""

from sqlalchemy import delete

from campaign.backup.models import LastBackup
from campaign.extensions import transaction
from campaign.lib import clock


def note_made() -> None:
    """Say that a backup is whole and lies on the disk, as of now."""
    with transaction() as session:
        session.execute(delete(LastBackup))
        session.add(LastBackup(made_at=clock.now()))
