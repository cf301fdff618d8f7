"""What was done: a table that is only added to, held so by the database itself (migration 0009)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.audit.actors import ActorKind
from campaign.audit.acts import Act
from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model


class AuditEntry(Model):
    """One act. `who` is None once that person was forgotten, the only change that the database lets happen.

    `campaign` is a slug; `rules` by which kinds of rule it was chosen what it concerns; `tens` how many people, in
    complete tens.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_campaign", "campaign", "id"),
        Index("ix_audit_entries_actor", "actor", "id"),
        Index("ix_audit_entries_at", "at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[ActorKind] = mapped_column(OneOf(ActorKind, 9))
    who: Mapped[str | None] = mapped_column(String(120))
    campaign: Mapped[str | None] = mapped_column(String(60))
    act: Mapped[Act] = mapped_column(OneOf(Act, 30))
    rules: Mapped[list[str]] = mapped_column(JSON)
    tens: Mapped[int | None] = mapped_column(RowId)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
