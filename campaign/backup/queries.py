"""Reading when the last backup was made, and whether one is missing."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from campaign.backup.models import FailedNight, LastBackup
from campaign.extensions import db
from campaign.lib import clock

OLD = timedelta(days=2)


def last_made() -> datetime | None:
    """When `campaign backup` last wrote one to its end; None if it never did on this database."""
    return db.session.scalar(select(func.max(LastBackup.made_at)))


def night_failed() -> bool:
    """Whether copies of a night failed, and no backup was made since."""
    return db.session.scalar(select(FailedNight.id).limit(1)) is not None


def is_old(*, opened_at: datetime | None) -> bool:
    """Whether the newest backup is too old, or there is none yet of a site that opened so long ago."""
    since = last_made() or opened_at
    return since is not None and clock.now() - since > OLD
