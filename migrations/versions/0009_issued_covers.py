"""What the mails of a set of letters say besides its figures: the texts, organisers and contact at its issuing."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    # Not in a batch: that makes the table anew on SQLite, and others refer to it.
    op.add_column("letter_sets", sa.Column("texts", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("letter_sets", sa.Column("organisers", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("letter_sets", sa.Column("contact", sa.String(length=254), nullable=True))
    # Of before, the texts of their day are known; the rest is taken as it is now.
    for name in ("organisers", "contact"):
        op.execute(
            f"UPDATE letter_sets SET {name} = "
            f"(SELECT campaigns.{name} FROM campaigns WHERE campaigns.id = letter_sets.campaign_id)"
        )
    sets = sa.table("letter_sets", sa.column("id"), sa.column("texts", sa.JSON()))
    for key, hashes in _texts(op.get_bind()).items():
        op.execute(sets.update().where(sets.c.id == key).values(texts=list(hashes.values())))


def downgrade() -> None:
    op.drop_column("letter_sets", "contact")
    op.drop_column("letter_sets", "organisers")
    op.drop_column("letter_sets", "texts")


def _texts(connection: sa.Connection) -> dict[int, dict[str, str]]:
    """By set and language the hash of the newest text of then, languages in the order in which they came."""
    found: dict[int, dict[str, str]] = {}
    for key, language, sha256 in connection.execute(
        sa.text(
            "SELECT letter_sets.id, texts.language, texts.sha256 FROM letter_sets JOIN texts "
            "ON texts.campaign_id = letter_sets.campaign_id AND texts.made_at <= letter_sets.made_at "
            "ORDER BY texts.id"
        )
    ):
        found.setdefault(key, {})[language] = sha256
    return found
