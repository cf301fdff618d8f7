"""The log as a tree: its tiles, and signed, published checkpoints. What was logged before grows into it at the start."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "log_tiles",
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_log_tiles_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", "level", "number", name=op.f("pk_log_tiles")),
    )
    with op.batch_alter_table("log_heads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("verifier", sa.String(), nullable=True))

    with op.batch_alter_table("checkpoints", schema=None) as batch_op:
        batch_op.add_column(sa.Column("note", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("published", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("checkpoints", schema=None) as batch_op:
        batch_op.drop_column("published")
        batch_op.drop_column("note")

    with op.batch_alter_table("log_heads", schema=None) as batch_op:
        batch_op.drop_column("verifier")

    op.drop_table("log_tiles")
