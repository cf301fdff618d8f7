"""Which other sites may show a campaign's card in a frame."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """A column; nobody has named a site."""
    op.add_column("campaigns", sa.Column("framed_by", sa.JSON(), nullable=True))


def downgrade() -> None:
    """No site may show it."""
    op.drop_column("campaigns", "framed_by")
