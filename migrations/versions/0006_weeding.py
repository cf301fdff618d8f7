"""Weeding: invalidations that can be undone, a pause's day, what was refused by day; finding held submissions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused_until", sa.Date(), nullable=True))

    op.create_table(
        "invalidations",
        sa.Column("id", BIG, nullable=False),
        sa.Column("campaign_id", BIG, nullable=False),
        sa.Column("reason", sa.String(length=9), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("domain_tag", sa.LargeBinary(), nullable=True),
        sa.Column("last", BIG, nullable=False),
        sa.Column("wanted", BIG, nullable=False),
        sa.Column("removed", BIG, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_invalidations_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invalidations")),
    )
    op.create_index("ix_invalidations_campaign", "invalidations", ["campaign_id", "id"], unique=False)
    op.create_index("ix_invalidations_due", "invalidations", ["ended_at", "due_at"], unique=False)
    op.create_table(
        "invalidated_signatures",
        sa.Column("signature_id", BIG, nullable=False),
        sa.Column("invalidation_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["invalidation_id"],
            ["invalidations.id"],
            name=op.f("fk_invalidated_signatures_invalidation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signatures.id"], name=op.f("fk_invalidated_signatures_signature_id")
        ),
        sa.PrimaryKeyConstraint("signature_id", name=op.f("pk_invalidated_signatures")),
    )
    op.create_index(
        "ix_invalidated_signatures_of",
        "invalidated_signatures",
        ["invalidation_id", "signature_id"],
        unique=False,
    )
    op.create_table(
        "refusals",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("network", sa.String(length=4), nullable=False),
        sa.Column("count", BIG, nullable=False),
        sa.PrimaryKeyConstraint("day", "kind", "network", name=op.f("pk_refusals")),
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_submissions_held",
            ["campaign_id", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'held'"),
            postgresql_where=sa.text("state = 'held'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index("ix_submissions_held")

    op.drop_table("refusals")
    op.drop_index("ix_invalidated_signatures_of", table_name="invalidated_signatures")
    op.drop_table("invalidated_signatures")
    op.drop_index("ix_invalidations_due", table_name="invalidations")
    op.drop_index("ix_invalidations_campaign", table_name="invalidations")
    op.drop_table("invalidations")
    # Not in a batch: that makes the table anew on SQLite, and others refer to it.
    op.drop_column("campaigns", "paused_until")
