"""The vault: who holds keys, the key of each day's mail, and the day under which a mail waits."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
SEALED = {"submissions": ("sealed", "copy", "mail"), "signatures": ("sealed", "copy"), "messages": ("sealed",)}


def upgrade() -> None:
    op.create_table(
        "holders",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drill", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holders")),
        sa.UniqueConstraint("name", name=op.f("uq_holders_name")),
        sa.UniqueConstraint("recipient", name=op.f("uq_holders_recipient")),
    )
    op.create_table(
        "mail_keys",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_mail_keys")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mail_day", sa.Date(), nullable=True))

    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mail_day", sa.Date(), nullable=True))
        batch_op.create_index(
            "ix_submissions_mail_day",
            ["mail_day"],
            unique=False,
            sqlite_where=sa.text("mail_day IS NOT NULL"),
            postgresql_where=sa.text("mail_day IS NOT NULL"),
        )
    # PostgreSQL would keep samples of these columns in its statistics, also of what was erased since.
    _sample(0)


def _sample(values: int) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, names in SEALED.items():
            for name in names:
                op.execute(f"ALTER TABLE {table} ALTER COLUMN {name} SET STATISTICS {values}")


def downgrade() -> None:
    _sample(-1)
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index("ix_submissions_mail_day")
        batch_op.drop_column("mail_day")

    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_column("mail_day")

    op.drop_table("mail_keys")
    op.drop_table("holders")
