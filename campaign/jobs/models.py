"""Work that the worker does in the background, for somebody who looks how far it is."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from campaign.audit.actors import ActorKind
from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model
from campaign.jobs.kinds import JobKind, JobState


class Job(Model):
    """One piece of work: `made` of `total`, once it is known of how much.

    `same` stands for what is asked and by whom while it waits, so that it waits once. A worker has it until
    `leased_until`, and moves that on; `attempts` tells the workers apart that had it. What failed has a refusal's
    reason and facts.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_state", "state", "asked_at"),
        Index("ix_jobs_campaign", "campaign", "kind", "asked_at"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    kind: Mapped[JobKind] = mapped_column(OneOf(JobKind, 20))
    campaign: Mapped[str | None] = mapped_column(String(60))
    actor: Mapped[ActorKind] = mapped_column(OneOf(ActorKind, 9))
    who: Mapped[str] = mapped_column(String(120))
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    same: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[JobState] = mapped_column(OneOf(JobState, 8))
    made: Mapped[int] = mapped_column(RowId, default=0)
    total: Mapped[int | None] = mapped_column(RowId)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    begun_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    leased_until: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    stop_asked: Mapped[bool] = mapped_column(default=False)
    result: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    refusal: Mapped[str | None] = mapped_column(String(80))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
