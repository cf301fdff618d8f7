"""Pictures that links are shown with, and the picture of a campaign."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

MOMENT = sa.DateTime(timezone=True)
ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Tables alone."""
    op.create_table(
        "shared_pictures",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("total", ROW, nullable=False),
        sa.Column("drawn_of", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_shared_pictures_campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", "language", name="pk_shared_pictures"),
    )
    op.create_table(
        "campaign_pictures",
        sa.Column("id", ROW, nullable=False),
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_campaign_pictures_campaign_id"),
        sa.PrimaryKeyConstraint("id", name="pk_campaign_pictures"),
        sa.UniqueConstraint("campaign_id", "state", name="uq_campaign_pictures_campaign_id_state"),
    )
    op.create_table(
        "picture_sizes",
        sa.Column("picture_id", ROW, nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["campaign_pictures.id"], name="fk_picture_sizes_picture_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("picture_id", "width", name="pk_picture_sizes"),
    )
    op.create_index("ix_picture_sizes_name", "picture_sizes", ["name"])


def downgrade() -> None:
    """The pictures are lost; those of links are drawn anew."""
    for table in ("picture_sizes", "campaign_pictures", "shared_pictures"):
        op.drop_table(table)
