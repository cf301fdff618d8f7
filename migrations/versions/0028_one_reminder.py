"""One reminder to those who haven't confirmed: where it is on, when each is due, and who has had it."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DUE = sa.text("remind_at IS NOT NULL")


def upgrade() -> None:
    """Columns and a table; nobody has turned it on."""
    op.add_column("campaigns", sa.Column("reminder_on", sa.Boolean(), nullable=True))
    op.execute("UPDATE campaigns SET reminder_on = false")
    op.add_column("submissions", sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("submissions", sa.Column("mailed_as", sa.LargeBinary(), nullable=True))
    op.create_index(
        "ix_submissions_remind_at", "submissions", ["campaign_id", "remind_at"], sqlite_where=DUE, postgresql_where=DUE
    )
    op.create_table(
        "reminded_addresses",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("address_tag", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name="fk_reminded_addresses_campaign_id"
        ),
        sa.PrimaryKeyConstraint("campaign_id", "address_tag", name="pk_reminded_addresses"),
    )


def downgrade() -> None:
    """Nobody is reminded; mails that lay ready for that go, as the program of before would take them for unsent."""
    op.execute("UPDATE submissions SET mail = NULL, mail_day = NULL WHERE remind_at IS NOT NULL")
    op.drop_table("reminded_addresses")
    op.drop_index("ix_submissions_remind_at", "submissions")
    for name in ("mailed_as", "remind_at"):
        op.drop_column("submissions", name)
    op.drop_column("campaigns", "reminder_on")
