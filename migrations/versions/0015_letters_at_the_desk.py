"""Letters that are looked through at the desk, and answers that wait to be published."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
REPLIES = sa.table(
    "letter_replies", sa.column("form"), sa.column("words"), sa.column("consent"), sa.column("published")
)


def upgrade() -> None:
    """What was written down as an answer is public, in the organisers' words alone."""
    op.create_table(
        "letterheads",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("signatories", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("paper", sa.String(6), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_letterheads_campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", name="pk_letterheads"),
    )
    op.create_table(
        "drafted_sets",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("size", ROW, nullable=False),
        sa.Column("total", ROW, nullable=False),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_drafted_sets_campaign_id"),
        sa.PrimaryKeyConstraint("campaign_id", name="pk_drafted_sets"),
    )
    op.create_table(
        "drafted_letters",
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("stated", sa.String(20), nullable=False),
        sa.Column("leads_to", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["drafted_sets.campaign_id"], name="fk_drafted_letters_campaign_id"
        ),
        sa.PrimaryKeyConstraint("campaign_id", "country", name="pk_drafted_letters"),
    )
    op.add_column("letter_sendings", sa.Column("wave", sa.String(60), nullable=True))
    op.add_column("letter_replies", sa.Column("form", sa.String(8), nullable=True))
    op.add_column("letter_replies", sa.Column("words", sa.String(2000), nullable=True))
    op.add_column("letter_replies", sa.Column("consent", sa.String(8), nullable=True))
    op.add_column("letter_replies", sa.Column("published", sa.Boolean(), nullable=True))
    op.execute(REPLIES.update().values(form="mail", words="", consent="unasked", published=True))


def downgrade() -> None:
    """Letters that weren't issued, and what missions said in their own words, are lost."""
    for column in ("published", "consent", "words", "form"):
        op.drop_column("letter_replies", column)
    op.drop_column("letter_sendings", "wave")
    op.drop_table("drafted_letters")
    op.drop_table("drafted_sets")
    op.drop_table("letterheads")
