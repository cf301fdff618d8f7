"""That a holder has deleted her copies of a campaign's lists."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, RowId
from campaign.extensions import Model


class CopiesDeleted(Model):
    """A link by which a holder says so, and since when she has; an earlier link to her is void."""

    __tablename__ = "copies_deleted"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    holder_id: Mapped[int] = mapped_column(RowId, ForeignKey("holders.id"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
