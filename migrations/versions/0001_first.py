"""Campaigns, texts, log, submissions, signatures, outbox, letters."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("goal", sa.Integer(), nullable=True),
        sa.Column("closes", sa.Date(), nullable=True),
        sa.Column("organisers", sa.JSON(), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=True),
        sa.Column("withheld", sa.JSON(), nullable=True),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("preview_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("preview_hash", name=op.f("uq_campaigns_preview_hash")),
        sa.UniqueConstraint("slug", name=op.f("uq_campaigns_slug")),
    )
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_campaigns_state"), ["state"], unique=False)

    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "mailings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mail_tag", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailings")),
    )
    with op.batch_alter_table("mailings", schema=None) as batch_op:
        batch_op.create_index("ix_mailings_at", ["at"], unique=False)
        batch_op.create_index("ix_mailings_tag", ["mail_tag", "at"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("record", name=op.f("uq_messages_record")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index("ix_messages_due", ["state", "due_at"], unique=False)
        batch_op.create_index("ix_messages_ended", ["state", "ended_at"], unique=False)

    op.create_table(
        "stopped_addresses",
        sa.Column("stop_tag", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stop_tag", name=op.f("pk_stopped_addresses")),
    )
    op.create_table(
        "widened_networks",
        sa.Column("network", sa.String(length=43), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("network", name=op.f("pk_widened_networks")),
    )
    op.create_table(
        "checkpoints",
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("total", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tally_position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_checkpoints_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", "size", name=op.f("pk_checkpoints")),
    )
    op.create_table(
        "country_counts",
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("count", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_country_counts_campaign_id")
        ),
        sa.PrimaryKeyConstraint("campaign_id", "country", name=op.f("pk_country_counts")),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("line", sa.String(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("signature_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.String(length=10), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_entries_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("campaign_id", "position", name=op.f("uq_entries_campaign_id_position")),
        sa.UniqueConstraint("kind", "signature_id", name=op.f("uq_entries_kind_signature_id")),
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_entries_waiting",
            ["campaign_id", "id"],
            unique=False,
            sqlite_where=sa.text("position IS NULL"),
            postgresql_where=sa.text("position IS NULL"),
        )

    op.create_table(
        "log_heads",
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("origin", sa.String(length=300), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("total", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tally_position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("since_tally", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_log_heads_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_log_heads")),
        sa.UniqueConstraint("origin", name=op.f("uq_log_heads_origin")),
    )
    op.create_table(
        "signatures",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=11), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=True),
        sa.Column("address_tag", sa.LargeBinary(), nullable=True),
        sa.Column("domain_tag", sa.LargeBinary(), nullable=True),
        sa.Column("stop_tag", sa.LargeBinary(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("copy", sa.LargeBinary(), nullable=True),
        sa.Column("text", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("wants_updates", sa.Boolean(), nullable=True),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_signatures_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
        sa.UniqueConstraint("campaign_id", "address_tag", name=op.f("uq_signatures_campaign_id_address_tag")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_signatures_token_hash")),
    )
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.create_index("ix_signatures_export", ["campaign_id", "id"], unique=False)
        batch_op.create_index("ix_signatures_state", ["state"], unique=False)

    op.create_table(
        "submissions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("replaces", sa.LargeBinary(), nullable=True),
        sa.Column("address_tag", sa.LargeBinary(), nullable=False),
        sa.Column("domain_tag", sa.LargeBinary(), nullable=False),
        sa.Column("mail_tag", sa.LargeBinary(), nullable=False),
        sa.Column("stop_tag", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("copy", sa.LargeBinary(), nullable=True),
        sa.Column("mail", sa.LargeBinary(), nullable=True),
        sa.Column("mail_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("text", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("wants_updates", sa.Boolean(), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_submissions_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("record", name=op.f("uq_submissions_record")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_submissions_token_hash")),
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index("ix_submissions_address", ["campaign_id", "address_tag"], unique=False)
        batch_op.create_index("ix_submissions_age", ["state", "hour"], unique=False)
        batch_op.create_index("ix_submissions_mail", ["mail_due_at"], unique=False)
        batch_op.create_index(
            "ix_submissions_replaces",
            ["replaces"],
            unique=False,
            sqlite_where=sa.text("replaces IS NOT NULL"),
            postgresql_where=sa.text("replaces IS NOT NULL"),
        )

    op.create_table(
        "texts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("headline", sa.String(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("demand", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_texts_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
        sa.UniqueConstraint(
            "campaign_id", "language", "revision", name=op.f("uq_texts_campaign_id_language_revision")
        ),
        sa.UniqueConstraint("campaign_id", "sha256", name=op.f("uq_texts_campaign_id_sha256")),
    )
    with op.batch_alter_table("texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_texts_sha256"), ["sha256"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("texts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_texts_sha256"))

    op.drop_table("texts")
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index("ix_submissions_replaces")
        batch_op.drop_index("ix_submissions_mail")
        batch_op.drop_index("ix_submissions_age")
        batch_op.drop_index("ix_submissions_address")

    op.drop_table("submissions")
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.drop_index("ix_signatures_state")
        batch_op.drop_index("ix_signatures_export")

    op.drop_table("signatures")
    op.drop_table("log_heads")
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_entries_waiting",
            sqlite_where=sa.text("position IS NULL"),
            postgresql_where=sa.text("position IS NULL"),
        )

    op.drop_table("entries")
    op.drop_table("country_counts")
    op.drop_table("checkpoints")
    op.drop_table("widened_networks")
    op.drop_table("stopped_addresses")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index("ix_messages_ended")
        batch_op.drop_index("ix_messages_due")

    op.drop_table("messages")
    with op.batch_alter_table("mailings", schema=None) as batch_op:
        batch_op.drop_index("ix_mailings_tag")
        batch_op.drop_index("ix_mailings_at")

    op.drop_table("mailings")
    op.drop_table("heartbeats")
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaigns_state"))

    op.drop_table("campaigns")
