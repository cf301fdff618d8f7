"""The log's verbs: entries join it unnumbered; the sequencer alone numbers them."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy import insert as bare_insert

from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.lib.countries import UNSAID
from campaign.tally import entries, growing, history, keeping, queries, sequencing
from campaign.tally.models import Checkpoint, CountryCount, Entry, LogHead
from campaign.tally.sequencing import Plan

BATCH = 10_000
INSERT = bare_insert(Entry.__table__)  # built once, for the one that confirms


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


def append_signatures(*, campaign: int, signatures: Iterable[tuple[int, str, str]]) -> None:
    """Log many at once: the id, the commitment and the country of each."""
    now = clock.now()
    rows = [
        {"campaign_id": campaign, "kind": "signature", "line": entries.hashed_line("signature", commitment),
         "signature_id": signature, "country": country, "waiting_since": now}
        for signature, commitment, country in signatures
    ]  # fmt: skip
    with transaction() as session:
        session.execute(db.insert(Entry), rows)


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


def append_withdrawals(*, campaign: int, signatures: Iterable[tuple[int, str]], reason: str) -> int:
    """Log many at once, the id and the country of each, for one reason; how many weren't logged before."""
    now = clock.now()
    rows = [
        {"campaign_id": campaign, "kind": "withdrawal", "signature_id": signature, "country": country,
         "reason": reason, "waiting_since": now}
        for signature, country in signatures
    ]  # fmt: skip
    if not rows:
        return 0
    with transaction() as session:
        statement = insert(Entry).on_conflict_do_nothing().returning(Entry.id)
        return len(session.execute(statement, rows).all())


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
        _grow_what_was_before(campaign, head.origin)
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
        history.note_day(campaign, plan)
        _sign_checkpoint(campaign, plan, head)
        return plan.size - plan.old_size


def publish(*, campaign: int, slug: str, folder: Path) -> None:
    """Show the newest checkpoint to the public: it is committed already, comes onto this machine's disk, is marked.

    `folder` holds this machine's copies. Raises LogStopped when the database doesn't go on from the copy, and shows
    nothing new then. Not inside a transaction: what isn't committed isn't shown.
    """
    assert not db.session.info.get("writing")
    head = queries.head(campaign)
    newest = queries.newest_checkpoint(campaign)
    if head is None or newest is None or newest.published:
        return
    origin = head.origin
    _grow_what_was_before(campaign, origin)
    with keeping.alone(folder):
        db.session.rollback()  # the newest now, not when we began
        require_continuation(campaign=campaign, slug=slug, folder=folder)
        newest = queries.newest_checkpoint(campaign)
        assert newest is not None  # one was there above, and none is ever deleted
        size = newest.size
        keeping.keep(keeping.file_of(folder, origin), newest.note or "")
        _mark_published(campaign, size, key=str(growing.verifier(origin)))


def _mark_published(campaign: int, size: int, *, key: str) -> None:
    with transaction() as session:
        session.execute(
            update(Checkpoint)
            .where(
                Checkpoint.campaign_id == campaign, Checkpoint.size <= size, Checkpoint.published.is_(False)
            )
            .values(published=True)
        )
        session.execute(update(LogHead).where(LogHead.campaign_id == campaign).values(verifier=key))


def require_continuation(*, campaign: int, slug: str, folder: Path) -> None:
    """Before numbering and before publishing: is this database the one whose checkpoint was published last?"""
    head = queries.head(campaign)
    if head is None:
        return
    if head.verifier and not growing.is_ours(head.verifier):
        raise keeping.LogStopped(
            f"{slug}: the key that its checkpoints are signed with, log.key, isn't here, or another one is. Letters on "
            "paper bear it. Bring it back from a backup or the machine that had it; if nobody has it any more: "
            f"campaign log new-key {slug}"
        )
    keeping.require_continuation(
        kept=keeping.last_kept(folder, head.origin),
        origin=head.origin,
        size=head.size,
        published=queries.anything_published(campaign),
        root_at=lambda size: growing.edge_at(campaign, size).root(),
        slug=slug,
    )


def accept_key(*, campaign: int) -> str:
    """Sign on with this machine's key, whatever signed before; returns what its checkpoints are checked with."""
    with transaction() as session:
        head = session.get_one(LogHead, campaign, with_for_update=True)
        head.verifier = str(growing.verifier(head.origin))
        return head.verifier


def _grow_what_was_before(campaign: int, origin: str) -> None:
    """Entries of before the tree: grown into it once, each of their checkpoints signed."""
    newest = queries.newest_checkpoint(campaign)
    if newest is None or newest.note is not None:
        return
    with transaction() as session:
        edge = growing.edge_at(campaign, 0)
        for checkpoint in queries.unsigned_checkpoints(campaign):
            lines = (line for _, line, _ in queries.lines(campaign, start=edge.size, size=checkpoint.size))
            edge = growing.grow(campaign, edge, lines)
            checkpoint.note = growing.signed(origin, edge)
        session.flush()


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
    edge = growing.grow(campaign, growing.edge_at(campaign, plan.old_size), plan.lines)
    db.session.add(
        Checkpoint(
            campaign_id=campaign,
            size=plan.size,
            total=plan.total,
            tally_position=plan.tally_position(head.tally_position),
            made_at=clock.now(),
            removed=plan.removed_so_far(before.removed if before else {}),
            note=growing.signed(head.origin, edge),
        )
    )


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
        values = {
            "campaign_id": campaign,
            "kind": kind,
            "line": line,
            "waiting_since": clock.now(),
            **columns,
        }
        session.execute(INSERT, values)
