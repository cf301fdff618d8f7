"""Which kind of browser a session at the desk is in, and how often somebody was told that a password or code is wrong."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Of sessions that are on nobody knows; half a day later they are over."""
    for name in ("browser", "system"):
        op.add_column("desk_sessions", sa.Column(name, sa.String(12), server_default="unknown", nullable=False))
    op.create_table(
        "wrong_tries",
        sa.Column("organiser_id", ROW_ID, sa.ForeignKey("organisers.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("count", ROW_ID, nullable=False),
        sa.Column("noted", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index("ix_wrong_tries_day", "wrong_tries", ["day"])


def downgrade() -> None:
    """Sessions stay on; what was counted goes."""
    op.drop_table("wrong_tries")
    for name in ("system", "browser"):
        op.drop_column("desk_sessions", name)
