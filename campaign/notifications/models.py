"""Who has turned what off, whose a key is, and what was told already."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model
from campaign.notifications.kinds import Kind


class TurnedOff(Model):
    """That somebody wants no mails of a kind. Without a row she gets them; her row goes with her."""

    __tablename__ = "turned_off"

    organiser_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("organisers.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[Kind] = mapped_column(OneOf(Kind, 8), primary_key=True)


class HolderAccount(Model):
    """With which account a holder works at the desk: the only way by which her address is known."""

    __tablename__ = "holder_accounts"

    holder_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("holders.id", ondelete="CASCADE"), primary_key=True
    )
    organiser_id: Mapped[int] = mapped_column(
        RowId, ForeignKey("organisers.id", ondelete="CASCADE"), index=True
    )


class ToldAct(Model):
    """That people were mailed of an act, by its number in the audit."""

    __tablename__ = "told_acts"

    audit_id: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment, index=True)


class ToldCondition(Model):
    """That people were mailed of what holds still, or did until `seen_at`; `name` tells it from others of its kind."""

    __tablename__ = "told_conditions"

    kind: Mapped[Kind] = mapped_column(OneOf(Kind, 8), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    told_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
