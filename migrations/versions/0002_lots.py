"""Joins and leaves wait to be stated in lots; what the last statement has taken in is where it stood."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# A statement of before took in whatever stood above it.
TAKEN = "UPDATE log_heads SET taken_until = COALESCE(tally_position, 0)"
JOINS = """
UPDATE country_counts SET joins = (
    SELECT COUNT(*) FROM entries AS own
    JOIN log_heads AS head ON head.campaign_id = own.campaign_id
    WHERE own.campaign_id = country_counts.campaign_id AND own.country = country_counts.country
    AND own.kind = 'signature' AND own.position >= head.taken_until AND NOT EXISTS (
        SELECT 1 FROM entries AS gone
        WHERE gone.kind = 'withdrawal' AND gone.signature_id = own.signature_id AND gone.position IS NOT NULL
    )
)
"""
LEAVES = """
UPDATE country_counts SET leaves = (
    SELECT COUNT(*) FROM entries AS gone
    JOIN log_heads AS head ON head.campaign_id = gone.campaign_id
    JOIN entries AS own ON own.kind = 'signature' AND own.signature_id = gone.signature_id
    WHERE gone.campaign_id = country_counts.campaign_id AND gone.country = country_counts.country
    AND gone.kind = 'withdrawal' AND gone.position >= head.taken_until AND own.position < head.taken_until
)
"""
# As the counter was kept before: entries that count since the last statement.
SINCE = """
UPDATE log_heads SET since_tally = (
    SELECT COUNT(*) FROM entries
    WHERE entries.campaign_id = log_heads.campaign_id AND entries.position > COALESCE(log_heads.tally_position, -1)
    AND entries.kind IN ('signature', 'paper', 'withdrawal')
)
"""


def upgrade() -> None:
    op.add_column("log_heads", sa.Column("taken_until", NUMBER, nullable=False, server_default="0"))
    op.add_column("log_heads", sa.Column("joins_first", sa.Boolean(), nullable=False, server_default=sa.false()))
    for column in ("joins", "leaves"):
        op.add_column("country_counts", sa.Column(column, NUMBER, nullable=False, server_default="0"))
    op.create_table(
        "log_resumptions",
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("taken_until", NUMBER, nullable=False),
        sa.Column("leaves_settled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "position", name=op.f("pk_log_resumptions")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_log_resumptions_campaign_id")),
    )
    for statement in (TAKEN, JOINS, LEAVES):
        op.execute(statement)
    op.drop_column("log_heads", "since_tally")
    op.execute("ALTER TABLE stated_days RENAME COLUMN total TO taken_in")


def downgrade() -> None:
    op.execute("ALTER TABLE stated_days RENAME COLUMN taken_in TO total")
    op.add_column("log_heads", sa.Column("since_tally", NUMBER, nullable=False, server_default="0"))
    op.execute(SINCE)
    op.drop_table("log_resumptions")
    for column in ("joins", "leaves"):
        op.drop_column("country_counts", column)
    for column in ("taken_until", "joins_first"):
        op.drop_column("log_heads", column)
