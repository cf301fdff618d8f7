"""Going on after a restored backup: from the newest checkpoint known, or in a next log where entries were lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from sqlalchemy import delete, select, update

from campaign.current import settings
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.tally import entries, last_seen, queries, tree
from campaign.tally.actions import LostTurn
from campaign.tally.checkpoints import SignedTree, open_checkpoint, text_of
from campaign.tally.entries import EntryKind, RemovalReason
from campaign.tally.merkle import Edge
from campaign.tally.models import Checkpoint, Entry, LogHead, LogTile, StatedDay
from campaign.tally.origins import continues, earlier_origins, next_origin

AT_ONCE = 10_000


@dataclass(frozen=True)
class Lost:
    """What a newer copy of the log tells: the checkpoints at which the logs ended that its own continues and the
    database doesn't know of, the oldest first; and (index, reason) of withdrawals that the database lacks."""

    ends: tuple[SignedTree, ...] = ()
    withdrawals: tuple[tuple[int, RemovalReason], ...] = ()


def open_last(*, campaign: int, note: str) -> SignedTree:
    """What a checkpoint of this campaign's log says, or of one that continues it.

    Raises BadNote for a note that the log's key didn't sign.
    """
    head = queries.head(campaign)
    assert head is not None  # an opened campaign has a log
    named = text_of(note).origin
    return open_checkpoint(note, key=tree.verifier(named if continues(named, head.origin) else head.origin))


def holds(*, campaign: int, signed: SignedTree) -> bool:
    """Whether the database has the very entries that this checkpoint covers."""
    head = queries.head(campaign)
    assert head is not None
    within = signed.origin == head.origin and signed.size <= head.size
    return within and tree.edge_at(campaign, signed.size).root() == signed.root


def require_newest(*, campaign: int, signed: SignedTree) -> None:
    """Raises Refusal when this machine knows of a newer checkpoint than `signed`."""
    head = queries.head(campaign)
    assert head is not None
    known = last_seen.last_kept(settings().checkpoints, head.origin)
    if known is None:
        return
    if continues(known.origin, signed.origin):
        raise Refusal("tally/later-log-known", origin=known.origin)
    if known.origin == signed.origin and known.size > signed.size:
        raise Refusal("tally/newer-known", size=known.size)


def take_up(*, campaign: int, note: str) -> None:
    """Make `note`, whose entries the database holds, this machine's copy of the checkpoint published last."""
    signed = open_last(campaign=campaign, note=note)
    folder = settings().checkpoints
    with last_seen.alone(folder):
        require_newest(campaign=campaign, signed=signed)
        last_seen.keep(last_seen.file_of(folder, signed.origin), note)


def lost(*, campaign: int, newer: Iterable[str], origin: str) -> Lost:
    """What the entries of a newer copy, of the log `origin`, tell that the database doesn't hold.

    The indexes are the copy's own. Raises NotAnEntry for lines that no log has.
    """
    head = queries.head(campaign)
    assert head is not None
    between = [each for each in earlier_origins(origin) if each not in earlier_origins(head.origin)]
    lines = iter(newer)
    first = list(islice(lines, len(between)))
    ends = tuple(_end(line) for line in reversed(first))
    ours = (_moved(line, len(first)) for _, line, _ in queries.lines(campaign))
    shared, found, together = 0, [], True
    for line in chain(first, lines):
        together = together and (shared < len(first) or line == next(ours, None))
        if together:
            shared += 1
            continue
        entry = entries.parse(line)
        if entry.reason is not None and entry.index is not None and entry.index < shared:
            found.append((entry.index, entry.reason))
    return Lost(ends, tuple(found))


def _end(line: str) -> SignedTree:
    entry = entries.parse(line)
    if entry.kind != EntryKind.CONTINUES:
        raise entries.NotAnEntry(f"a next log begins with what it continues, not with {line[:80]!r}")
    return SignedTree(entry.origin or "", entry.index or 0, bytes.fromhex(entry.hash or ""))


def begin_next(*, campaign: int, lost: SignedTree) -> str:
    """Begin the log that continues `lost`: its first entry names that checkpoint, what survived follows one later.

    Returns the new origin. Raises LostTurn when a sequencer numbered in the meantime.
    """
    with transaction() as session:
        head = queries.head(campaign)
        before = queries.newest_checkpoint(campaign)
        assert head is not None
        assert before is not None  # something was published, or nothing could be lost
        old, origin, removed = head.size, next_origin(head.origin), before.removed
        position = None if head.tally_position is None else head.tally_position + 1
        _move_along(campaign)
        line = entries.continues_line(lost.origin, lost.size, lost.root.hex())
        session.add(Entry(campaign_id=campaign, position=0, kind=EntryKind.CONTINUES, line=line))
        session.execute(delete(LogTile).where(LogTile.campaign_id == campaign))
        session.execute(delete(Checkpoint).where(Checkpoint.campaign_id == campaign))
        session.flush()
        edge = _regrown(campaign)
        note = tree.signed(origin, edge)
        session.add(
            Checkpoint(
                campaign_id=campaign, size=edge.size, total=head.total, tally_position=position, made_at=clock.now(),
                removed=removed, note=note,
            )
        )  # fmt: skip
        moved: Any = session.execute(
            update(LogHead)
            .where(LogHead.campaign_id == campaign, LogHead.size == old)
            .values(origin=origin, size=edge.size, tally_position=position)
            .execution_options(synchronize_session=False)
        )
        if moved.rowcount != 1 or edge.size != old + 1:
            raise LostTurn(f"log of campaign {campaign} is past {old}")
        return origin


def _move_along(campaign: int) -> None:
    """Every entry one place later, and what withdrawals point to; in two steps, as no two may share a place."""
    here = Entry.campaign_id == campaign
    numbered = update(Entry).where(here, Entry.position.is_not(None))
    as_it_is = {"synchronize_session": False}
    db.session.execute(numbered.values(position=-2 - Entry.position), execution_options=as_it_is)
    db.session.execute(numbered.values(position=-1 - Entry.position), execution_options=as_it_is)
    days = update(StatedDay).where(StatedDay.campaign_id == campaign)
    db.session.execute(days.values(position=StatedDay.position + 1), execution_options=as_it_is)
    query = select(Entry.id, Entry.line).where(
        here, Entry.kind == EntryKind.WITHDRAWAL, Entry.position.is_not(None)
    )
    rows = iter(db.session.execute(query).all())
    while some := list(islice(rows, AT_ONCE)):
        db.session.execute(update(Entry), [{"id": key, "line": _moved(line or "", 1)} for key, line in some])


def _moved(line: str, places: int) -> str:
    """The line as it stands so many places later: withdrawals point to what moved along."""
    if not places or not line.startswith("withdrawal "):
        return line
    entry = entries.parse(line)
    assert entry.index is not None
    assert entry.reason is not None
    return entries.withdrawal_line(entry.index + places, entry.reason)


def _regrown(campaign: int) -> Edge:
    edge: Edge = tree.edge_at(campaign, 0)
    lines: Iterator[str] = (line for _, line, _ in queries.lines(campaign))
    while some := list(islice(lines, AT_ONCE)):
        edge = tree.grow(campaign, edge, some)
    return edge
