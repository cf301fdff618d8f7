"""What a set of letters is made from: frozen values, without clock, database or files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from campaign.lib.languages import DEFAULT, LANGUAGES
from campaign.tally.entries import RemovalReason, statable

Paper = Literal["a4", "letter"]


class Unstated(StrEnum):
    """What stands in place of a country's figure: it is too small, or the organisers withhold it."""

    FEWER_THAN_TEN = "fewer than ten"
    NOT_SHOWN = "not shown"


Figure: TypeAlias = int | Unstated


@dataclass(frozen=True)
class Stated:
    """The figures of one `tally` entry: complete tens by country, the rest not shown, at `size` lines of log.

    `root` is the log's root hash at that size, in base64 as its checkpoint has it.
    `removed` holds by reason how many signatures had left the count by then.
    Raises ValueError when the figures break the rule: they must add up to the total, be full tens of at least
    ten, and name no withheld country.
    """

    total: int
    countries: Mapping[str, int]
    not_shown: int
    size: int
    as_of: date
    root: str
    withheld: frozenset[str] = frozenset()
    removed: Mapping[RemovalReason, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if sum(self.countries.values()) + self.not_shown != self.total or self.not_shown < 0:
            raise ValueError("the stated figures do not add up to the total")
        if not all(statable(figure) for figure in self.countries.values()):
            raise ValueError("a country's figure is stated in complete tens")
        if self.withheld & self.countries.keys():
            raise ValueError("a withheld country has no stated figure")

    def figure(self, code: str) -> Figure:
        """What a letter may say of one country: its figure, or in words why there is none."""
        if code in self.withheld:
            return Unstated.NOT_SHOWN
        return self.countries.get(code) or Unstated.FEWER_THAN_TEN


@dataclass(frozen=True)
class Figures:
    """What one letter states: its State's figure as letters.csv has it, and the total, of that day and log size."""

    own: Figure
    total: int
    as_of: date
    size: int


@dataclass(frozen=True)
class Signatory:
    """Who signs a letter by hand."""

    name: str
    office: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Block:
    """One block of a release, as plain text: a paragraph, or an item of a list behind its marker ("–", "1.")."""

    text: str
    marker: str = ""


@dataclass(frozen=True)
class Mission:
    """What the organisers know of a mission; all of it comes from them. `language` overrides the State's."""

    code: str
    address: tuple[str, ...] = ()
    name: str = ""
    style: str = ""
    language: str = ""


@dataclass(frozen=True)
class LetterFacts:
    """One campaign as a set of letters tells it. Texts are by language; `original` is the one first written.

    `stated` are the figures of all of them: whoever has the facts has the figures that go with them.
    """

    slug: str
    stated: Stated
    original: str
    headline: Mapping[str, str]
    demand: Mapping[str, str]
    releases: Mapping[str, tuple[Block, ...]]
    organisers: tuple[str, ...]
    contact: str
    place: str
    date: date
    base_url: str
    signatories: tuple[Signatory, ...] = ()
    paper: Paper = "a4"
    specimen: bool = False
    fingerprint: str = ""
    missions: Mapping[str, Mission] = field(default_factory=dict)

    def address(self, code: str, language: str) -> str:
        """Where the letter's own page stands."""
        return letter_address(self.base_url, self.slug, code, language, self.stated.size)


def read_figure(text: str) -> Figure:
    """A figure, or words in its place, as letters.csv and the database have them. Raises ValueError for other words."""
    return int(text) if text.isdecimal() else Unstated(text)


def letter_address(base_url: str, slug: str, code: str, language: str, size: int) -> str:
    """The page of a letter in `language`; it is in English where the site has no pages in that."""
    page = language if language in LANGUAGES else DEFAULT
    return f"{base_url.rstrip('/')}/{page}/{slug}/letters/{code}/{size}"
