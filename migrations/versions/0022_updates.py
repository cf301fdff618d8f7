"""Updates, and when what became of a demand was published."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

MOMENT = sa.DateTime(timezone=True)
ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Tables, and columns that may be empty."""
    op.create_table(
        "updates",
        sa.Column("id", ROW, nullable=False),
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("key", sa.String(22), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shown_day", sa.Date(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("taken_back_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_updates_campaign_id"),
        sa.PrimaryKeyConstraint("id", name="pk_updates"),
        sa.UniqueConstraint("campaign_id", "key", name="uq_updates_campaign_id_key"),
    )
    op.create_table(
        "update_texts",
        sa.Column("update_id", ROW, nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("headline", "body", "shown_headline", "shown_body")),
        sa.ForeignKeyConstraint(
            ["update_id"], ["updates.id"], name="fk_update_texts_update_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("update_id", "language", name="pk_update_texts"),
    )
    op.create_table(
        "update_notes",
        sa.Column("id", ROW, nullable=False),
        sa.Column("update_id", ROW, nullable=False),
        sa.Column("corrected", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["update_id"], ["updates.id"], name="fk_update_notes_update_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_update_notes"),
    )
    op.create_index("ix_update_notes_update_id", "update_notes", ["update_id"])
    op.add_column("campaigns", sa.Column("words_moved_at", MOMENT, nullable=True))
    for name in ("published_at", "changed_at"):
        op.add_column("campaign_outcomes", sa.Column(name, MOMENT, nullable=True))
    _date_outcomes()


def _date_outcomes() -> None:
    """One that is public was published when the audit says so last, else at the close."""
    outcomes = sa.table("campaign_outcomes", *map(sa.column, ("campaign_id", "shown")))
    outcomes.append_column(sa.column("published_at", MOMENT))
    outcomes.append_column(sa.column("changed_at", MOMENT))
    campaigns = sa.table("campaigns", sa.column("id"), sa.column("slug"), sa.column("closed_at", MOMENT))
    acts = sa.table("audit_entries", sa.column("campaign"), sa.column("act"), sa.column("at", MOMENT))
    published = sa.select(sa.func.max(acts.c.at)).where(
        acts.c.act == "outcome-publish", acts.c.campaign == campaigns.c.slug
    )
    moment = sa.func.coalesce(published.scalar_subquery(), campaigns.c.closed_at)
    since = sa.select(moment).where(campaigns.c.id == outcomes.c.campaign_id).scalar_subquery()
    op.execute(outcomes.update().where(outcomes.c.shown != "").values(published_at=since, changed_at=since))


def downgrade() -> None:
    """Updates are lost, and when an outcome was published."""
    for name in ("changed_at", "published_at"):
        op.drop_column("campaign_outcomes", name)
    op.drop_column("campaigns", "words_moved_at")
    for table_name in ("update_notes", "update_texts", "updates"):
        op.drop_table(table_name)
