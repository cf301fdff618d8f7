"""Drafts of texts, corrections and what they say, texts taken down or withdrawn, and which of them were signed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
NO = sa.false()
# A text counts as signed if anybody's row names it, however that stands now.
SIGNED = """
UPDATE texts SET signed = true WHERE EXISTS (
    SELECT 1 FROM signatures WHERE signatures.campaign_id = texts.campaign_id AND signatures.text = texts.sha256
)
"""


def upgrade() -> None:
    op.create_table(
        "text_drafts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("replaces", sa.String(64), nullable=True),
        sa.Column("headline", sa.String(), nullable=False),
        sa.Column("place", sa.String(120), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("demand", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=True),
        sa.Column("corrected", sa.JSON(), nullable=True),
        sa.Column("preview_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_text_drafts"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_text_drafts_campaign_id"),
        sa.UniqueConstraint("campaign_id", "language", name="uq_text_drafts_campaign_id_language"),
        sa.UniqueConstraint("preview_hash", name="uq_text_drafts_preview_hash"),
    )
    # Not in batch mode: on SQLite that makes the table anew, and others point to it.
    op.add_column("texts", sa.Column("kind", sa.String(8), nullable=True))
    op.add_column("texts", sa.Column("corrected", sa.JSON(), nullable=True))
    op.add_column("texts", sa.Column("signed", sa.Boolean(), nullable=False, server_default=NO))
    op.add_column("texts", sa.Column("withdrawn_at", MOMENT, nullable=True))
    op.add_column("campaigns", sa.Column("taken_down_at", MOMENT, nullable=True))
    op.execute(SIGNED)


def downgrade() -> None:
    op.drop_column("campaigns", "taken_down_at")
    for column in ("kind", "corrected", "signed", "withdrawn_at"):
        op.drop_column("texts", column)
    op.drop_table("text_drafts")
