"""What `campaign stats` draws: the day on which each signature's form was sent, and counts of what is deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "daily_counts",
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_daily_counts_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", "day", "kind", name=op.f("pk_daily_counts")),
    )
    # Not in a batch: SQLite adds a column in place, where a batch would copy every signature.
    op.add_column("signatures", sa.Column("sent_on", sa.Date(), nullable=True))
    day = "date(hour)" if op.get_bind().dialect.name == "sqlite" else "(hour AT TIME ZONE 'UTC')::date"
    # Of before, only the hour of confirming is known; it was mostly the same day.
    op.execute(f"UPDATE signatures SET sent_on = {day} WHERE hour IS NOT NULL")
    op.create_index("ix_signatures_sent_on", "signatures", ["campaign_id", "sent_on"])


def downgrade() -> None:
    op.drop_index("ix_signatures_sent_on", "signatures")
    op.drop_column("signatures", "sent_on")
    op.drop_table("daily_counts")
