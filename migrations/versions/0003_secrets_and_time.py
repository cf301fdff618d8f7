"""By what machines know that they have the same secrets, and how far time has surely come."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Migrations read no files: `campaign migrate` fills it afterwards from the secrets that are there.
    op.create_table(
        "fingerprints",
        sa.Column("purpose", sa.String(80), nullable=False),
        sa.Column("generation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("purpose", "generation", name="pk_fingerprints"),
    )
    op.create_table(
        "trusted_time",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("waits_since", MOMENT, nullable=True),
        sa.Column("ahead", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_trusted_time"),
    )
    # So long the worker of before has surely run.
    op.execute("INSERT INTO trusted_time (id, at) SELECT 1, at FROM heartbeats WHERE name = 'worker'")


def downgrade() -> None:
    op.drop_table("trusted_time")
    op.drop_table("fingerprints")
