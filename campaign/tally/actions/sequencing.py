"""The sequencer's turn: it alone numbers entries."""

from typing import Any

from sqlalchemy import bindparam, update

from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.lib.countries import UNSAID
from campaign.tally import batches, history, queries, tree
from campaign.tally.batches import Plan
from campaign.tally.lots import Counts
from campaign.tally.models import Checkpoint, CountryCount, Entry, LogHead

BATCH = 5_000


class LostTurn(Exception):
    """Another sequencer numbered this log in the meantime."""


def sequence(*, campaign: int, unstated: frozenset[str], most: int = BATCH, stating: bool = True) -> int:
    """Number one batch of what waits, count it, state what is due, make a checkpoint: one transaction.

    `unstated` are the country codes never stated. At most `most` entries are numbered; with 0 figures are only stated,
    and without `stating` they are not. Returns how many lines the log grew by, 0 when nothing waited and nothing was
    due. Raises LostTurn, with nothing written, when another sequencer was faster.
    """
    with transaction():
        head = queries.head(campaign)
        if head is None:
            return 0
        counts = queries.counts(head)
        plan = batches.plan(
            batch=queries.waiting(campaign, limit=most),
            size=head.size,
            counts=counts,
            stated=queries.stated_at(campaign, head.tally_position),
            unstated=unstated | {UNSAID},
            rule=queries.lot_rule(head) if stating and queries.day_is_sure() else None,
            day=clock.today(),
            paper=head.paper,
        )
        if plan.size == plan.old_size:
            return 0
        _take_turn(campaign, plan, head)
        _write(campaign, plan)
        _count(campaign, counts, plan.counts)
        history.note_day(campaign, plan)
        _sign_checkpoint(campaign, plan, head)
        return plan.size - plan.old_size


def _take_turn(campaign: int, plan: Plan, head: LogHead) -> None:
    """Move the head, if it is where the plan began; the loser's transaction leaves no trace."""
    taken_until = plan.counts.taken_until
    moved: Any = db.session.execute(
        update(LogHead)
        .where(LogHead.campaign_id == campaign, LogHead.size == plan.old_size)
        .values(
            size=plan.size,
            total=plan.total,
            paper=plan.paper,
            tally_position=plan.tally_position(head.tally_position),
            taken_until=taken_until,
            joins_first=head.joins_first and taken_until == head.taken_until,
        )
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:
        raise LostTurn(f"log of campaign {campaign} is past {plan.old_size}")


def _write(campaign: int, plan: Plan) -> None:
    """Positions and lines; from here on nothing tells when an entry came."""
    if plan.numbered:
        rows = Entry.__table__  # not the mapped class: its bookkeeping costs more than the database does
        statement = update(rows).where(rows.c.id == bindparam("entry"))
        db.session.execute(
            statement.values(position=bindparam("at"), line=bindparam("text"), waiting_since=None),
            [{"entry": entry, "at": position, "text": line} for entry, position, line in plan.numbered],
        )
    for position, kind, line in plan.added:
        db.session.add(Entry(campaign_id=campaign, position=position, kind=kind, line=line))
    db.session.flush()


def _sign_checkpoint(campaign: int, plan: Plan, head: LogHead) -> None:
    before = queries.newest_checkpoint(campaign)
    edge = tree.grow(campaign, tree.edge_at(campaign, plan.old_size), plan.lines)
    db.session.add(
        Checkpoint(
            campaign_id=campaign,
            size=plan.size,
            total=plan.total,
            paper=plan.paper,
            tally_position=plan.tally_position(head.tally_position),
            made_at=clock.now(),
            removed=plan.removed_so_far(before.removed if before else {}),
            note=tree.signed(head.origin, edge),
        )
    )


def _count(campaign: int, before: Counts, after: Counts) -> None:
    for country in {*before.standing, *after.standing}:
        values = _columns(after, country)
        if values != _columns(before, country):
            statement = insert(CountryCount).values(campaign_id=campaign, country=country, **values)
            db.session.execute(
                statement.on_conflict_do_update(index_elements=["campaign_id", "country"], set_=values)
            )


def _columns(counts: Counts, country: str) -> dict[str, int]:
    return {
        "count": counts.standing[country],
        "joins": counts.joins[country],
        "leaves": counts.leaves[country],
    }
