"""The sets of letters that were issued, their sending and the answers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model
from campaign.letters.fates import Consent, Position, ReplyForm, SendingState
from campaign.letters.figures import Figure, Forms, Statement, read_figure, statement_of
from campaign.tally.entries import parse


class FigureText(TypeDecorator[Figure]):
    """A letter's figure, or words in its place; any other text raises ValueError when it is read."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Figure | None, dialect: Any) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Any) -> Figure | None:
        return None if value is None else read_figure(value)


class LetterSet(Model):
    """The letters issued at one checkpoint: never changed, never deleted.

    `total` had signed by `as_at`, as the letters say; `stated` is the `tally` line of that, without what was withheld,
    empty where nothing was stated yet. `texts` (their hashes, the language first written in first), `organisers`, how
    they are `called` and `contact` are those of its issuing: what is mailed later says what the letters say.
    """

    __tablename__ = "letter_sets"
    __table_args__ = (UniqueConstraint("campaign_id", "size"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    size: Mapped[int] = mapped_column(RowId)
    total: Mapped[int] = mapped_column(RowId)
    # SQLite adds no column that has to have a value; these two have one in every row.
    as_at: Mapped[date] = mapped_column(nullable=True)
    territories: Mapped[bool] = mapped_column(nullable=True)
    date: Mapped[date]
    stated: Mapped[str]
    texts: Mapped[list[str]] = mapped_column(JSON)
    organisers: Mapped[list[str]] = mapped_column(JSON)
    called: Mapped[dict[str, list[str]] | None] = mapped_column(JSON)  # as the campaign's
    contact: Mapped[str | None] = mapped_column(String(254))
    root: Mapped[str | None] = mapped_column(String(44))  # in base64: a log that resumes keeps no checkpoint
    # What became of the forms, and by reason what was removed, as these letters tell it: complete tens. None before.
    forms: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    removed: Mapped[dict[str, int] | None] = mapped_column(JSON)
    # What stood on paper, as these letters tell it: complete tens, 0 for fewer than ten. None where nothing did.
    paper: Mapped[int | None] = mapped_column(RowId)
    # The lines of witnesses that had seen that checkpoint; None where no witness was named.
    cosignatures: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    manifest: Mapped[str] = mapped_column(deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)

    @property
    def told_forms(self) -> Forms | None:
        """What became of the forms, as these letters tell it; None where they don't."""
        if self.forms is None:
            return None
        return Forms(**{**self.forms, "day": date.fromisoformat(self.forms["day"])})

    @property
    def statement(self) -> Statement | None:
        """The figures by country that the letters state; None where they state none."""
        line = parse(self.stated).stated if self.stated else None
        return statement_of(line) if line else None


class Letter(Model):
    """One letter of a set. Its bytes stay out of every query but the download's."""

    __tablename__ = "letters"

    set_id: Mapped[int] = mapped_column(RowId, ForeignKey("letter_sets.id"), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    language: Mapped[str] = mapped_column(String(12))
    stated: Mapped[Figure] = mapped_column(FigureText(20))
    sha256: Mapped[str] = mapped_column(String(64))
    refers_to: Mapped[int | None] = mapped_column(RowId)  # size of the set of the letter that it refers to
    pdf: Mapped[bytes] = mapped_column(deferred=True)


class StatedForms(Model):
    """What became of the forms, exactly, as it was counted for one statement: a `tally` line, by its place and day.

    Counted once, so that letters and pages tell one thing; another statement's moves by nothing or by a whole lot.
    """

    __tablename__ = "stated_forms"
    __table_args__ = (UniqueConstraint("campaign_id", "tally_position", "stated_on"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    tally_position: Mapped[int] = mapped_column(RowId)
    stated_on: Mapped[date]
    sent: Mapped[int] = mapped_column(RowId)
    confirmed: Mapped[int] = mapped_column(RowId)
    refused: Mapped[int] = mapped_column(RowId)
    day: Mapped[date]

    @property
    def forms(self) -> Forms:
        """As they may be told."""
        return Forms(self.sent, self.confirmed, self.day, self.refused).told


class Letterhead(Model):
    """What letters of the desk bear besides what the campaign says of them: whom to ask, and on which paper.

    `refers`: a mission that was sent a letter before is reminded of it; `sent_before`: only such missions get one.
    """

    __tablename__ = "letterheads"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(200))
    paper: Mapped[str] = mapped_column(String(6))
    # SQLite adds no column that has to have a value; these two have one in every row.
    refers: Mapped[bool] = mapped_column(nullable=True)
    sent_before: Mapped[bool] = mapped_column(nullable=True)


class DraftedSet(Model):
    """Letters that were made at the desk and are looked through; the next ones of the campaign take their place."""

    __tablename__ = "drafted_sets"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    size: Mapped[int] = mapped_column(RowId)
    total: Mapped[int] = mapped_column(RowId)
    as_at: Mapped[date]
    date: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(Moment)
    # What they share by language, as `composition` has it, to be read as a page; none of those made before there were.
    editions: Mapped[dict[str, Any] | None] = mapped_column(JSON, deferred=True)


class DraftedLetter(Model):
    """One letter of them, as `Returned` has it; `page` is what is its own, as `composition` has it."""

    __tablename__ = "drafted_letters"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("drafted_sets.campaign_id"), primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    language: Mapped[str] = mapped_column(String(12))
    stated: Mapped[Figure] = mapped_column(FigureText(20))
    leads_to: Mapped[list[str]] = mapped_column(JSON)
    refers_to: Mapped[int | None] = mapped_column(RowId)
    page: Mapped[dict[str, Any] | None] = mapped_column(JSON, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    pdf: Mapped[bytes] = mapped_column(deferred=True)


class Sending(Model):
    """One letter on its way to its mission by mail; a person's `--again` makes a further round."""

    __tablename__ = "letter_sendings"
    __table_args__ = (
        UniqueConstraint("set_id", "country", "round"),
        ForeignKeyConstraint(["set_id", "country"], ["letters.set_id", "letters.country"]),
        Index("ix_letter_sendings_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    set_id: Mapped[int] = mapped_column(RowId)
    country: Mapped[str] = mapped_column(String(2))
    round: Mapped[int]
    state: Mapped[SendingState] = mapped_column(OneOf(SendingState, 8))
    address: Mapped[str] = mapped_column(String(254))
    # In its Message-ID, by which a bounce finds it.
    record_id: Mapped[bytes] = mapped_column(unique=True)
    per_hour: Mapped[int]
    office_hours: Mapped[bool]
    wave: Mapped[str | None] = mapped_column(String(60))  # the group of States that it went with
    due_at: Mapped[datetime] = mapped_column(Moment)
    tried_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    # The server's code, a bounce's status, why it was stopped.
    answer: Mapped[str | None] = mapped_column(String(60))


class Reply(Model):
    """What a mission answered to one letter, as the organisers wrote it down. A draft until `published`.

    `words` are the mission's, public only where it agreed (`consent`); `note` and `position` are the organisers'
    reading, which stands apart from them.
    """

    __tablename__ = "letter_replies"
    __table_args__ = (ForeignKeyConstraint(["set_id", "country"], ["letters.set_id", "letters.country"]),)

    set_id: Mapped[int] = mapped_column(RowId, primary_key=True)
    country: Mapped[str] = mapped_column(String(2), primary_key=True)
    position: Mapped[Position] = mapped_column(OneOf(Position, 12))
    date: Mapped[date]
    note: Mapped[str] = mapped_column(String(500))
    # SQLite adds no column that has to have a value; these four have one in every row.
    form: Mapped[ReplyForm] = mapped_column(OneOf(ReplyForm, 8), nullable=True)
    words: Mapped[str] = mapped_column(String(2000), nullable=True)
    consent: Mapped[Consent] = mapped_column(OneOf(Consent, 8), nullable=True)
    published: Mapped[bool] = mapped_column(nullable=True)

    @property
    def quoted(self) -> str:
        """The mission's words where the public may read them; else empty."""
        return self.words if self.consent == Consent.YES else ""
