"""Organisers who are stopped, and those who are let in anew."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """New tables alone."""
    op.create_table(
        "freezes",
        sa.Column("id", ROW, nullable=False),
        sa.Column("organiser_id", ROW, nullable=False),
        sa.Column("by_id", ROW, nullable=False),
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("by_owner", sa.Boolean(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("confirmed_by", ROW, nullable=True),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisers.id"], name="fk_freezes_organiser_id"),
        sa.ForeignKeyConstraint(["by_id"], ["organisers.id"], name="fk_freezes_by_id"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_freezes_campaign_id"),
        sa.ForeignKeyConstraint(["confirmed_by"], ["organisers.id"], name="fk_freezes_confirmed_by"),
        sa.PrimaryKeyConstraint("id", name="pk_freezes"),
    )
    for column in ("organiser_id", "by_id", "ends_at"):
        op.create_index(f"ix_freezes_{column}", "freezes", [column])
    op.create_table(
        "readmissions",
        sa.Column("id", ROW, nullable=False),
        sa.Column("organiser_id", ROW, nullable=False),
        sa.Column("by_id", ROW, nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("mailed_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisers.id"], name="fk_readmissions_organiser_id"),
        sa.ForeignKeyConstraint(["by_id"], ["organisers.id"], name="fk_readmissions_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_readmissions"),
        sa.UniqueConstraint("token_hash", name="uq_readmissions_token_hash"),
    )
    for column in ("organiser_id", "due_at"):
        op.create_index(f"ix_readmissions_{column}", "readmissions", [column])


def downgrade() -> None:
    """Whoever is stopped stays so: the account is inactive."""
    op.drop_table("readmissions")
    op.drop_table("freezes")
