"""That the worker lives."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment
from campaign.extensions import Model

STOPPED = "log stopped"  # the name under which the worker says that


class Heartbeat(Model):
    """The last time a part of the program said it was there; of the worker, what it was at, and since when."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    chore: Mapped[str | None] = mapped_column(String(30))
    since: Mapped[datetime | None] = mapped_column(Moment)
