"""What was done, in a table that the database itself only lets grow; work that is done in the background."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
KEPT = "audit_entries only grows"
# All but `who`. `IS` compares NULL too.
COLUMNS = ("id", "at", "actor", "campaign", "act", "rules", "tens", "facts")
SAME = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in COLUMNS)

# The one change that is let happen takes out the name of somebody who asked for that; the act stays.
# INSERT OR REPLACE deletes a row without asking the trigger on deletes, so an insert mustn't name one that is there.
ON_SQLITE = (
    f"""CREATE TRIGGER audit_entries_update BEFORE UPDATE ON audit_entries
    WHEN NOT (NEW.who IS NULL AND OLD.who IS NOT NULL AND {SAME})
    BEGIN SELECT RAISE(ABORT, '{KEPT}'); END""",
    f"""CREATE TRIGGER audit_entries_delete BEFORE DELETE ON audit_entries
    BEGIN SELECT RAISE(ABORT, '{KEPT}'); END""",
    f"""CREATE TRIGGER audit_entries_insert BEFORE INSERT ON audit_entries
    WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{KEPT}'); END""",  # nosec B608 # words of ours
)
ON_POSTGRESQL = (
    f"""CREATE FUNCTION audit_entries_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.who IS NULL AND OLD.who IS NOT NULL
            AND to_jsonb(NEW) - 'who' = to_jsonb(OLD) - 'who' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION '{KEPT}';
    END $$""",
    """CREATE TRIGGER audit_entries_rows BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_entries_only_grows()""",
    """CREATE TRIGGER audit_entries_truncate BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_only_grows()""",
)


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(9), nullable=False),
        sa.Column("who", sa.String(120), nullable=True),
        sa.Column("campaign", sa.String(60), nullable=True),
        sa.Column("act", sa.String(30), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("tens", NUMBER, nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entries"),
    )
    op.create_index("ix_audit_entries_campaign", "audit_entries", ["campaign", "id"])
    op.create_index("ix_audit_entries_actor", "audit_entries", ["actor", "id"])
    op.create_index("ix_audit_entries_at", "audit_entries", ["at"])
    for statement in ON_POSTGRESQL if _is_postgresql() else ON_SQLITE:
        op.execute(statement)
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("campaign", sa.String(60), nullable=True),
        sa.Column("actor", sa.String(9), nullable=False),
        sa.Column("who", sa.String(120), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("same", sa.String(64), nullable=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("made", NUMBER, nullable=False),
        sa.Column("total", NUMBER, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("begun_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("stop_asked", sa.Boolean(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("refusal", sa.String(80), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("same", name="uq_jobs_same"),
    )
    op.create_index("ix_jobs_state", "jobs", ["state", "asked_at"])
    op.create_index("ix_jobs_campaign", "jobs", ["campaign", "kind", "asked_at"])


def downgrade() -> None:
    op.drop_table("jobs")
    op.drop_table("audit_entries")  # its triggers go with it
    if _is_postgresql():
        op.execute("DROP FUNCTION audit_entries_only_grows()")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
