"""Letters state one pair of figures: its day, territories together or named; missions' languages apart, and gender."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

SETS = sa.table("letter_sets", sa.column("id"), sa.column("stated"), sa.column("as_at", sa.Date()))


def upgrade() -> None:
    """Nullable, as SQLite adds no other column to a table that others point to; every row gets its value."""
    op.add_column("campaigns", sa.Column("territories", sa.Boolean(), nullable=True))
    op.add_column("letter_sets", sa.Column("as_at", sa.Date(), nullable=True))
    op.add_column("letter_sets", sa.Column("territories", sa.Boolean(), nullable=True))
    op.add_column("mission_addresses", sa.Column("gender", sa.String(2), nullable=True))
    op.create_table(
        "mission_languages",
        sa.Column("code", sa.String(2), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_mission_languages"),
    )
    op.execute("UPDATE campaigns SET territories = false")
    # Letters issued before named every territory; their day was that of their `tally` line: "tally 2016-10-01 240 …".
    op.execute("UPDATE letter_sets SET territories = true")
    _date_sets()
    op.execute("UPDATE mission_addresses SET gender = ''")
    op.execute(
        "INSERT INTO mission_languages (code, language) "
        "SELECT code, language FROM mission_addresses WHERE language <> ''"
    )
    op.drop_column("mission_addresses", "language")


def downgrade() -> None:
    """What was stated before there was any statement had no form before: such sets say no figure by country."""
    op.add_column(
        "mission_addresses", sa.Column("language", sa.String(12), nullable=False, server_default="")
    )
    op.execute(
        "UPDATE mission_addresses SET language = coalesce((SELECT m.language FROM mission_languages m "
        "WHERE m.code = mission_addresses.code), '')"
    )
    op.drop_table("mission_languages")
    op.drop_column("mission_addresses", "gender")
    _state_sets()
    op.drop_column("letter_sets", "territories")
    op.drop_column("letter_sets", "as_at")
    op.drop_column("campaigns", "territories")


def _date_sets() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(SETS.c.id, SETS.c.stated)).all():
        day = date.fromisoformat(row.stated.split(" ")[1])
        connection.execute(sa.update(SETS).where(SETS.c.id == row.id).values(as_at=day))


def _state_sets() -> None:
    """A `tally` line without countries for the sets that had none."""
    op.execute(
        "UPDATE letter_sets SET stated = 'tally ' || CAST(as_at AS VARCHAR(10)) || ' ' || CAST(total AS VARCHAR(20)) "
        "|| ' --=' || CAST(total AS VARCHAR(20)) WHERE stated = ''"
    )
