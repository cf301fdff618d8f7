"""A campaign, the texts behind it, who answers for it, and what became of it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from campaign.columns import Moment, OneOf, RowId
from campaign.extensions import Model
from campaign.lib.countries import UNSAID
from campaign.lib.languages import ALWAYS_ON, LANGUAGES
from campaign.releases.canonical import canonical_text


class CampaignState(StrEnum):
    """How far a campaign is."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class CorrectionKind(StrEnum):
    """What a correction of an open campaign's text says of itself: a fact is noted under the text, a spelling isn't."""

    SPELLING = "spelling"
    FACT = "fact"


class Addressees(StrEnum):
    """Whose missions are written to."""

    ALL = "all"
    SECURITY_COUNCIL = "council"
    CHOSEN = "chosen"


class LegalForm(StrEnum):
    """What those who answer for a campaign are before the law."""

    REGISTERED = "registered"
    COALITION = "coalition"  # of several, and registered nowhere


CONFIRMABLE = (CampaignState.OPEN, CampaignState.PAUSED)


class Campaign(Model):
    """One demand at one address. `withheld` is None until the organiser has answered."""

    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    state: Mapped[CampaignState] = mapped_column(
        OneOf(CampaignState, 8), default=CampaignState.DRAFT, index=True
    )
    goal: Mapped[int | None]
    closes: Mapped[date | None]
    organisers: Mapped[list[str]] = mapped_column(JSON, default=list)
    # By language, where they are called otherwise there; then where letters are written, and "Name, office,
    # organisation" of whoever signs them, under "" for every language that has none of its own.
    called: Mapped[dict[str, list[str]] | None] = mapped_column(JSON)
    # Languages of its pages that an organiser has switched on, besides those that every campaign has.
    further_languages: Mapped[list[str] | None] = mapped_column(JSON, default=list)
    letter_places: Mapped[dict[str, str] | None] = mapped_column(JSON)
    signatories: Mapped[dict[str, list[str]] | None] = mapped_column(JSON)
    contact: Mapped[str | None] = mapped_column(String(254))
    # What the privacy page says besides: who answers for the data by law, and for them within the EU; the authority to
    # complain to; in which country the server is.
    controller: Mapped[str | None] = mapped_column(String(200))
    representative: Mapped[str | None] = mapped_column(String(200))
    authority: Mapped[str | None] = mapped_column(String(200))
    server_country: Mapped[str | None] = mapped_column(String(2))
    withheld: Mapped[list[str] | None] = mapped_column(JSON)
    # Whether having signed could harm somebody; None until it was asked.
    at_risk: Mapped[bool | None]
    # Whether an owner turned on that names are opened beside the signatures; ask `shows_names`.
    names_on: Mapped[bool] = mapped_column(default=False, nullable=True)
    # Whether those who haven't confirmed get one reminder, as was chosen before the opening; ask `reminds`.
    reminder_on: Mapped[bool] = mapped_column(default=False, nullable=True)
    # Other sites that may show the card in a frame, each as `lib/hosts.framer` has it; ask `framers`.
    framed_by: Mapped[list[str] | None] = mapped_column(JSON)
    # Who is written to in the end; None while it isn't said. `addressed` has the codes of States that were chosen.
    addressees: Mapped[Addressees | None] = mapped_column(OneOf(Addressees, 8))
    addressed: Mapped[list[str] | None] = mapped_column(JSON)
    example: Mapped[bool] = mapped_column(default=False)
    write_to_mission: Mapped[bool] = mapped_column(default=False)
    # Whether letters name territories that are no States. SQLite adds no column that has to have a value; all rows do.
    territories: Mapped[bool] = mapped_column(default=False, nullable=True)
    preview_hash: Mapped[bytes] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    # The day on which a paused one is expected to go on; it says so and does nothing by itself.
    paused_until: Mapped[date | None]
    # Since when its words are shown nowhere: until a correction is published and it is opened again.
    taken_down_at: Mapped[datetime | None] = mapped_column(Moment)
    # When they were last taken down or put back: a feed has to tell its readers.
    words_moved_at: Mapped[datetime | None] = mapped_column(Moment)

    def organisers_in(self, language: str) -> list[str]:
        """Who is behind it, as they are called in a language, given by its code or a locale of it."""
        called = self.called or {}
        return called.get(language.replace("_", "-").partition("-")[0]) or self.organisers

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that its pages are in, in their order."""
        return tuple(code for code in LANGUAGES if code in (*ALWAYS_ON, *(self.further_languages or ())))

    @property
    def unstated(self) -> frozenset[str]:
        """The codes whose figures are never stated: those withheld, and "I prefer not to say"."""
        return frozenset(self.withheld or ()) | {UNSAID}

    @property
    def protects_signers(self) -> bool:
        """Whether pages and mails keep the campaign's name to themselves: always, unless an organiser ruled harm out.

        The one place to ask for what follows from that answer.
        """
        return self.at_risk is not False

    @property
    def reminds(self) -> bool:
        """Whether an address that hasn't confirmed after three days is reminded once."""
        return bool(self.reminder_on) and not self.protects_signers

    @property
    def shows_names(self) -> bool:
        """Whether names may be opened beside the signatures, on the page for holders that the site serves."""
        return bool(self.names_on) and not self.protects_signers

    @property
    def framers(self) -> list[str]:
        """The origins of sites that may show the card; none where there is no card, as signers could be harmed."""
        return [] if self.protects_signers else list(self.framed_by or ())


