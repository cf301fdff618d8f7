"""The log's verbs: entries join it unnumbered; the sequencer alone numbers them."""

from collections import Counter
from typing import Any

from sqlalchemy import update

from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.lib.countries import UNSAID
from campaign.tally import entries, queries, sequencing
from campaign.tally.models import Checkpoint, CountryCount, Entry, LogHead
from campaign.tally.sequencing import Plan

BATCH = 10_000


class LostTurn(Exception):
    """Another sequencer numbered this log in the meantime."""


def begin_log(*, campaign: int, origin: str) -> None:
    """Give a campaign its log. The origin is fixed from now on."""
    with transaction() as session:
        session.add(LogHead(campaign_id=campaign, origin=origin))
        session.flush()


def append_text(*, campaign: int, text: str) -> None:
    """Log a canonical text by its hash, before any signature under it."""
    _append(campaign=campaign, kind="text", line=entries.hashed_line("text", text))


def append_signature(*, campaign: int, signature: int, commitment: str, country: str) -> None:
    """Log a confirmed signature; a second call for the same signature fails on its constraint."""
    line = entries.hashed_line("signature", commitment)
    _append(campaign=campaign, kind="signature", line=line, signature_id=signature, country=country)


def append_letters(*, campaign: int, manifest: str) -> None:
    """Log a set of letters by its manifest's hash."""
    _append(campaign=campaign, kind="letters", line=entries.hashed_line("letters", manifest))


def append_closed(*, campaign: int) -> None:
    """Log the end: after it only withdrawals, tallies and letters may follow."""
    _append(campaign=campaign, kind="closed", line="closed")


def append_withdrawal(*, campaign: int, signature: int, country: str, reason: str) -> bool:
    """Log that a signature no longer counts; False when that stands there already."""
    with transaction() as session:
        written = session.execute(
            insert(Entry)
            .values(
                campaign_id=campaign,
                kind="withdrawal",
                signature_id=signature,
                country=country,
                reason=reason,
                waiting_since=clock.now(),
            )
            .on_conflict_do_nothing()
            .returning(Entry.id)  # not rowcount: psycopg counts a conflict as a row
        )
        return written.scalar() is not None


def sequence(*, campaign: int, unstated: frozenset[str], state_entries: int) -> int:
    """Number one batch of what waits, count it, state what is due, make a checkpoint: one transaction.

    `unstated` are the country codes never stated. Returns how many lines the log grew by, 0 when nothing waited.
    Raises LostTurn, with nothing written, when another sequencer was faster.
    """
    with transaction():
        head = queries.head(campaign)
        batch = queries.waiting(campaign, limit=BATCH)
        if head is None or not batch:
            return 0
        plan = sequencing.plan(
            batch=batch,
            size=head.size,
            total=head.total,
            since_tally=head.since_tally,
            counts=queries.exact_counts(campaign),
            stated=queries.stated_at(campaign, head.tally_position),
            unstated=unstated | {UNSAID},
            state_entries=state_entries,
            day=clock.today(),
        )
        _take_turn(campaign, plan, tally_position=plan.tally_position(head.tally_position))
        _write(campaign, plan)
        _count(campaign, plan.change)
        return plan.size - plan.old_size


def _take_turn(campaign: int, plan: Plan, *, tally_position: int | None) -> None:
    """Move the head, if it is where the plan began; the loser's transaction leaves no trace."""
    moved: Any = db.session.execute(
        update(LogHead)
        .where(LogHead.campaign_id == campaign, LogHead.size == plan.old_size)
        .values(size=plan.size, total=plan.total, since_tally=plan.since_tally, tally_position=tally_position)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:
        raise LostTurn(f"log of campaign {campaign} is past {plan.old_size}")
    db.session.add(
        Checkpoint(
            campaign_id=campaign,
            size=plan.size,
            total=plan.total,
            tally_position=tally_position,
            made_at=clock.now(),
        )
    )


def _write(campaign: int, plan: Plan) -> None:
    """Positions and lines; from here on nothing tells when an entry came."""
    if plan.numbered:
        db.session.execute(
            update(Entry),
            [
                {"id": entry, "position": position, "line": line, "waiting_since": None}
                for entry, position, line in plan.numbered
            ],
        )
    for position, kind, line in plan.added:
        db.session.add(Entry(campaign_id=campaign, position=position, kind=kind, line=line))
    db.session.flush()


def _count(campaign: int, change: Counter[str]) -> None:
    for country, step in change.items():
        statement = insert(CountryCount).values(campaign_id=campaign, country=country, count=step)
        db.session.execute(
            statement.on_conflict_do_update(
                index_elements=["campaign_id", "country"],
                set_={"count": CountryCount.count + statement.excluded.count},
            )
        )


def _append(*, campaign: int, kind: str, line: str, **columns: object) -> None:
    with transaction() as session:
        values = {"campaign_id": campaign, "kind": kind, "line": line, **columns}
        session.execute(db.insert(Entry).values(waiting_since=clock.now(), **values))
