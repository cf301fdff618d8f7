"""What organisers mean to do about each mission."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A new table alone."""
    op.create_table(
        "follow_ups",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("code", sa.String(2), nullable=False),
        sa.Column("channel", sa.String(4), nullable=False),
        sa.Column("step", sa.String(200), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("whose", sa.String(120), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("concerned", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_follow_ups_campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", "code", name="pk_follow_ups"),
    )


def downgrade() -> None:
    """What was written down is lost."""
    op.drop_table("follow_ups")
