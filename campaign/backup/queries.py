"""Reading when the last backup was made."""

from datetime import datetime

from sqlalchemy import func, select

from campaign.backup.models import LastBackup
from campaign.extensions import db


def last_made() -> datetime | None:
    """When `campaign backup` last wrote one to its end; None if it never did on this database."""
    return db.session.scalar(select(func.max(LastBackup.made_at)))
