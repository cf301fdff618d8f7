"""The languages that an organiser has switched on for a campaign's pages, besides those that every campaign has."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """A column; nobody has switched one on."""
    op.add_column("campaigns", sa.Column("further_languages", sa.JSON(), nullable=True))
    op.execute("UPDATE campaigns SET further_languages = '[]'")


def downgrade() -> None:
    """Pages are in the languages that every campaign has."""
    op.drop_column("campaigns", "further_languages")
