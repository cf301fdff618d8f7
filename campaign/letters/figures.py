"""The figures that letters state: values that refuse to be what the log's rules don't allow. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from campaign.lib.tens import complete_tens
from campaign.tally.entries import RemovalReason, statable, tally_line
from campaign.tally.entries import Stated as LoggedStatement


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
    hash in base64; `removed` holds by reason how many signatures had left the count by that statement; `paper` is how
    many slips stand at the checkpoint, in none of these figures. Raises ValueError for a withheld country that has a
    figure.
    """

    total: int
    size: int
    day: date
    root: str
    statement: Statement | None = None
    withheld: frozenset[str] = frozenset()
    removed: Mapping[RemovalReason, int] = field(default_factory=dict)
    paper: int = 0

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


def as_said(figure: Figure) -> str:
    """A figure in English, as letters.csv has it: "at least 120", or the words in its place."""
    return f"{AT_LEAST}{figure}" if isinstance(figure, int) else str(figure)


def read_figure(text: str) -> Figure:
    """A figure, or words in its place, as the database has them. Raises ValueError for other words."""
    return int(text) if text.isdecimal() else Unstated(text)
