"""Figures of the forms at each statement and in each set of letters; who answers for the data, on the privacy page."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NOTICES = (("controller", 200), ("representative", 200), ("authority", 200), ("server_country", 2))


def upgrade() -> None:
    """A table, and columns that may be empty."""
    op.create_table(
        "stated_forms",
        sa.Column("id", ROW, nullable=False),
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("tally_position", ROW, nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("sent", ROW, nullable=False),
        sa.Column("confirmed", ROW, nullable=False),
        sa.Column("refused", ROW, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_stated_forms_campaign_id"),
        sa.PrimaryKeyConstraint("id", name="pk_stated_forms"),
        sa.UniqueConstraint("campaign_id", "tally_position", "stated_on", name="uq_stated_forms_campaign_id_tally_position_stated_on"),
    )
    op.add_column("letter_sets", sa.Column("root", sa.String(44), nullable=True))
    _fill_roots()
    op.add_column("letter_sets", sa.Column("forms", sa.JSON(), nullable=True))
    op.add_column("letter_sets", sa.Column("removed", sa.JSON(), nullable=True))
    op.add_column("daily_counts", sa.Column("by_rules", ROW, nullable=False, server_default="0"))
    for name, length in NOTICES:
        op.add_column("campaigns", sa.Column(name, sa.String(length), nullable=True))


def _fill_roots() -> None:
    """The root hash of each set's checkpoint, the third line of its note, as far as that is still there."""
    sets = sa.table("letter_sets", *map(sa.column, ("campaign_id", "size", "root")))
    checkpoints = sa.table("checkpoints", *map(sa.column, ("campaign_id", "size", "note")))
    here = sa.and_(checkpoints.c.campaign_id == sets.c.campaign_id, checkpoints.c.size == sets.c.size)
    found = op.get_bind().execute(sa.select(sets.c.campaign_id, sets.c.size, checkpoints.c.note).where(here))
    for campaign, size, note in found.all():
        mine = sa.and_(sets.c.campaign_id == campaign, sets.c.size == size)
        op.execute(sets.update().where(mine).values(root=note.split("\n")[2]))


def downgrade() -> None:
    """Figures of forms are counted anew; who answers for the data is gone from the page."""
    for name, _ in reversed(NOTICES):
        op.drop_column("campaigns", name)
    op.drop_column("daily_counts", "by_rules")
    op.drop_column("letter_sets", "removed")
    op.drop_column("letter_sets", "forms")
    op.drop_column("letter_sets", "root")
    op.drop_table("stated_forms")
