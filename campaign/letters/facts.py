"""What a set of letters is made from: frozen values, without clock, database or files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from campaign.letters.figures import Earlier, Forms, Stated
from campaign.lib.languages import DEFAULT, LANGUAGES

Paper = Literal["a4", "letter"]
PAPERS: Mapping[str, Paper] = {"a4": "a4", "letter": "letter"}


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


def letter_address(base_url: str, slug: str, code: str, language: str, size: int) -> str:
    """The page of a letter in `language`; it is in English where the site has no pages in that."""
    page = language if language in LANGUAGES else DEFAULT
    return f"{base_url.rstrip('/')}/{page}/{slug}/letters/{code}/{size}"
