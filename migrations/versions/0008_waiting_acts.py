"""Grave acts that wait an hour."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """A new table alone."""
    op.create_table(
        "waiting_acts",
        sa.Column("id", ROW, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("organiser_id", ROW, nullable=True),
        sa.Column("by_id", ROW, nullable=False),
        sa.Column("same", sa.String(60), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("stopped_by", ROW, nullable=True),
        sa.Column("refusal", sa.String(80), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_waiting_acts_campaign_id"),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisers.id"], name="fk_waiting_acts_organiser_id"),
        sa.ForeignKeyConstraint(["by_id"], ["organisers.id"], name="fk_waiting_acts_by_id"),
        sa.ForeignKeyConstraint(["stopped_by"], ["organisers.id"], name="fk_waiting_acts_stopped_by"),
        sa.PrimaryKeyConstraint("id", name="pk_waiting_acts"),
        sa.UniqueConstraint("same", name="uq_waiting_acts_same"),
    )
    for column in ("campaign_id", "due_at"):
        op.create_index(f"ix_waiting_acts_{column}", "waiting_acts", [column])


def downgrade() -> None:
    """What waits isn't done."""
    op.drop_table("waiting_acts")
