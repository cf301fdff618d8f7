"""Going on after a restored backup: from the newest checkpoint known, or in a next log where entries were lost."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select, update

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.tally import entries, growing, keeping, queries
from campaign.tally.actions import LostTurn
from campaign.tally.checkpoints import SignedTree, open_checkpoint
from campaign.tally.keeping import LogStopped
from campaign.tally.merkle import Edge
from campaign.tally.models import Checkpoint, Entry, LogHead, LogTile, StatedDay
from campaign.tally.origins import next_origin

AT_ONCE = 10_000


def open_last(*, campaign: int, note: str) -> SignedTree:
    """What a checkpoint of this campaign's log says. Raises BadNote for a note that the log's key didn't sign."""
    head = queries.head(campaign)
    assert head is not None  # an opened campaign has a log
    return open_checkpoint(note, key=growing.verifier(head.origin))


def holds(*, campaign: int, tree: SignedTree) -> bool:
    """Whether the database has the very entries that this checkpoint covers."""
    head = queries.head(campaign)
    assert head is not None
    return tree.size <= head.size and growing.edge_at(campaign, tree.size).root() == tree.root


def require_newest(*, campaign: int, folder: Path, tree: SignedTree) -> None:
    """Raises LogStopped when this machine knows of a newer checkpoint than `tree`."""
    head = queries.head(campaign)
    assert head is not None
    known = keeping.kept(keeping.file_of(folder, head.origin))
    if known is not None and known.size > tree.size:
        raise LogStopped(
            f"This machine knows of a newer checkpoint, of {known.size:,} entries. Give that one."
        )


def take_up(*, campaign: int, folder: Path, note: str) -> None:
    """Make `note`, whose entries the database holds, this machine's copy of the checkpoint published last."""
    tree = open_last(campaign=campaign, note=note)
    with keeping.alone(folder):
        require_newest(campaign=campaign, folder=folder, tree=tree)
        keeping.keep(keeping.file_of(folder, tree.origin), note)


def lost_withdrawals(*, campaign: int, newer: Iterable[str]) -> list[tuple[int, str]]:
    """(index, reason) of the withdrawals in a newer copy of the log that the database lacks, of entries it has."""
    ours = (line for _, line, _ in queries.lines(campaign))
    shared, found = 0, []
    together = True
    for line in newer:
        together = together and line == next(ours, None)
        if together:
            shared += 1
            continue
        entry = entries.parse(line)
        if entry.kind == "withdrawal" and entry.index is not None and entry.index < shared:
            found.append((entry.index, entry.reason or "withdrawn"))
    return found


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
        session.add(Entry(campaign_id=campaign, position=0, kind="continues", line=line))
        session.execute(delete(LogTile).where(LogTile.campaign_id == campaign))
        session.execute(delete(Checkpoint).where(Checkpoint.campaign_id == campaign))
        session.flush()
        edge = _regrown(campaign)
        note = growing.signed(origin, edge)
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
    query = select(Entry.id, Entry.line).where(here, Entry.kind == "withdrawal", Entry.position.is_not(None))
    rows = iter(db.session.execute(query).all())
    while some := list(islice(rows, AT_ONCE)):
        db.session.execute(
            update(Entry), [{"id": key, "line": _pointing_later(line or "")} for key, line in some]
        )


def _pointing_later(line: str) -> str:
    entry = entries.parse(line)
    assert entry.index is not None
    return entries.withdrawal_line(entry.index + 1, entry.reason or "withdrawn")


def _regrown(campaign: int) -> Edge:
    edge: Edge = growing.edge_at(campaign, 0)
    lines: Iterator[str] = (line for _, line, _ in queries.lines(campaign))
    while some := list(islice(lines, AT_ONCE)):
        edge = growing.grow(campaign, edge, some)
    return edge
