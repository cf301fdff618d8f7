"""That a backup was made, or that a night's copies failed."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, RowId
from campaign.extensions import Model


class LastBackup(Model):
    """When the last backup was whole: one row at most."""

    __tablename__ = "last_backups"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Moment)


class FailedNight(Model):
    """When a night's copies failed last: one row at most, and none once a backup was made since."""

    __tablename__ = "failed_nights"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
