"""What people are told by mail: what they turned off, whose a key is, what was told, and that a night failed."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
ACTS = sa.table(
    "audit_entries",
    sa.column("id", ROW),
    sa.column("at", MOMENT),
    sa.column("actor", sa.String(9)),
    sa.column("act", sa.String(30)),
)
TOLD_BEFORE = ("close", "letters-send", "invalidate", "readmit", "invite")  # where commands did them
TOLD = sa.table("told_acts", sa.column("audit_id", ROW), sa.column("at", MOMENT))
TABLES = ("turned_off", "holder_accounts", "told_conditions", "failed_nights")


def upgrade() -> None:
    """New tables; of what was done before nobody hears now, but of what commands did and was going to be told."""
    op.create_table(
        "turned_off",
        sa.Column("organiser_id", ROW, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("organiser_id", "kind", name="pk_turned_off"),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisers.id"], name="fk_turned_off_organiser_id", ondelete="CASCADE"),
    )
    op.create_table(
        "holder_accounts",
        sa.Column("holder_id", ROW, nullable=False),
        sa.Column("organiser_id", ROW, nullable=False),
        sa.PrimaryKeyConstraint("holder_id", name="pk_holder_accounts"),
        sa.ForeignKeyConstraint(["holder_id"], ["holders.id"], name="fk_holder_accounts_holder_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisers.id"], name="fk_holder_accounts_organiser_id", ondelete="CASCADE"),
    )
    op.create_index("ix_holder_accounts_organiser_id", "holder_accounts", ["organiser_id"])
    op.create_table(
        "told_conditions",
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name="pk_told_conditions"),
    )
    op.create_table(
        "failed_nights",
        sa.Column("id", ROW, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failed_nights"),
    )
    lately = sa.select(ACTS.c.id, ACTS.c.at).where(ACTS.c.at > datetime.now(UTC) - timedelta(days=2))
    waiting = (ACTS.c.actor == "command") & ACTS.c.act.in_(TOLD_BEFORE)
    past = lately.where(~waiting, ACTS.c.id.not_in(sa.select(TOLD.c.audit_id)))
    op.execute(TOLD.insert().from_select(["audit_id", "at"], past))


def downgrade() -> None:
    """Everybody gets all mails again."""
    for table in reversed(TABLES):
        op.drop_table(table)
