"""Slips of paper: who keeps them, what was printed, what was typed, and their entries in the log."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """No log has paper yet."""
    op.add_column("entries", sa.Column("slip_id", ROW, nullable=True))
    op.create_index(
        "ix_entries_slip",
        "entries",
        ["kind", "slip_id"],
        unique=True,
        sqlite_where=sa.text("slip_id IS NOT NULL"),
        postgresql_where=sa.text("slip_id IS NOT NULL"),
    )
    op.add_column("log_heads", sa.Column("paper", ROW, nullable=False, server_default="0"))
    op.add_column("checkpoints", sa.Column("paper", ROW, nullable=False, server_default="0"))
    op.create_table(
        "paper_keepings",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("keeper", sa.String(100), nullable=False),
        sa.Column("shred_on", sa.Date(), nullable=False),
        sa.Column("shredded_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_paper_keepings_campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", name="pk_paper_keepings"),
    )
    op.create_table(
        "paper_imports",
        sa.Column("id", ROW, nullable=False),
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("rows", ROW, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_paper_imports_campaign_id"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_imports"),
    )
    op.create_index("ix_paper_imports_campaign", "paper_imports", ["campaign_id", "id"])
    _make_slips()


def _make_slips() -> None:
    op.create_table(
        "paper_slips",
        sa.Column("id", ROW, nullable=False),
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("number", ROW, nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("text", sa.String(64), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("record_id", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("commitment", sa.String(64), nullable=True),
        sa.Column("import_id", ROW, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_paper_slips_campaign_id"),
        sa.ForeignKeyConstraint(["import_id"], ["paper_imports.id"], name="fk_paper_slips_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_slips"),
        sa.UniqueConstraint("campaign_id", "number", name="uq_paper_slips_campaign_id_number"),
        sa.UniqueConstraint("code_hash", name="uq_paper_slips_code_hash"),
    )
    op.create_index("ix_paper_slips_state", "paper_slips", ["campaign_id", "state", "id"])
    op.create_index("ix_paper_slips_due", "paper_slips", ["state", "due_at"])
    if op.get_bind().dialect.name == "postgresql":  # it keeps no samples of what is sealed
        op.execute("ALTER TABLE paper_slips ALTER COLUMN sealed SET STATISTICS 0")


def downgrade() -> None:
    """The log keeps its lines of paper; what was typed, and who kept the slips, is lost."""
    op.drop_table("paper_slips")
    op.drop_table("paper_imports")
    op.drop_table("paper_keepings")
    op.drop_column("checkpoints", "paper")
    op.drop_column("log_heads", "paper")
    op.drop_index("ix_entries_slip", table_name="entries")
    op.drop_column("entries", "slip_id")
