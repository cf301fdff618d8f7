"""What was erased and may still lie in the database's files; what the worker is at."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("mark", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("vacuumed", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried_on", sa.Date(), nullable=True),
        sa.Column("rewritten_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_erasures")),
    )
    op.add_column("heartbeats", sa.Column("chore", sa.String(length=30), nullable=True))
    op.add_column("heartbeats", sa.Column("since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("heartbeats", "since")
    op.drop_column("heartbeats", "chore")
    op.drop_table("erasures")
