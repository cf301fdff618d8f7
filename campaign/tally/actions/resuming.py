"""Going on after a restored backup: from the newest checkpoint known, or in a next log where entries were lost."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import delete, func, select, update

from campaign.current import settings
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.tally import entries, last_seen, queries, tree
from campaign.tally.actions import LostTurn
from campaign.tally.actions.witnessing import forget_cosigned
from campaign.tally.checkpoints import SignedTree, open_checkpoint, text_of
from campaign.tally.entries import EntryKind
from campaign.tally.lost import moved
from campaign.tally.lots import Counts
from campaign.tally.merkle import Edge
from campaign.tally.models import (
    Checkpoint,
    CountryCount,
    Entry,
    LogHead,
    LogResumption,
    LogTile,
    StatedDay,
)
from campaign.tally.origins import continues, next_origin

AT_ONCE = 10_000


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
    newest = last_seen.last_kept(settings().checkpoints, head.origin)
    if newest is None:
        return
    if continues(newest.origin, signed.origin):
        raise Refusal("tally/later-log-known", origin=newest.origin)
    if newest.origin == signed.origin and newest.size > signed.size:
        raise Refusal("tally/newer-known", size=newest.size)


def take_up(*, campaign: int, note: str) -> None:
    """Make `note`, whose entries the database holds, this machine's copy of the checkpoint published last."""
    signed = open_last(campaign=campaign, note=note)
    folder = settings().checkpoints
    with last_seen.alone(folder):
        require_newest(campaign=campaign, signed=signed)
        last_seen.keep(last_seen.file_of(folder, signed.origin), note)


def begin_next(*, campaign: int, lost: SignedTree) -> str:
    """Begin the log that continues `lost`: behind its rules it names that checkpoint, what survived follows one later.

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
        session.add(Entry(campaign_id=campaign, position=1, kind=EntryKind.CONTINUES, line=line))
        session.execute(delete(LogTile).where(LogTile.campaign_id == campaign))
        session.execute(delete(Checkpoint).where(Checkpoint.campaign_id == campaign))
        forget_cosigned(campaign=campaign)
        session.flush()
        edge = _regrown(campaign)
        note = tree.signed(origin, edge)
        session.add(
            Checkpoint(
                campaign_id=campaign, size=edge.size, total=head.total, paper=head.paper, tally_position=position,
                made_at=clock.now(), removed=removed, note=note,
            )
        )  # fmt: skip
        moved: Any = session.execute(
            update(LogHead)
            .where(LogHead.campaign_id == campaign, LogHead.size == old)
            .values(
                origin=origin, size=edge.size, tally_position=position, taken_until=LogHead.taken_until + 1
            )
            .execution_options(synchronize_session=False)
        )
        if moved.rowcount != 1 or edge.size != old + 1:
            raise LostTurn(f"log of campaign {campaign} is past {old}")
        return origin


def _move_along(campaign: int) -> None:
    """Every entry but the rules one place later, and what withdrawals point to; in two steps, as no two may share a
    place."""
    here = Entry.campaign_id == campaign
    numbered = update(Entry).where(here, Entry.position.is_not(None), Entry.position != 0)
    as_it_is = {"synchronize_session": False}
    db.session.execute(numbered.values(position=-2 - Entry.position), execution_options=as_it_is)
    db.session.execute(numbered.values(position=-1 - Entry.position), execution_options=as_it_is)
    days = update(StatedDay).where(StatedDay.campaign_id == campaign)
    db.session.execute(days.values(position=StatedDay.position + 1), execution_options=as_it_is)
    resumptions = update(LogResumption).where(LogResumption.campaign_id == campaign)
    one_later = {"position": LogResumption.position + 1, "taken_until": LogResumption.taken_until + 1}
    db.session.execute(resumptions.values(one_later), execution_options=as_it_is)
    query = select(Entry.id, Entry.line).where(
        here, Entry.kind == EntryKind.WITHDRAWAL, Entry.position.is_not(None)
    )
    rows = iter(db.session.execute(query).all())
    while some := list(islice(rows, AT_ONCE)):
        db.session.execute(update(Entry), [{"id": key, "line": moved(line or "", 1)} for key, line in some])


def _regrown(campaign: int) -> Edge:
    edge: Edge = tree.edge_at(campaign, 0)
    lines: Iterator[str] = (line for _, line, _ in queries.lines(campaign))
    while some := list(islice(lines, AT_ONCE)):
        edge = tree.grow(campaign, edge, some)
    return edge


def forget_stated(*, campaign: int) -> Counts:
    """Until `settle`, count as if no statement had taken anything in; returns the counts of before."""
    with transaction() as session:
        head = session.get_one(LogHead, campaign, populate_existing=True)
        before = queries.counts(head)
        head.taken_until = 0
        session.execute(_countries(campaign).values(joins=CountryCount.count, leaves=0))
        return before


def settle(
    *, campaign: int, taken_until: int, leaves: Counter[str] | None, joins_first: bool = False
) -> None:
    """From here on signatures below `taken_until` count as taken in, and `leaves` wait, by country; None: no more.

    With `joins_first` nothing is stated before a lot of signatures stands behind.
    """
    with transaction() as session:
        head = session.get_one(LogHead, campaign, populate_existing=True)
        head.taken_until, head.joins_first = taken_until, joins_first
        left = select(Entry.signature_id).where(
            Entry.kind == EntryKind.WITHDRAWAL,
            Entry.campaign_id == campaign,
            Entry.position.is_not(None),
            Entry.signature_id.is_not(None),  # of paper there is none, and none is in no set
        )
        behind = (
            select(Entry.country, func.count().label("waiting"))
            .where(
                Entry.campaign_id == campaign,
                Entry.kind == EntryKind.SIGNATURE,
                Entry.position >= taken_until,
                Entry.signature_id.not_in(left),
            )
            .group_by(Entry.country)
        )
        joins = {row.country: row.waiting for row in session.execute(behind)}
        for row in session.scalars(select(CountryCount).where(CountryCount.campaign_id == campaign)):
            row.joins, row.leaves = joins.get(row.country, 0), (leaves or Counter())[row.country]
        session.add(
            LogResumption(
                campaign_id=campaign,
                position=head.size,
                taken_until=taken_until,
                leaves_settled=leaves is None,
            )
        )


def _countries(campaign: int) -> Any:
    return (
        update(CountryCount)
        .where(CountryCount.campaign_id == campaign)
        .execution_options(synchronize_session=False)
    )
