"""What the page for missions draws: the last figure of each day, and what was removed up to each checkpoint."""

from collections import Counter
from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PAGE = 5_000


def upgrade() -> None:
    op.create_table(
        "stated_days",
        sa.Column("campaign_id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("position", BIG, nullable=False),
        sa.Column("total", BIG, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_stated_days_campaign_id")),
        sa.PrimaryKeyConstraint("campaign_id", "day", name=op.f("pk_stated_days")),
    )
    with op.batch_alter_table("checkpoints", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed", sa.JSON(), server_default="{}", nullable=False))
    _fill()


def downgrade() -> None:
    with op.batch_alter_table("checkpoints", schema=None) as batch_op:
        batch_op.drop_column("removed")

    op.drop_table("stated_days")


def _fill() -> None:
    """Both from the entries there are, a page at a time."""
    connection = op.get_bind()
    for campaign in connection.scalars(sa.text("SELECT campaign_id FROM log_heads")).all():
        days, removed = _history(connection, campaign)
        for day, (position, total) in days.items():
            connection.execute(
                sa.text("INSERT INTO stated_days (campaign_id, day, position, total) VALUES (:c, :d, :p, :t)")
                .bindparams(sa.bindparam("d", type_=sa.Date())),
                {"c": campaign, "d": day, "p": position, "t": total},
            )
        sizes = connection.scalars(
            sa.text("SELECT size FROM checkpoints WHERE campaign_id = :c ORDER BY size"), {"c": campaign}
        ).all()
        counted, after = Counter(), iter([*removed, (float("inf"), "")])
        position, reason = next(after)
        for size in sizes:
            while position < size:
                counted[reason] += 1
                position, reason = next(after)
            if counted:
                connection.execute(
                    sa.text("UPDATE checkpoints SET removed = :r WHERE campaign_id = :c AND size = :s")
                    .bindparams(sa.bindparam("r", type_=sa.JSON())),
                    {"r": dict(counted), "c": campaign, "s": size},
                )


def _history(connection, campaign):
    """{day: (position, total)} of the last `tally` line of each, and (position, reason) of each withdrawal."""
    days, removed, last = {}, [], -1
    while True:
        rows = connection.execute(
            sa.text(
                "SELECT position, kind, line FROM entries WHERE campaign_id = :c AND position > :last "
                "ORDER BY position LIMIT :page"
            ),
            {"c": campaign, "last": last, "page": PAGE},
        ).all()
        if not rows:
            return days, removed
        for last, kind, line in rows:
            if kind == "tally":
                _, day, total, *_ = line.split(" ")
                days[date.fromisoformat(day)] = (last, int(total))
            elif kind == "withdrawal":
                removed.append((last, line.split(" ")[2]))
