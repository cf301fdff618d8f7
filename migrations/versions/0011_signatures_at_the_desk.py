"""Why a form is held, under a number that never means another; lists of indexes; looks at all; the last backup."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
INDEXES = {
    "ix_signatures_state": ["state", "campaign_id", "id"],
    "ix_signatures_hour": ["campaign_id", "hour", "state"],
    "ix_signatures_country": ["campaign_id", "country", "id", "language", "state"],
    "ix_signatures_language": ["campaign_id", "language", "id", "state"],
    "ix_signatures_alike": ["campaign_id", "country", "language", "hour", "state"],
    "ix_signatures_domain": ["campaign_id", "domain_tag", "state", "country", "hour"],
}


def upgrade() -> None:
    """On SQLite the submissions are written anew: an existing table can't be told to use no number twice."""
    op.drop_index("ix_signatures_state", "signatures")
    for name, columns in INDEXES.items():
        op.create_index(name, "signatures", columns)
    op.drop_index("ix_submissions_held", "submissions")
    _alter_submissions(sa.Column("held_because", sa.String(12), nullable=True), sqlite_autoincrement=True)
    _index_held("campaign_id", "id", "held_because")
    op.add_column("invalidations", sa.Column("listed", sa.JSON(), nullable=True))
    op.add_column(
        "invalidations", sa.Column("advancing", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table(
        "surveys",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("part", sa.String(9), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "part", name="pk_surveys"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_surveys_campaign_id"),
    )
    op.create_table(
        "last_backups",
        sa.Column("id", ROW, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_last_backups"),
    )


def downgrade() -> None:
    op.drop_table("last_backups")
    op.drop_table("surveys")
    op.drop_column("invalidations", "advancing")
    op.drop_column("invalidations", "listed")
    op.drop_index("ix_submissions_held", "submissions")
    _alter_submissions()
    _index_held("campaign_id", "id")
    for name in INDEXES:
        op.drop_index(name, "signatures")
    op.create_index("ix_signatures_state", "signatures", ["state"])


def _index_held(*columns: str) -> None:
    where = sa.text("state = 'held'")
    op.create_index(
        "ix_submissions_held", "submissions", columns, sqlite_where=where, postgresql_where=where
    )


def _alter_submissions(*columns: sa.Column, **kept: bool) -> None:
    """With the new column, or without it where none is given."""
    recreate = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("submissions", recreate=recreate, table_kwargs=kept) as table:
        for column in columns:
            table.add_column(column)
        if not columns:
            table.drop_column("held_because")
