"""Answers for journalists."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A new table alone."""
    op.create_table(
        "press_answers",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("question", sa.String(8), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name="fk_press_answers_campaign_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("campaign_id", "language", "question", name="pk_press_answers"),
    )


def downgrade() -> None:
    """What was written is lost."""
    op.drop_table("press_answers")
