"""Organisers: what they sign in with, their roles, invitations and sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """New tables alone."""
    op.create_table(
        "organisers",
        sa.Column("id", ROW, nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("is_site_owner", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("password", sa.String(255), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(64), nullable=False),
        sa.Column("fs_webauthn_user_handle", sa.String(64), nullable=False),
        sa.Column("tf_primary_method", sa.String(20), nullable=True),
        sa.Column("tf_totp_secret", sa.String(255), nullable=True),
        sa.Column("one_time_step", ROW, nullable=True),
        sa.Column("mf_recovery_codes", sa.JSON(), nullable=True),
        sa.Column("codes_proved_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_organisers"),
        sa.UniqueConstraint("email", name="uq_organisers_email"),
        sa.UniqueConstraint("fs_uniquifier", name="uq_organisers_fs_uniquifier"),
        sa.UniqueConstraint("fs_webauthn_user_handle", name="uq_organisers_fs_webauthn_user_handle"),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", ROW, nullable=False),
        sa.Column("organiser_id", ROW, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", ROW, nullable=False),
        sa.Column("transports", sa.JSON(), nullable=True),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.String(64), nullable=False),
        sa.Column("extensions", sa.String(255), nullable=True),
        sa.Column("lastuse_datetime", MOMENT, nullable=False),
        sa.Column("usage", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisers.id"], name="fk_passkeys_organiser_id"),
        sa.PrimaryKeyConstraint("id", name="pk_passkeys"),
        sa.UniqueConstraint("credential_id", name="uq_passkeys_credential_id"),
        sa.UniqueConstraint("organiser_id", "name", name="uq_passkeys_organiser_id_name"),
    )
    op.create_table(
        "memberships",
        sa.Column("organiser_id", ROW, nullable=False),
        sa.Column("campaign_id", ROW, nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisers.id"], name="fk_memberships_organiser_id"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_memberships_campaign_id"),
        sa.PrimaryKeyConstraint("organiser_id", "campaign_id", name="pk_memberships"),
    )
    op.create_table(
        "invitations",
        sa.Column("id", ROW, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("campaign_id", ROW, nullable=True),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name="fk_invitations_campaign_id"),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("token_hash", name="uq_invitations_token_hash"),
    )
    op.create_table(
        "desk_sessions",
        sa.Column("id", ROW, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("organiser_id", ROW, nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisers.id"], name="fk_desk_sessions_organiser_id"),
        sa.PrimaryKeyConstraint("id", name="pk_desk_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_desk_sessions_token_hash"),
    )
    op.create_index("ix_desk_sessions_organiser_id", "desk_sessions", ["organiser_id"])
    op.create_index("ix_desk_sessions_seen_at", "desk_sessions", ["seen_at"])


def downgrade() -> None:
    """Who ran the campaigns goes; the campaigns stay, and are run by commands."""
    for name in ("desk_sessions", "invitations", "memberships", "passkeys", "organisers"):
        op.drop_table(name)
