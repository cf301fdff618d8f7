"""What a set of letters is made from: frozen values, without clock, database or files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from campaign.lib.languages import DEFAULT, LANGUAGES
from campaign.tally.entries import RemovalReason, complete_tens, statable, tally_line
from campaign.tally.entries import Stated as LoggedStatement

Paper = Literal["a4", "letter"]
PAPERS: Mapping[str, Paper] = {"a4": "a4", "letter": "letter"}


class Unstated(StrEnum):
    """What stands in place of a country's figure: it is too small; or it is withheld, or nothing is stated yet."""

    FEWER_THAN_TEN = "fewer than ten"
    NOT_SHOWN = "not shown"


Figure: TypeAlias = int | Unstated
AT_LEAST = "at least "


@dataclass(frozen=True)
class Statement:
    """Figures by country as a `tally` line has them, of `taken_in` who had signed by that day.

    `countries` has complete tens, without what is withheld; `line` is the log's own. Raises ValueError for figures
    that break the rule: full tens of at least ten, together no more than were taken in.
    """

    day: date
    taken_in: int
    countries: Mapping[str, int]
    line: str = ""

    def __post_init__(self) -> None:
        if self.not_shown < 0:
            raise ValueError("the stated figures are more than their total")
        if not all(statable(figure) for figure in self.countries.values()):
            raise ValueError("a country's figure is stated in complete tens")

    @property
    def not_shown(self) -> int:
        """What isn't shown by country; with the countries it adds up to `taken_in`."""
        return self.taken_in - sum(self.countries.values())


def statement_of(line: LoggedStatement, *, withheld: frozenset[str] = frozenset()) -> Statement:
    """A log's statement as letters have it, the figures of withheld countries among what isn't shown."""
    shown = line.without(withheld)
    return Statement(line.day, line.taken_in, shown.countries, tally_line(line))


@dataclass(frozen=True)
class Stated:
    """What letters state: the exact `total` of the checkpoint with `size` entries, made on `day`; figures by country.

    These are of the last `statement` among its entries, None while there is none. `root` is the checkpoint's root
    hash in base64; `removed` holds by reason how many signatures had left the count by that statement. Raises
    ValueError for a withheld country that has a figure.
    """

    total: int
    size: int
    day: date
    root: str
    statement: Statement | None = None
    withheld: frozenset[str] = frozenset()
    removed: Mapping[RemovalReason, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.statement and self.withheld & self.statement.countries.keys():
            raise ValueError("a withheld country has no stated figure")

    def figures(self, code: str) -> "Figures":
        """The one pair of figures in a State's letter: its own and the total, both of the statement."""
        if self.statement is None:
            return Figures(Unstated.NOT_SHOWN, self.total, self.day, self.size)
        own = self.statement.countries.get(code) or Unstated.FEWER_THAN_TEN
        if code in self.withheld:
            own = Unstated.NOT_SHOWN
        return Figures(own, self.statement.taken_in, self.statement.day, self.size)


@dataclass(frozen=True)
class Figures:
    """What one letter states on its first page: the State's figure, how many had signed in all, and on which day.

    `size` is that of the checkpoint that the letter was made at.
    """

    own: Figure
    total: int
    as_at: date
    size: int


@dataclass(frozen=True)
class Earlier:
    """The letter that a mission was sent before, at a checkpoint of `size`: its date, and who had signed by `as_at`."""

    size: int
    dated: date
    total: int
    as_at: date


@dataclass(frozen=True)
class Forms:
    """The forms sent from the opening until `day`, as far as it is still known, and how many were confirmed.

    `refused` are those that looked machine-made and that no organiser let in; None where that isn't told.
    """

    sent: int
    confirmed: int
    day: date
    refused: int | None = None

    @property
    def told(self) -> "Forms":
        """As they may be told: in complete tens."""
        refused = None if self.refused is None else complete_tens(self.refused)
        return Forms(complete_tens(self.sent), complete_tens(self.confirmed), self.day, refused)


@dataclass(frozen=True)
class Signatory:
    """Who signs a letter by hand."""

    name: str
    office: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Naming:
    """Who speaks, from where, and who signs, as letters in one language have it; empty where all languages share it."""

    organisers: tuple[str, ...] = ()
    place: str = ""
    signatories: tuple[Signatory, ...] = ()


@dataclass(frozen=True)
class Block:
    """One block of a release, as plain text: a paragraph, or an item of a list behind its marker ("–", "1.")."""

    text: str
    marker: str = ""


@dataclass(frozen=True)
class Release:
    """One language's release as it is enclosed.

    `signed` has for each of its revisions how many signed that one, in complete tens, the newest revision first.
    """

    blocks: tuple[Block, ...]
    place: str
    date: date
    revision: int
    signed: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Mission:
    """What the organisers know of a mission; all of it comes from them. `language` overrides the State's.

    `gender` is `f` or `m` where they know how its head is addressed.
    """

    code: str
    address: tuple[str, ...] = ()
    name: str = ""
    style: str = ""
    gender: str = ""
    language: str = ""


@dataclass(frozen=True)
class LetterFacts:
    """One campaign as a set of letters tells it. Texts are by language; `original` is the one first written.

    `stated` are the figures of all of them: whoever has the facts has the figures that go with them. `person` is whom
    to ask. With `territories` the first annex names those that are no States. `namings` has, by language, what is said
    otherwise there; `earlier`, by State, the letter that this one refers to.
    """

    slug: str
    stated: Stated
    original: str
    headline: Mapping[str, str]
    demand: Mapping[str, str]
    releases: Mapping[str, Release]
    organisers: tuple[str, ...]
    contact: str
    place: str
    date: date
    base_url: str
    signatories: tuple[Signatory, ...] = ()
    person: str = ""
    paper: Paper = "a4"
    specimen: bool = False
    territories: bool = False
    forms: Forms | None = None
    fingerprint: str = ""
    missions: Mapping[str, Mission] = field(default_factory=dict)
    namings: Mapping[str, Naming] = field(default_factory=dict)
    earlier: Mapping[str, Earlier] = field(default_factory=dict)

    def naming(self, language: str) -> Naming:
        """Who speaks, from where, and who signs in this language."""
        own = self.namings.get(language, Naming())
        return Naming(
            own.organisers or self.organisers,
            own.place or self.place,
            own.signatories or self.signatories,
        )

    def reference(self, code: str, size: int | None = None) -> str:
        """What the letter to a State is filed under; with `size` that of one made at another checkpoint."""
        return reference_of(self.slug, code, size or self.stated.size)

    def address(self, code: str, language: str) -> str:
        """Where the letter's own page stands."""
        return letter_address(self.base_url, self.slug, code, language, self.stated.size)


def reference_of(slug: str, code: str, size: int) -> str:
    """What a letter is filed under."""
    return f"{slug}/{code}/{size}"


def as_said(figure: Figure) -> str:
    """A figure in English, as letters.csv has it: "at least 120", or the words in its place."""
    return f"{AT_LEAST}{figure}" if isinstance(figure, int) else str(figure)


def read_figure(text: str) -> Figure:
    """A figure, or words in its place, as the database has them. Raises ValueError for other words."""
    return int(text) if text.isdecimal() else Unstated(text)


def letter_address(base_url: str, slug: str, code: str, language: str, size: int) -> str:
    """The page of a letter in `language`; it is in English where the site has no pages in that."""
    page = language if language in LANGUAGES else DEFAULT
    return f"{base_url.rstrip('/')}/{page}/{slug}/letters/{code}/{size}"
