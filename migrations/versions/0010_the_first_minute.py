"""The path to an open campaign: the answer about harm, who answers for it, rehearsals, where keys lie, keys offered."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
COLUMNS = (
    ("campaigns", "at_risk", sa.Boolean()),
    ("campaigns", "addressees", sa.String(8)),
    ("campaigns", "addressed", sa.JSON()),
    ("holders", "place", sa.String(100)),
    ("holders", "paper_keeper", sa.String(100)),
    ("holders", "paper_place", sa.String(100)),
    ("holders", "paper_proved_at", MOMENT),
)


def upgrade() -> None:
    """Columns that may be empty, and new tables: nobody is asked about a campaign that is open already."""
    for table, name, kind in COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_table(
        "responsible",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("legal_form", sa.String(12), nullable=False),
        sa.Column("legal_name", sa.String(200), nullable=False),
        *(
            sa.Column(name, sa.String(200), nullable=True)
            for name in ("seat", "website", "person", "office", "telephone")
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_responsible_campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", name="pk_responsible"),
    )
    op.create_table(
        "rehearsals",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("exercise", sa.String(12), nullable=False),
        sa.Column("at_provider", sa.String(255), nullable=False),
        sa.Column("outcome", sa.String(8), nullable=False),
        sa.Column("by", ROW, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_rehearsals_campaign_id"),
        sa.ForeignKeyConstraint(["by"], ["organisers.id"], name="fk_rehearsals_by"),
        sa.PrimaryKeyConstraint("campaign_id", "exercise", "at_provider", name="pk_rehearsals"),
    )
    op.create_table(
        "key_offers",
        sa.Column("id", ROW, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("recipient", sa.String(), nullable=True),
        sa.Column("holder_id", ROW, nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_key_offers_campaign_id"),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name="fk_key_offers_holder_id"),
        sa.PrimaryKeyConstraint("id", name="pk_key_offers"),
        sa.UniqueConstraint("token_hash", name="uq_key_offers_token_hash"),
    )
    op.create_index("ix_key_offers_expires_at", "key_offers", ["expires_at"])


def downgrade() -> None:
    """What was answered goes; the campaigns and the holders stay."""
    for name in ("key_offers", "rehearsals", "responsible"):
        op.drop_table(name)
    for table, name, _ in COLUMNS:
        op.drop_column(table, name)
