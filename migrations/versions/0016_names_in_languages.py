"""How those behind a campaign are called in each language, and where and by whom its letters are signed."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

COLUMNS = (
    ("campaigns", "called"),
    ("campaigns", "letter_places"),
    ("campaigns", "signatories"),
    ("letter_sets", "called"),
)


def upgrade() -> None:
    """Columns that may be empty."""
    for table, name in COLUMNS:
        op.add_column(table, sa.Column(name, sa.JSON(), nullable=True))


def downgrade() -> None:
    """What they said is gone; the names for all languages stay."""
    for table, name in reversed(COLUMNS):
        op.drop_column(table, name)
