"""What witnesses cosigned, how each stands to a log, and the cosignatures that a set of letters was made with."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nothing was offered to anybody; letters of before were made without a witness."""
    campaign = sa.ForeignKey("campaigns.id")
    op.create_table(
        "cosignatures",
        sa.Column("campaign_id", ROW_ID, campaign, primary_key=True),
        sa.Column("size", ROW_ID, primary_key=True),
        sa.Column("witness", sa.String(400), primary_key=True),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
    )
    op.create_table(
        "witness_views",
        sa.Column("campaign_id", ROW_ID, sa.ForeignKey("campaigns.id"), primary_key=True),
        sa.Column("witness", sa.String(400), primary_key=True),
        sa.Column("size", ROW_ID, nullable=False),
        sa.Column("problem", sa.String(20), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
    )
    op.add_column("letter_sets", sa.Column("cosignatures", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Witnesses remember by themselves; what they cosigned can be had from them again."""
    op.drop_column("letter_sets", "cosignatures")
    op.drop_table("witness_views")
    op.drop_table("cosignatures")
