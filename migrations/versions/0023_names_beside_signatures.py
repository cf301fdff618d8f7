"""Whether names may be opened beside a campaign's signatures, on the page for holders."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """A column; nobody has turned it on."""
    op.add_column("campaigns", sa.Column("names_on", sa.Boolean(), nullable=True))
    op.execute("UPDATE campaigns SET names_on = false")


def downgrade() -> None:
    """It is off everywhere."""
    op.drop_column("campaigns", "names_on")
