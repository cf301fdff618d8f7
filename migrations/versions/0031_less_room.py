"""Less room: lines with a digest as bytes, on SQLite hours as seconds, and of two indexes what is looked for there."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

KINDS = {"signature": b"\x01", "paper": b"\x02"}
HOURS = {
    "ix_signatures_hour": ("campaign_id", "hour", "state"),
    "ix_signatures_alike": ("campaign_id", "country", "language", "hour", "state"),
    "ix_signatures_domain": ("campaign_id", "domain_tag", "state", "country", "hour"),
}
STATE, OUT = "ix_signatures_state", sa.text("state <> 'counted'")
MAIL, DUE = "ix_submissions_mail", sa.text("mail_due_at IS NOT NULL")
AS_SECONDS = "UPDATE signatures SET hour = CAST(strftime('%s', hour) AS INTEGER) WHERE hour IS NOT NULL"
AS_TEXTS = (
    "UPDATE signatures SET hour = strftime('%Y-%m-%d %H:%M:%S.000000', hour, 'unixepoch') WHERE hour IS NOT NULL"
)
DIGEST = "^%s [0-9a-f]{64}$"


def upgrade() -> None:
    """What is no line of the kind it says stays a text, as no such line was ever written."""
    op.drop_index(STATE, "signatures")
    op.create_index(
        STATE, "signatures", ["state", "campaign_id", "id"], sqlite_where=OUT, postgresql_where=OUT
    )
    op.drop_index(MAIL, "submissions")
    op.create_index(MAIL, "submissions", ["mail_due_at"], sqlite_where=DUE, postgresql_where=DUE)
    if op.get_bind().dialect.name == "sqlite":
        _define("packed", _packed)
        op.execute("UPDATE entries SET line = packed(line) WHERE kind IN ('signature', 'paper')")
        _rewrite_hours(AS_SECONDS)
        return
    cases = " ".join(
        f"WHEN line ~ '{DIGEST % kind}' THEN '\\x{mark.hex()}'::bytea || decode(right(line, 64), 'hex')"
        for kind, mark in KINDS.items()
    )
    op.execute(
        f"ALTER TABLE entries ALTER COLUMN line TYPE bytea USING CASE {cases} ELSE convert_to(line, 'UTF8') END"
    )


def downgrade() -> None:
    """Lines and hours as texts again."""
    op.drop_index(STATE, "signatures")
    op.create_index(STATE, "signatures", ["state", "campaign_id", "id"])
    op.drop_index(MAIL, "submissions")
    op.create_index(MAIL, "submissions", ["mail_due_at"])
    if op.get_bind().dialect.name == "sqlite":
        _define("unpacked", _unpacked)
        op.execute("UPDATE entries SET line = unpacked(line) WHERE typeof(line) = 'blob'")
        _rewrite_hours(AS_TEXTS)
        return
    cases = " ".join(
        f"WHEN substring(line FROM 1 FOR 1) = '\\x{mark.hex()}'::bytea "
        f"THEN '{kind} ' || encode(substring(line FROM 2), 'hex')"
        for kind, mark in KINDS.items()
    )
    op.execute(
        f"ALTER TABLE entries ALTER COLUMN line TYPE varchar USING CASE {cases} ELSE convert_from(line, 'UTF8') END"
    )


def _define(name: str, function: object) -> None:
    op.get_bind().connection.driver_connection.create_function(name, 1, function, deterministic=True)


def _packed(line: str | None) -> str | bytes | None:
    kind, _, digest = (line or "").partition(" ")
    try:
        packed = KINDS[kind] + bytes.fromhex(digest)
    except (KeyError, ValueError):
        return line
    return packed if _unpacked(packed) == line else line


def _unpacked(line: bytes) -> str:
    kind = next(kind for kind, mark in KINDS.items() if line.startswith(mark))
    return f"{kind} {line[1:].hex()}"


def _rewrite_hours(statement: str) -> None:
    """Its indexes are made anew, as that is quicker than to move each row in them."""
    for name in HOURS:
        op.drop_index(name, "signatures")
    op.execute(statement)
    for name, columns in HOURS.items():
        op.create_index(name, "signatures", columns)
