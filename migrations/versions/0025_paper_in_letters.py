"""What stood on paper, as a set of letters tells it: frozen with the set."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A column; letters that were issued before say nothing of paper."""
    op.add_column("letter_sets", sa.Column("paper", ROW, nullable=True))


def downgrade() -> None:
    """What they told is forgotten."""
    op.drop_column("letter_sets", "paper")
