"""Letters that refer to the one before, and are read as pages; groups of States; people to invite."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
HEADS = sa.table("letterheads", sa.column("refers"), sa.column("sent_before"))


def upgrade() -> None:
    """No letter of before refers to another."""
    op.add_column("letters", sa.Column("refers_to", ROW, nullable=True))
    op.add_column("drafted_letters", sa.Column("refers_to", ROW, nullable=True))
    op.add_column("drafted_letters", sa.Column("page", sa.JSON(), nullable=True))
    op.add_column("drafted_sets", sa.Column("editions", sa.JSON(), nullable=True))
    op.add_column("letterheads", sa.Column("refers", sa.Boolean(), nullable=True))
    op.add_column("letterheads", sa.Column("sent_before", sa.Boolean(), nullable=True))
    op.execute(HEADS.update().values(refers=True, sent_before=False))
    op.create_table(
        "own_groups",
        sa.Column("id", ROW, nullable=False),
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("states", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_own_groups_campaign_id"),
        sa.PrimaryKeyConstraint("id", name="pk_own_groups"),
        sa.UniqueConstraint("campaign_id", "name", name="uq_own_groups_campaign_id_name"),
    )


    op.create_table(
        "named_people",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_named_people_campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", "email", name="pk_named_people"),
    )


def downgrade() -> None:
    """The PDFs say still what they refer to; groups of one's own, and who was named to be invited, are lost."""
    op.drop_table("named_people")
    op.drop_table("own_groups")
    op.drop_column("letterheads", "sent_before")
    op.drop_column("letterheads", "refers")
    op.drop_column("drafted_sets", "editions")
    op.drop_column("drafted_letters", "page")
    op.drop_column("drafted_letters", "refers_to")
    op.drop_column("letters", "refers_to")
