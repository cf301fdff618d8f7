"""A campaign's log: its head, its entries, the counts behind it, and the checkpoints the public sees."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from campaign.columns import Moment, OneOf, PartialIndex, RowId
from campaign.extensions import Model
from campaign.tally import entries
from campaign.tally.entries import EntryKind, RemovalReason


class ByReason(TypeDecorator[Mapping[RemovalReason, int]]):
    """How many signatures left the count, as a JSON object; a name that is no reason raises ValueError when read."""

    impl = JSON
    cache_ok = True

    def process_result_value(
        self, value: Mapping[str, int] | None, dialect: Any
    ) -> dict[RemovalReason, int] | None:
        return None if value is None else {RemovalReason(name): count for name, count in value.items()}


class LogLine(TypeDecorator[str]):
    """A line of a log, of which the digits that nearly all have are kept as bytes, behind the byte of their kind."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Any) -> Any:
        # SQLite keeps bytes in a column of text as they are.
        return String() if dialect.name == "sqlite" else dialect.type_descriptor(LargeBinary())

    def process_bind_param(self, value: str | None, dialect: Any) -> str | bytes | None:
        if value is None:
            return None
        return entries.packed(value) or (value if dialect.name == "sqlite" else value.encode())

    def result_processor(self, dialect: Any, coltype: object) -> Any:
        """One step a line: of a million that are read, each further one takes half a second."""
        return _line


def _line(stored: str | bytes | None) -> str | None:
    return entries.unpacked(stored) if isinstance(stored, bytes) else stored


class LogHead(Model):
    """Where a log stands. Whoever moves `size` from the value it read has won the turn."""

    __tablename__ = "log_heads"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    origin: Mapped[str] = mapped_column(String(300), unique=True)
    size: Mapped[int] = mapped_column(RowId, default=0)
    total: Mapped[int] = mapped_column(RowId, default=0)
    # Slips of paper that stand; they are in no total.
    paper: Mapped[int] = mapped_column(RowId, default=0, server_default="0")
    tally_position: Mapped[int | None] = mapped_column(RowId)
    # Signatures below this position were taken in by a statement, if they stood then.
    taken_until: Mapped[int] = mapped_column(RowId, default=0, server_default="0")
    # No statement before a lot of joins waits: what the last one took in isn't known.
    joins_first: Mapped[bool] = mapped_column(default=False, server_default=false())
    # What checkpoints are checked with; here, since the web has no key to make it from.
    verifier: Mapped[str | None]


class Entry(Model):
    """One line. Without a position it waits for the sequencer; `waiting_since` goes when it gets one."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("campaign_id", "position"),
        UniqueConstraint("kind", "signature_id"),
        PartialIndex("ix_entries_waiting", "campaign_id", "id", where="position IS NULL"),
        PartialIndex("ix_entries_slip", "kind", "slip_id", unique=True, where="slip_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    position: Mapped[int | None] = mapped_column(RowId)
    kind: Mapped[EntryKind] = mapped_column(OneOf(EntryKind, 10))
    line: Mapped[str | None] = mapped_column(LogLine)
    country: Mapped[str | None] = mapped_column(String(2))
    signature_id: Mapped[int | None] = mapped_column(RowId)
    slip_id: Mapped[int | None] = mapped_column(RowId)  # of paper, and of its withdrawal
    reason: Mapped[RemovalReason | None] = mapped_column(OneOf(RemovalReason, 10))
    waiting_since: Mapped[datetime | None] = mapped_column(Moment)


class CountryCount(Model):
    """Numbered signatures of one country, exact: for organisers only.

    `count` stand, `joins` among them wait to be taken in by a statement; `leaves` wait to be let go by one.
    """

    __tablename__ = "country_counts"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    count: Mapped[int] = mapped_column(RowId)
    joins: Mapped[int] = mapped_column(RowId, default=0, server_default="0")
    leaves: Mapped[int] = mapped_column(RowId, default=0, server_default="0")


class Checkpoint(Model):
    """The log at one size: all that the public is ever shown."""

    __tablename__ = "checkpoints"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    size: Mapped[int] = mapped_column(RowId, primary_key=True)
    total: Mapped[int] = mapped_column(RowId)
    paper: Mapped[int] = mapped_column(RowId, default=0, server_default="0")
    tally_position: Mapped[int | None] = mapped_column(RowId)
    made_at: Mapped[datetime] = mapped_column(Moment)
    # How many withdrawals of signatures stand among its entries, by reason; counted here, so that no page has to.
    removed: Mapped[Mapping[RemovalReason, int]] = mapped_column(ByReason, default=dict)
    note: Mapped[str]  # the signed note that is served
    published: Mapped[bool] = mapped_column(default=False)


class StatedDay(Model):
    """The last `tally` line of a day: a log's history, at most a row a day however many lines it has."""

    __tablename__ = "stated_days"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(RowId)
    taken_in: Mapped[int] = mapped_column(RowId)


class LogResumption(Model):
    """That a log went on without entries that were lost: what counts as taken in from `position` on.

    The lines alone can't tell it, as the statement that took it in may be among what was lost.
    """

    __tablename__ = "log_resumptions"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    position: Mapped[int] = mapped_column(RowId, primary_key=True)
    taken_until: Mapped[int] = mapped_column(RowId)
    # Whether the withdrawals before were let go by a statement.
    leaves_settled: Mapped[bool]


class WitnessProblem(StrEnum):
    """Why a witness didn't cosign when it was last asked."""

    UNREACHED = "unreached"
    UNKNOWN = "unknown"
    OTHER_KEY = "other-key"
    AHEAD = "ahead"
    OTHER_HISTORY = "other-history"
    BAD_ANSWER = "bad-answer"


class CosignedCheckpoint(Model):
    """That a witness, given by its verifier key, cosigned the checkpoint of this size; `line` stands in the note."""

    __tablename__ = "cosignatures"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    size: Mapped[int] = mapped_column(RowId, primary_key=True)
    witness: Mapped[str] = mapped_column(String(400), primary_key=True)
    line: Mapped[str]
    seen_at: Mapped[datetime] = mapped_column(Moment)  # as the witness says


class WitnessView(Model):
    """How many entries a witness has cosigned, and how it answered when it was last asked."""

    __tablename__ = "witness_views"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    witness: Mapped[str] = mapped_column(String(400), primary_key=True)
    size: Mapped[int] = mapped_column(RowId)
    problem: Mapped[WitnessProblem | None] = mapped_column(OneOf(WitnessProblem, 20))
    asked_at: Mapped[datetime] = mapped_column(Moment)


class LogTile(Model):
    """256 hashes of one level of the tree, or fewer at its right edge, where they grow in place."""

    __tablename__ = "log_tiles"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(RowId, primary_key=True)
    hashes: Mapped[bytes]
