"""Answers for journalists; what became of the demand, the report, and what is done after the close."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

MOMENT = sa.DateTime(timezone=True)
ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """New tables alone."""
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
    op.create_table(
        "campaign_outcomes",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_campaign_outcomes_campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", "language", name="pk_campaign_outcomes"),
    )
    op.create_table(
        "reports",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_reports_campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", name="pk_reports"),
    )
    op.create_table(
        "ending_steps",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("step", sa.String(12), nullable=False),
        sa.Column("done_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_ending_steps_campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", "step", name="pk_ending_steps"),
    )
    op.create_table(
        "copies_deleted",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("holder_id", ROW, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_copies_deleted_campaign_id"),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name="fk_copies_deleted_holder_id"),
        sa.PrimaryKeyConstraint("campaign_id", "holder_id", name="pk_copies_deleted"),
        sa.UniqueConstraint("token_hash", name="uq_copies_deleted_token_hash"),
    )


def downgrade() -> None:
    """What was written and said is lost."""
    for table in ("copies_deleted", "ending_steps", "reports", "campaign_outcomes", "press_answers"):
        op.drop_table(table)