class Responsible(Model):
    """Who answers for a campaign, and whom a mission may telephone. Organisers read it, and no public page shows it."""

    __tablename__ = "responsible"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    legal_form: Mapped[LegalForm] = mapped_column(OneOf(LegalForm, 12))
    legal_name: Mapped[str] = mapped_column(String(200))
    seat: Mapped[str | None] = mapped_column(String(200))
    website: Mapped[str | None] = mapped_column(String(200))
    person: Mapped[str | None] = mapped_column(String(200))
    office: Mapped[str | None] = mapped_column(String(200))
    telephone: Mapped[str | None] = mapped_column(String(200))


class Wording:
    """The words of a text, published or not."""

    language: Mapped[str] = mapped_column(String(12))
    sha256: Mapped[str] = mapped_column(String(64))
    headline: Mapped[str]
    place: Mapped[str | None] = mapped_column(String(120))
    date: Mapped[date]
    demand: Mapped[str]
    body: Mapped[str]
    kind: Mapped[CorrectionKind | None] = mapped_column(OneOf(CorrectionKind, 8))
    # Of a fact: the sentence that says what was corrected, by language.
    corrected: Mapped[dict[str, str] | None] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Moment)


class Text(Wording, Model):
    """One revision of the release and the demand in one language; never changed, never deleted.

    `signed` once somebody has signed under it. One that was withdrawn, as it endangered somebody, has lost its words.
    """

    __tablename__ = "texts"
    __table_args__ = (
        UniqueConstraint("campaign_id", "language", "revision"),
        UniqueConstraint("campaign_id", "sha256"),
        Index("ix_texts_sha256", "sha256"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    revision: Mapped[int]
    signed: Mapped[bool] = mapped_column(default=False, server_default=false())
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def canonical(self) -> bytes:
        """The bytes that are signed, served and named in the log. Not of one that was withdrawn."""
        return canonical_text(
            language=self.language, headline=self.headline, date=self.date, demand=self.demand, body=self.body
        )


class TextNote(Model):
    """A sentence under a text, in each language, that says of a misprint in its demand, which people have signed."""

    __tablename__ = "text_notes"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    text_id: Mapped[int] = mapped_column(RowId, ForeignKey("texts.id"), index=True)
    corrected: Mapped[dict[str, str]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(Moment)


class CampaignOutcome(Model):
    """What became of the demand, in one language: `words` as they are being written, `shown` as the public reads them.

    Either may be empty. `changed_at` is when what the public reads last became another, or nothing.
    """

    __tablename__ = "campaign_outcomes"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    words: Mapped[str]
    shown: Mapped[str]
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)


class PublishedReport(Model):
    """The figures of a closed campaign as they were when its report was published: nothing changes them afterwards."""

    __tablename__ = "reports"

    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"), primary_key=True)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[datetime] = mapped_column(Moment)


class Draft(Wording, Model):
    """A text that nobody has published yet, of a campaign that is public: at most one in each language.

    `replaces` is the hash of the text that was current as it was written; None for a further language.
    """

    __tablename__ = "text_drafts"
    __table_args__ = (UniqueConstraint("campaign_id", "language"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(RowId, ForeignKey("campaigns.id"))
    replaces: Mapped[str | None] = mapped_column(String(64))
    preview_hash: Mapped[bytes] = mapped_column(unique=True)
