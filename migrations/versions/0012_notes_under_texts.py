"""Notes under texts whose demand people have signed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """A new table alone."""
    op.create_table(
        "text_notes",
        sa.Column("id", ROW, nullable=False),
        sa.Column("text_id", ROW, nullable=False),
        sa.Column("corrected", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["texts.id"], name="fk_text_notes_text_id"),
        sa.PrimaryKeyConstraint("id", name="pk_text_notes"),
    )
    op.create_index("ix_text_notes_text_id", "text_notes", ["text_id"])


def downgrade() -> None:
    """The notes are lost."""
    op.drop_table("text_notes")
