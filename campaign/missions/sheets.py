"""The XML inside an Excel workbook, read in one pass without a tree; that it declares nothing was seen before."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar
from xml.parsers import expat

from campaign.lib.packed import Fault, Unreadable
from campaign.lib.refusal import Refusal

MOST_ROWS = 2_000  # of at most 195 missions, with whatever stands around them
MOST_COLUMNS = 50
LONGEST_CELL = 32_767  # Excel's own
CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
BUILT_IN_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# In a format of one's own, what is quoted, escaped or in brackets stands for itself.
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass
class Sheet:
    """By the numbers of rows (from 1) and columns (from 0), what is in each cell that isn't empty."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict)


class Reader:
    """What is called for each element, by its name without its prefix."""

    def start(self, name: str, values: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """It ends."""

    def text(self, text: str) -> None:
        """Some of the text inside."""


R = TypeVar("R", bound=Reader)


def parse(reader: R, raw: bytes | None) -> R:
    """The reader once it has read all of it; nothing where the part isn't there. Raises Unreadable."""
    if raw is None:
        return reader
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, values: reader.start(name.rpartition(":")[2], values)
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(raw, True)
    except expat.ExpatError:
        raise Unreadable(Fault.DAMAGED) from None
    return reader


class Attributes(Reader):
    """The attributes of each element of one name."""

    def __init__(self, name: str) -> None:
        self._name, self.each = name, list[dict[str, str]]()

    def start(self, name: str, values: dict[str, str]) -> None:
        if name == self._name:
            self.each.append(values)


def attribute(raw: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of each element of this name, in their order. Raises Unreadable."""
    return parse(Attributes(name), raw).each


class Strings(Reader):
    """The texts that cells name by number: whole, without the readings of Japanese signs."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._within = self._spoken = False

    def start(self, name: str, values: dict[str, str]) -> None:
        if name == "si":
            self.texts.append("")
        self._spoken = self._spoken or name == "rPh"
        self._within = name == "t"

    def end(self, name: str) -> None:
        self._spoken = self._spoken and name != "rPh"
        self._within = False

    def text(self, text: str) -> None:
        if self._within and not self._spoken and self.texts:
            self.texts[-1] = _longer(self.texts[-1], text)


class Styles(Reader):
    """The numbers of those styles of cells in which a number is a day."""

    def __init__(self) -> None:
        self.days: set[str] = set()
        self._own: set[str] = set()
        self._cells = False
        self._count = 0

    def start(self, name: str, values: dict[str, str]) -> None:
        if name == "numFmt" and re.search("[dmy]", LITERAL.sub("", values.get("formatCode", "")).lower()):
            self._own.add(values.get("numFmtId", ""))
        elif name == "cellXfs":
            self._cells = True
        elif name == "xf" and self._cells:
            number = values.get("numFmtId", "0")
            if number in self._own or (number.isdecimal() and int(number) in BUILT_IN_DAYS):
                self.days.add(str(self._count))
            self._count += 1

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._cells = False


class SheetReader(Reader):
    """One sheet. Raises Refusal for what nobody sees in it, and for what isn't written there as it is."""

    def __init__(self, strings: list[str], day_styles: set[str], *, from_1904: bool) -> None:
        self.sheet = Sheet()
        self._strings, self._day_styles = strings, day_styles
        self._first_day = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        self._hidden_columns: list[tuple[int, int]] = []
        self._hidden_row = False
        self._row = 0
        self._cell: dict[str, str] | None = None
        self._place = ("", 0, -1)
        self._value, self._within = "", False

    def start(self, name: str, values: dict[str, str]) -> None:
        match name:
            case "col" if _is_hidden(values, "width"):
                self._hidden_columns.append((_whole(values.get("min")), _whole(values.get("max"))))
            case "row":
                self._row = _whole(values.get("r"), self._row + 1)
                self._hidden_row = _is_hidden(values, "ht")
                self._place = ("", self._row, -1)
            case "c":
                self._cell, self._value = values, ""
                self._place = self._next_place(values.get("r"))
            case "f" if self._cell is not None:
                raise Refusal("missions/formula", cell=self._place[0])
            case "v" | "t":
                self._within = self._cell is not None

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._within = False
        elif name == "c" and self._cell is not None:
            self._take(self._shown(self._cell))
            self._cell = None

    def text(self, text: str) -> None:
        if self._within:
            self._value = _longer(self._value, text)

    def _next_place(self, written: str | None) -> tuple[str, int, int]:
        """(Name of the cell, its row, its column); where it isn't written it is the one behind the last."""
        if written is None:
            return self._named(self._row, self._place[2] + 1)
        match = CELL.fullmatch(written)
        if match is None:
            raise Unreadable(Fault.DAMAGED)
        return written, int(match[2]), _column(match[1])

    def _named(self, row: int, column: int) -> tuple[str, int, int]:
        return f"{_letters(column)}{row}", row, column

    def _shown(self, cell: dict[str, str]) -> str:
        kind, value = cell.get("t", "n"), self._value
        if kind == "e":
            raise Refusal("missions/error-in-cell", cell=self._place[0], value=value)
        if kind == "s":
            number = _whole(value, -1)
            if not 0 <= number < len(self._strings):
                raise Unreadable(Fault.DAMAGED)
            return self._strings[number]
        if kind == "d":
            return value.partition("T")[0]
        if kind == "n" and cell.get("s", "0") in self._day_styles:
            return self._day(value)
        return value.removesuffix(".0") if kind == "n" else value

    def _day(self, value: str) -> str:
        try:
            return (self._first_day + timedelta(days=int(float(value)))).isoformat()
        except (ValueError, OverflowError):
            return value

    def _take(self, text: str) -> None:
        name, row, column = self._place
        if not text.strip():
            return
        if self._hidden_row:
            raise Refusal("missions/hidden-row", row=row)
        if any(first <= column + 1 <= last for first, last in self._hidden_columns):
            raise Refusal("missions/hidden-column", column=_letters(column))
        if column >= MOST_COLUMNS:
            raise Refusal("missions/wide-sheet", most=MOST_COLUMNS, cell=name)
        if row not in self.sheet.rows and len(self.sheet.rows) >= MOST_ROWS:
            raise Refusal("missions/long-sheet", most=MOST_ROWS)
        self.sheet.rows.setdefault(row, {})[column] = text


def _is_hidden(values: dict[str, str], size: str) -> bool:
    """Whether a row or a column is marked so, or is of no size."""
    return values.get("hidden") in {"1", "true"} or values.get(size) in {"0", "0.0"}


def _longer(text: str, more: str) -> str:
    if len(text) + len(more) > LONGEST_CELL:
        raise Unreadable(Fault.DAMAGED)
    return text + more


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _letters(column: int) -> str:
    letters, number = "", column + 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
