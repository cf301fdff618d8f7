"""All there is: campaigns, the log, the vault, the outbox, letters to missions, signatures, refusals."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
BYTES = sa.LargeBinary()
# An order in which every table comes after those that it points to.
TABLES = (
    "campaigns", "texts", "log_heads", "entries", "country_counts", "checkpoints", "stated_days", "log_tiles",
    "holders", "mail_keys", "messages", "mailings", "stopped_addresses", "mission_addresses", "letter_sets",
    "letters", "letter_sendings", "letter_replies", "submissions", "signatures", "daily_counts",
    "invalidations", "invalidated_signatures", "widened_networks", "refusals", "heartbeats", "erasures",
)
SEALED = {
    "submissions": ("sealed", "copy", "mail"),
    "signatures": ("sealed", "copy"),
    "messages": ("sealed",),
}


def upgrade() -> None:
    _campaigns()
    _texts()
    _log()
    _checkpoints()
    _tree()
    _vault()
    _mail()
    _missions()
    _letters()
    _sendings()
    _submissions()
    _signatures()
    _invalidations()
    _refusals()
    _running()
    _keep_no_samples()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _campaigns() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("goal", sa.Integer(), nullable=True),
        sa.Column("closes", sa.Date(), nullable=True),
        sa.Column("organisers", sa.JSON(), nullable=False),
        sa.Column("contact", sa.String(254), nullable=True),
        sa.Column("withheld", sa.JSON(), nullable=True),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("write_to_mission", sa.Boolean(), nullable=False),
        sa.Column("preview_hash", BYTES, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        _key("campaigns", "id"),
        _unique("campaigns", "slug"),
        _unique("campaigns", "preview_hash"),
    )
    op.create_index("ix_campaigns_state", "campaigns", ["state"])


def _texts() -> None:
    op.create_table(
        "texts",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("headline", sa.String(), nullable=False),
        sa.Column("place", sa.String(120), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("demand", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        _key("texts", "id"),
        _of_campaign("texts"),
        _unique("texts", "campaign_id", "language", "revision"),
        _unique("texts", "campaign_id", "sha256"),
    )
    op.create_index("ix_texts_sha256", "texts", ["sha256"])


def _log() -> None:
    op.create_table(
        "log_heads",
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("origin", sa.String(300), nullable=False),
        sa.Column("size", NUMBER, nullable=False),
        sa.Column("total", NUMBER, nullable=False),
        sa.Column("tally_position", NUMBER, nullable=True),
        sa.Column("since_tally", NUMBER, nullable=False),
        sa.Column("verifier", sa.String(), nullable=True),
        _key("log_heads", "campaign_id"),
        _of_campaign("log_heads"),
        _unique("log_heads", "origin"),
    )
    op.create_table(
        "entries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("line", sa.String(), nullable=True),
        sa.Column("country", sa.String(2), nullable=True),
        sa.Column("signature_id", NUMBER, nullable=True),
        sa.Column("reason", sa.String(10), nullable=True),
        sa.Column("waiting_since", MOMENT, nullable=True),
        _key("entries", "id"),
        _of_campaign("entries"),
        _unique("entries", "campaign_id", "position"),
        _unique("entries", "kind", "signature_id"),
    )
    _index_where("ix_entries_waiting", "entries", ["campaign_id", "id"], where="position IS NULL")


def _checkpoints() -> None:
    op.create_table(
        "country_counts",
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("count", NUMBER, nullable=False),
        _key("country_counts", "campaign_id", "country"),
        _of_campaign("country_counts"),
    )
    op.create_table(
        "checkpoints",
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("size", NUMBER, nullable=False),
        sa.Column("total", NUMBER, nullable=False),
        sa.Column("tally_position", NUMBER, nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        _key("checkpoints", "campaign_id", "size"),
        _of_campaign("checkpoints"),
    )


def _tree() -> None:
    op.create_table(
        "stated_days",
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("total", NUMBER, nullable=False),
        _key("stated_days", "campaign_id", "day"),
        _of_campaign("stated_days"),
    )
    op.create_table(
        "log_tiles",
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("hashes", BYTES, nullable=False),
        _key("log_tiles", "campaign_id", "level", "number"),
        _of_campaign("log_tiles"),
    )


def _vault() -> None:
    op.create_table(
        "holders",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("proved_at", MOMENT, nullable=True),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.Column("drill", BYTES, nullable=True),
        _key("holders", "id"),
        _unique("holders", "name"),
        _unique("holders", "recipient"),
    )
    op.create_table(
        "mail_keys",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        _key("mail_keys", "day"),
    )


def _mail() -> None:
    op.create_table(
        "messages",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("record_id", BYTES, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("sealed", BYTES, nullable=True),
        sa.Column("mail_day", sa.Date(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(60), nullable=True),
        _key("messages", "id"),
        _unique("messages", "record_id"),
    )
    op.create_index("ix_messages_due", "messages", ["state", "due_at"])
    op.create_index("ix_messages_ended", "messages", ["state", "ended_at"])
    op.create_table(
        "mailings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("mail_tag", BYTES, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _key("mailings", "id"),
    )
    op.create_index("ix_mailings_at", "mailings", ["at"])
    op.create_index("ix_mailings_tag", "mailings", ["mail_tag", "at"])
    op.create_table(
        "stopped_addresses",
        sa.Column("stop_tag", BYTES, nullable=False),
        _key("stopped_addresses", "stop_tag"),
    )


def _missions() -> None:
    op.create_table(
        "mission_addresses",
        sa.Column("code", sa.String(2), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("style", sa.String(60), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        _key("mission_addresses", "code"),
    )


def _letters() -> None:
    op.create_table(
        "letter_sets",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("size", NUMBER, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("total", NUMBER, nullable=False),
        sa.Column("stated", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("organisers", sa.JSON(), nullable=False),
        sa.Column("contact", sa.String(254), nullable=True),
        sa.Column("manifest", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        _key("letter_sets", "id"),
        _of_campaign("letter_sets"),
        _unique("letter_sets", "campaign_id", "size"),
    )
    op.create_table(
        "letters",
        sa.Column("set_id", NUMBER, nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("stated", sa.String(20), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("pdf", BYTES, nullable=False),
        _key("letters", "set_id", "country"),
        sa.ForeignKeyConstraint(["set_id"], ["letter_sets.id"], name="fk_letters_set_id"),
    )


def _sendings() -> None:
    op.create_table(
        "letter_sendings",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("set_id", NUMBER, nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("record_id", BYTES, nullable=False),
        sa.Column("per_hour", sa.Integer(), nullable=False),
        sa.Column("office_hours", sa.Boolean(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("tried_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(60), nullable=True),
        _key("letter_sendings", "id"),
        _of_letter("letter_sendings"),
        _unique("letter_sendings", "record_id"),
        _unique("letter_sendings", "set_id", "country", "round"),
    )
    op.create_index("ix_letter_sendings_due", "letter_sendings", ["state", "due_at"])
    op.create_table(
        "letter_replies",
        sa.Column("set_id", NUMBER, nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("position", sa.String(12), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        _key("letter_replies", "set_id", "country"),
        _of_letter("letter_replies"),
    )


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("record_id", BYTES, nullable=False),
        sa.Column("replaces", BYTES, nullable=True),
        sa.Column("address_tag", BYTES, nullable=False),
        sa.Column("domain_tag", BYTES, nullable=False),
        sa.Column("mail_tag", BYTES, nullable=False),
        sa.Column("stop_tag", BYTES, nullable=False),
        sa.Column("token_hash", BYTES, nullable=False),
        sa.Column("sealed", BYTES, nullable=True),
        sa.Column("copy", BYTES, nullable=True),
        sa.Column("mail", BYTES, nullable=True),
        sa.Column("mail_day", sa.Date(), nullable=True),
        sa.Column("mail_due_at", MOMENT, nullable=True),
        sa.Column("text", sa.String(64), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("wants_updates", sa.Boolean(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        _key("submissions", "id"),
        _of_campaign("submissions"),
        _unique("submissions", "record_id"),
        _unique("submissions", "token_hash"),
    )
    op.create_index("ix_submissions_mail", "submissions", ["mail_due_at"])
    _index_where("ix_submissions_replaces", "submissions", ["replaces"], where="replaces IS NOT NULL")
    _index_where("ix_submissions_mail_day", "submissions", ["mail_day"], where="mail_day IS NOT NULL")
    op.create_index("ix_submissions_address", "submissions", ["campaign_id", "address_tag"])
    op.create_index("ix_submissions_age", "submissions", ["state", "hour"])
    _index_where("ix_submissions_held", "submissions", ["campaign_id", "id"], where="state = 'held'")


def _signatures() -> None:
    op.create_table(
        "signatures",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("state", sa.String(11), nullable=False),
        sa.Column("record_id", BYTES, nullable=True),
        sa.Column("address_tag", BYTES, nullable=True),
        sa.Column("domain_tag", BYTES, nullable=True),
        sa.Column("stop_tag", BYTES, nullable=True),
        sa.Column("token_hash", BYTES, nullable=True),
        sa.Column("sealed", BYTES, nullable=True),
        sa.Column("copy", BYTES, nullable=True),
        sa.Column("text", sa.String(64), nullable=False),
        sa.Column("language", sa.String(12), nullable=True),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("wants_updates", sa.Boolean(), nullable=True),
        sa.Column("hour", MOMENT, nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        _key("signatures", "id"),
        _of_campaign("signatures"),
        _unique("signatures", "campaign_id", "address_tag"),
        _unique("signatures", "token_hash"),
    )
    op.create_index("ix_signatures_export", "signatures", ["campaign_id", "id"])
    op.create_index("ix_signatures_state", "signatures", ["state"])
    op.create_index("ix_signatures_sent_on", "signatures", ["campaign_id", "sent_on"])
    op.create_table(
        "daily_counts",
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(9), nullable=False),
        sa.Column("count", NUMBER, nullable=False),
        _key("daily_counts", "campaign_id", "day", "kind"),
        _of_campaign("daily_counts"),
    )


def _invalidations() -> None:
    op.create_table(
        "invalidations",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("campaign_id", NUMBER, nullable=False),
        sa.Column("reason", sa.String(9), nullable=False),
        sa.Column("country", sa.String(2), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("since", MOMENT, nullable=True),
        sa.Column("domain_tag", BYTES, nullable=True),
        sa.Column("last", NUMBER, nullable=False),
        sa.Column("wanted", NUMBER, nullable=False),
        sa.Column("removed", NUMBER, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        _key("invalidations", "id"),
        _of_campaign("invalidations"),
    )
    op.create_index("ix_invalidations_campaign", "invalidations", ["campaign_id", "id"])
    op.create_index("ix_invalidations_due", "invalidations", ["ended_at", "due_at"])
    table = "invalidated_signatures"
    op.create_table(
        table,
        sa.Column("signature_id", NUMBER, nullable=False),
        sa.Column("invalidation_id", NUMBER, nullable=False),
        _key(table, "signature_id"),
        sa.ForeignKeyConstraint(["signature_id"], ["signatures.id"], name=f"fk_{table}_signature_id"),
        sa.ForeignKeyConstraint(
            ["invalidation_id"], ["invalidations.id"], name=f"fk_{table}_invalidation_id"
        ),
    )
    op.create_index("ix_invalidated_signatures_of", table, ["invalidation_id", "signature_id"])


def _refusals() -> None:
    op.create_table(
        "widened_networks",
        sa.Column("network", sa.String(43), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        _key("widened_networks", "network"),
    )
    op.create_table(
        "refusals",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(9), nullable=False),
        sa.Column("network", sa.String(4), nullable=False),
        sa.Column("count", NUMBER, nullable=False),
        _key("refusals", "day", "kind", "network"),
    )


def _running() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("chore", sa.String(30), nullable=True),
        sa.Column("since", MOMENT, nullable=True),
        _key("heartbeats", "name"),
    )
    op.create_table(
        "erasures",
        sa.Column("name", sa.String(30), nullable=False),
        sa.Column("mark", NUMBER, nullable=False),
        sa.Column("vacuumed", NUMBER, nullable=False),
        sa.Column("since", MOMENT, nullable=True),
        sa.Column("tried_on", sa.Date(), nullable=True),
        sa.Column("rewritten_at", MOMENT, nullable=True),
        _key("erasures", "name"),
    )


def _keep_no_samples() -> None:
    """PostgreSQL would keep samples of these columns in its statistics, also of what was erased since."""
    if op.get_bind().dialect.name == "postgresql":
        for table, names in SEALED.items():
            for name in names:
                op.execute(f"ALTER TABLE {table} ALTER COLUMN {name} SET STATISTICS 0")


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _of_campaign(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=f"fk_{table}_campaign_id")


def _of_letter(table: str) -> sa.ForeignKeyConstraint:
    here, there = ["set_id", "country"], ["letters.set_id", "letters.country"]
    return sa.ForeignKeyConstraint(here, there, name=f"fk_{table}_set_id_country")


def _index_where(name: str, table: str, columns: list[str], *, where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
