"""Letters on their way by mail, what missions answered, and whether signers are offered a letter of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "letter_sendings",
        sa.Column("id", number, nullable=False),
        sa.Column("set_id", number, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("per_hour", sa.Integer(), nullable=False),
        sa.Column("office_hours", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["set_id", "country"],
            ["letters.set_id", "letters.country"],
            name=op.f("fk_letter_sendings_set_id_country"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_sendings")),
        sa.UniqueConstraint("record", name=op.f("uq_letter_sendings_record")),
        sa.UniqueConstraint(
            "set_id", "country", "round", name=op.f("uq_letter_sendings_set_id_country_round")
        ),
    )
    op.create_index("ix_letter_sendings_due", "letter_sendings", ["state", "due_at"])
    op.create_table(
        "letter_replies",
        sa.Column("set_id", number, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("position", sa.String(length=12), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id", "country"],
            ["letters.set_id", "letters.country"],
            name=op.f("fk_letter_replies_set_id_country"),
        ),
        sa.PrimaryKeyConstraint("set_id", "country", name=op.f("pk_letter_replies")),
    )
    op.add_column(
        "campaigns", sa.Column("write_to_mission", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    # Plainly, on SQLite too: a batch would make the table anew, and other tables lead to its rows.
    op.drop_column("campaigns", "write_to_mission")
    op.drop_table("letter_replies")
    op.drop_table("letter_sendings")
