"""Which acts of commands owners were told of."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A new table alone."""
    op.create_table(
        "told_acts",
        sa.Column("audit_id", ROW, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("audit_id", name="pk_told_acts"),
    )
    op.create_index("ix_told_acts_at", "told_acts", ["at"])


def downgrade() -> None:
    """Of the last two days' acts owners may hear again."""
    op.drop_table("told_acts")
